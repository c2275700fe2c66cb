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
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

#: Cells of the rectangle: 20,000 rows of 250 columns, about 160 MB.
MOST_CELLS = 5_000_000
_CHUNK = 1 << 20
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+[0-9]+)["']([^<]*)""")


def refuse_far_cells(book: zipfile.ZipFile) -> None:
    """ValidationError naming the corner when a sheet's rectangle is too large to lay out."""
    for part in book.infolist():
        row = column = 0
        for reference in _filled(book, part):
            there = xl_cell_to_rowcol(reference)
            row, column = max(row, there[0]), max(column, there[1])
        if (row + 1) * (column + 1) > MOST_CELLS:
            raise ValidationError(
                _("Trang tính có ô ghi dữ liệu ở quá xa (đến %(cell)s). Xóa các dòng, cột thừa, lưu lại rồi tải lên.")
                % {"cell": xl_rowcol_to_cell(row, column)}
            )  # fmt: skip


def _filled(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    """References of the cells that hold something; phantom ones, <c r="B9" s="1"/>, only have a style."""
    with book.open(part) as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            whole = text.rfind(b"<")  # the last element may go on in the next chunk
            yield from _references(text[:whole])
            rest = text[max(whole, 0) :]
        yield from _references(rest)


def _references(text: bytes) -> Iterator[str]:
    for found in _REFERENCE.finditer(text):
        tail = found[2].strip()
        if not (tail.endswith(b"/>") and tail.count(b">") == 1):
            yield found[1].decode().upper()
