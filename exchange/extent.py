"""How far a workbook reaches, found out before it is opened.

calamine lays out every cell from A1 to the furthest one: a single stray cell at XFD1048576 asks for 550 GB and
ends the process. The raw bytes are searched as calamine reads them, so an element that hides from this does so
from calamine too.
"""

import re
import zipfile
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_cell_to_rowcol

#: Cells of the rectangle: 20,000 rows of 250 columns, about 160 MB.
MOST_CELLS = 5_000_000
_LAST_COLUMN = "XFD"
_LONGEST = 20  # characters of a reference that are told
_CHUNK = 1 << 20
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)0*([0-9]+)["']([^<]*)""")


def refuse_far_cells(book: zipfile.ZipFile) -> None:
    """ValidationError naming the corner when a sheet's rectangle is too large to lay out."""
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
    """Numbers, and names of columns, in their order without reckoning each: the longer is the greater."""
    return len(digits), digits


def _is_far(letters: str, row: str) -> bool:
    if len(letters) > len(_LAST_COLUMN) or len(row) > len(str(MOST_CELLS)):
        return True
    return int(row) * (xl_cell_to_rowcol(f"{letters}1")[1] + 1) > MOST_CELLS


def _filled(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """References of the cells that hold something; phantom ones, <c r="B9" s="1"/>, only have a style."""
    with book.open(part) as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            whole = text.rfind(b"<")  # the last element may go on in the next chunk
            yield from _references(text[:whole])
            rest = text[max(whole, 0) :]
        yield from _references(rest)


def _references(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    for reference in _REFERENCE.finditer(text):
        tail = reference[3].strip()
        if not (tail.endswith(b"/>") and tail.count(b">") == 1):
            yield reference[1].upper(), reference[2]
