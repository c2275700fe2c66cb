"""Workbooks made by tests as people make them: rows by header, a title above, merged and empty cells."""

import io
from datetime import date
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: A new addict of "Tổ 1" with nothing wrong.
PERSON = {
    "Họ và tên": "Giàng A Páo",
    "Ngày sinh": "05/03/1990",
    "Giới tính": "nam",
    "Dân tộc": "Mông",
    "Số định danh": "010090000001",
    "Điện thoại": "0912000001",
    "Tổ, thôn": "Tổ 1",
    "Cư trú từ ngày": "15/01/2022",
    "Diện quản lý": "người nghiện",
    "Diện từ ngày": "01/06/2023",
    "Số quyết định": "25/QĐ-UBND",
    "Ngày quyết định": "30/05/2023",
}
#: A new household of "Tổ 1" that has not signed.
HOUSEHOLD = {
    "Mã hộ": "01-0001",
    "Chủ hộ": "Hoàng Văn Tuyên",
    "Số nhân khẩu": 4,
    "Tổ, thôn": "Tổ 1",
    "Từ ngày": "01/10/2022",
}


def person_row(**changes: Any) -> dict[str, Any]:
    """`person_row(sex=…)` by the names below; None leaves the cell blank."""
    return PERSON | {_PERSON[name]: value for name, value in changes.items()}


def only(**values: Any) -> dict[str, Any]:
    """A row of people in which every other cell is blank."""
    return dict.fromkeys(PERSON) | {_PERSON[name]: value for name, value in values.items()}


def only_household(**values: Any) -> dict[str, Any]:
    return dict.fromkeys(HOUSEHOLD) | {_HOUSEHOLD[name]: value for name, value in values.items()}


def household_row(**changes: Any) -> dict[str, Any]:
    return HOUSEHOLD | {_HOUSEHOLD[name]: value for name, value in changes.items()}


_PERSON = {
    "name": "Họ và tên",
    "other": "Tên gọi khác",
    "born": "Ngày sinh",
    "year": "Năm sinh",
    "sex": "Giới tính",
    "people": "Dân tộc",
    "number": "Số định danh",
    "phone": "Điện thoại",
    "job": "Nghề nghiệp",
    "group": "Tổ, thôn",
    "kind": "Hình thức cư trú",
    "address": "Địa chỉ",
    "since": "Cư trú từ ngày",
    "status": "Diện quản lý",
    "status_from": "Diện từ ngày",
    "decision": "Số quyết định",
    "decided": "Ngày quyết định",
    "issuer": "Cơ quan ban hành",
    "drug": "Loại ma túy",
    "rehabs": "Số lần đã cai nghiện",
    "why": "Lý do đặc biệt",
    "first_use": "Năm sử dụng lần đầu",
}
_HOUSEHOLD = {
    "code": "Mã hộ",
    "head": "Chủ hộ",
    "members": "Số nhân khẩu",
    "address": "Địa chỉ",
    "group": "Tổ, thôn",
    "since": "Từ ngày",
    "signed": "Ngày ký cam kết",
    "campaign": "Đợt ký",
    "signer": "Người đại diện ký",
    "relation": "Quan hệ với chủ hộ",
    "witness": "Người chứng kiến",
}


def book(*rows: dict[str, Any], **options: Any) -> bytes:
    """A workbook whose headers are all that the rows name, in the order they come."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    cells = [headers, *([row.get(header) for header in headers] for row in rows)]
    return grid_book(cells, **options)


def grid_book(
    cells: list[list[Any]],
    *,
    sheet: str = "Trang 1",
    others: tuple[str, ...] = (),
    merge: tuple[str, ...] = (),
    formatted_rows: int = 0,
) -> bytes:
    """Any cells. A tuple (formula, value) is a formula; `formatted_rows` are empty but have a format."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        first = workbook.add_worksheet(sheet)
        styles = {
            "day": workbook.add_format({"num_format": "dd/mm/yyyy"}),
            "bold": workbook.add_format(),
        }
        for area in merge:
            first.merge_range(area, "")
        for row, values in enumerate(cells):
            for place, value in enumerate(values):
                _write(first, (row, place), value, styles)
        for row in range(len(cells), len(cells) + formatted_rows):
            first.write_blank(row, 0, None, styles["bold"])
        for name in others:
            workbook.add_worksheet(name).write_string(0, 0, "khác")
    return out.getvalue()


def _write(sheet: Any, at: tuple[int, int], value: Any, styles: dict[str, Any]) -> None:
    if isinstance(value, tuple):
        sheet.write_formula(*at, value[0], None, value[1])
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, styles["day"])
    elif isinstance(value, str):
        sheet.write_string(*at, value)
    elif value is not None:
        sheet.write(*at, value)


def sent(content: bytes, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=XLSX)


def read_rows(content: bytes, sheet: int = 0) -> list[list[Any]]:
    """What Excel would show, cell by cell."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return workbook.get_sheet_by_index(sheet).to_python(skip_empty_area=False)
