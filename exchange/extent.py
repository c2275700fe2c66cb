"""Finds out how far a workbook reaches, before it is opened.

calamine allocates every cell from A1 to the furthest one: a single stray cell at XFD1048576 needs
550 GB and ends the process. This module searches the raw bytes as calamine reads them, so a cell
that it does not find is not found by calamine either.
"""

import re
import zipfile
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_cell_to_rowcol

#: Most cells that a sheet may span: 20,000 rows of 250 columns, about 160 MB.
MOST_CELLS = 5_000_000
_LAST_COLUMN = "XFD"
_LONGEST = 20  # characters of a cell reference that the error shows
_CHUNK = 1 << 20
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)0*([0-9]+)["']([^<]*)""")


def refuse_far_cells(book: zipfile.ZipFile) -> None:
    """Raises ValidationError with the furthest cell if a sheet is too large to allocate."""
    for part in book.infolist():
        letters = row = b""
        for reference in _filled(book, part):
            letters, row = (
                max(letters, reference[0], key=_order),
                max(row, reference[1], key=_order),
            )
        if row and _is_far(letters.decode(), row.decode()):
            raise ValidationError(
                _(
                    "Trang tính có ô ghi dữ liệu ở quá xa (đến %(cell)s). Xóa các dòng, cột thừa, lưu lại rồi tải lên."
                )
                % {"cell": (letters + row).decode()[:_LONGEST]}
            )


def _order(digits: bytes) -> tuple[int, bytes]:
    """Returns a sort key of a number or column letters as text: the longer is the greater."""
    return len(digits), digits


def _is_far(letters: str, row: str) -> bool:
    if len(letters) > len(_LAST_COLUMN) or len(row) > len(str(MOST_CELLS)):
        return True
    return int(row) * (xl_cell_to_rowcol(f"{letters}1")[1] + 1) > MOST_CELLS


def _filled(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """Yields (letters, row) of cells with content, not of cells with only a style.

    Such a phantom cell looks like <c r="B9" s="1"/>.
    """
    with book.open(part) as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            whole = text.rfind(b"<")  # the last element may continue in the next chunk
            yield from _references(text[:whole])
            rest = text[max(whole, 0) :]
        yield from _references(rest)


def _references(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    for reference in _REFERENCE.finditer(text):
        tail = reference[3].strip()
        if not (tail.endswith(b"/>") and tail.count(b">") == 1):
            yield reference[1].upper(), reference[2]
