"""Reads and writes XLSX, the one format of imports and exports, with calamine and xlsxwriter.

Text stays text both ways: "=1+1" is never a formula, and no leading zeros are dropped here.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum
from tablib.core import Dataset
from xlsxwriter.utility import xl_col_to_name

from exchange.columns import Column
from exchange.extent import refuse_far_cells
from exchange.table import Grid, Table, table_of

GUIDE_SHEET = "Giá trị cho phép"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_UNPACKED = 300 * 1024 * 1024
_FILLED_IN = 2000  # rows of a new workbook that have the drop-down lists
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed time, so that equal rows give an equal file
_WIDTHS = (10, 34)


class ExcelFormat:
    """Reads and writes the workbook of one list, given its columns."""

    def __init__(self, columns: Sequence[Column], sheet_name: str) -> None:
        self.columns, self.sheet_name = list(columns), sheet_name

    def read(self, content: bytes) -> Table:
        """Returns the rows; raises ValidationError if the file cannot be this list."""
        return table_of(_grid(_opened(content), self.sheet_name), self.columns)

    def export_data(self, dataset: Dataset) -> bytes:
        """Returns a workbook: a sheet of rows, and a sheet that says what each column may hold."""
        out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with translation.override("vi"), xlsxwriter.Workbook(out, options) as book:
            book.set_properties({"created": _MADE})
            _write_rows(book, self.sheet_name, self.columns, dataset)
            _write_guide(book, self.columns)
        return out.getvalue()


def _opened(content: bytes) -> CalamineWorkbook:
    if not content:
        raise ValidationError(_("Tệp trống, không có nội dung. Chọn lại tệp .xlsx đã ghi dữ liệu."))
    if content.startswith(_OLE):
        raise ValidationError(_locked_or_old(content))
    _refuse_what_is_no_workbook(content)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError:
        raise ValidationError(_damaged()) from None


def _locked_or_old(content: bytes) -> str:
    if _ENCRYPTED in content:
        return _("Tệp có mật khẩu nên không đọc được. Mở bằng Excel, bỏ mật khẩu, lưu rồi tải lại.")
    return _(
        "Tệp .xls (Excel 97–2003) không dùng được. Mở bằng Excel, chọn “Lưu thành” Excel Workbook (.xlsx)."
    )


def _refuse_what_is_no_workbook(content: bytes) -> None:
    if not content.startswith(b"PK"):
        raise ValidationError(
            _("Đây không phải tệp Excel .xlsx. Mở bằng Excel rồi “Lưu thành” .xlsx.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            _refuse_what_is_too_large(book)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise ValidationError(_damaged()) from None


def _refuse_what_is_too_large(book: zipfile.ZipFile) -> None:
    parts = book.infolist()
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise ValidationError(_("Tệp này không phải bảng tính Excel. Chọn tệp .xlsx theo mẫu."))
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise ValidationError(_("Tệp quá lớn khi mở ra. Bỏ hình ảnh, trang thừa rồi lưu lại."))
    refuse_far_cells(book)


def _damaged() -> str:
    return _("Tệp bị hỏng hoặc tải lên chưa trọn. Mở thử bằng Excel, lưu lại rồi tải lên.")


def _grid(book: CalamineWorkbook, sheet_name: str) -> Grid:
    """Reads the sheet that has the list's name, or else the first sheet."""
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if not names:
        raise ValidationError(_("Tệp không có trang tính nào."))
    chosen = sheet_name if sheet_name in names else names[0]
    try:
        sheet = book.get_sheet_by_name(chosen)
        rows = sheet.to_python(skip_empty_area=False)
    except CalamineError:
        raise ValidationError(_damaged()) from None
    left = tuple(name for name in names if name not in {chosen, GUIDE_SHEET})
    return Grid(chosen, rows, left, _merged(sheet))


def _merged(sheet: CalamineSheet) -> tuple[str, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple(
        f"{xl_col_to_name(left)}{top + 1}:{xl_col_to_name(right)}{bottom + 1}"
        for (top, left), (bottom, right) in ranges
    )


@dataclass(frozen=True)
class _Styles:
    header: Any
    text: Any
    day: Any

    @classmethod
    def of(cls, book: Any) -> "_Styles":
        header = {
            "bold": True,
            "bg_color": "#D9E5F2",
            "border": 1,
            "text_wrap": True,
            "valign": "top",
        }
        return cls(
            book.add_format(header),
            book.add_format({"num_format": "@"}),
            book.add_format({"num_format": "dd/mm/yyyy"}),
        )


def _write_rows(book: Any, sheet_name: str, columns: list[Column], dataset: Dataset) -> None:
    sheet, styles = book.add_worksheet(sheet_name), _Styles.of(book)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, _header(column), styles.header)
        width = min(max(len(column.header) + 4, _WIDTHS[0]), _WIDTHS[1])
        sheet.set_column(place, place, width, _style_of(column, styles))
        _offer_list(sheet, place, column)
    for number, row in enumerate(dataset[:], start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, (number, place), value, styles)
    sheet.freeze_panes(1, 1)


def _header(column: Column) -> str:
    return f"{column.header} *" if column.required else column.header


def _style_of(column: Column, styles: _Styles) -> Any:
    return styles.day if isinstance(column.example, date) else styles.text


def _write_cell(sheet: Any, at: tuple[int, int], value: Any, styles: _Styles) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(*at, value, styles.day)
    elif isinstance(value, int):
        sheet.write_number(*at, value)
    else:
        sheet.write_string(*at, str(value), styles.text)


def _offer_list(sheet: Any, place: int, column: Column) -> None:
    """Adds Excel's own drop-down list to the column, with the values of the second sheet."""
    allowed = column.widget.allowed()
    if allowed:
        letter = xl_col_to_name(place)
        source = f"='{GUIDE_SHEET}'!${letter}$4:${letter}${len(allowed) + 3}"
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(1, place, _FILLED_IN, place, rule)


def _write_guide(book: Any, columns: list[Column]) -> None:
    sheet, styles = book.add_worksheet(GUIDE_SHEET), _Styles.of(book)
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "italic": True})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 24)
        sheet.write_string(0, place, _header(column), styles.header)
        sheet.write_string(
            1, place, "Bắt buộc với dòng mới" if column.required else "Có thể để trống"
        )
        sheet.write_string(2, place, str(column.hint), wrapped)
        for row, text in enumerate(column.widget.allowed(), start=3):
            sheet.write_string(row, place, text, styles.text)
    sheet.freeze_panes(3, 0)
