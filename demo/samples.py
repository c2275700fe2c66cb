"""The two sample workbooks of the demonstration: one without mistakes, one with the usual mistakes.

Both have the sheets "Người" and "Hộ". `manage.py make_samples` writes them; the tests import them.
They name groups and the campaign of the demonstration, so they can be imported on its screens.
"""

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter

from cases.imports import PersonResource
from pledges.imports import HouseholdResource

GROUPS = ("Tổ 8 Nam Cường", "Tổ 11 Nam Cường", "Tổ 12 Nam Cường")
CAMPAIGN = "Đợt ký cam kết năm 2023"
#: The day of creation in the file, fixed so that the bytes are the same every time.
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook has no time zones

#: Header -> value; a header that is left out gives a blank cell.
Row = dict[str, Any]
_TERMS = {"Số quyết định": "31/QĐ-UBND", "Cơ quan ban hành": "Chủ tịch UBND phường"}

PEOPLE: tuple[Row, ...] = (
    {
        "Họ và tên": "Giàng A Páo",
        "Ngày sinh": date(1990, 3, 5),
        "Giới tính": "nam",
        "Dân tộc": "Mông",
        "Số định danh": "010090778801",
        "Điện thoại": "0912000801",
        "Nghề nghiệp": "Lao động tự do",
        "Tổ, thôn": GROUPS[0],
        "Cư trú từ ngày": date(2022, 1, 15),
        "Diện quản lý": "người nghiện",
        "Diện từ ngày": date(2024, 3, 15),
        "Ngày quyết định": date(2024, 3, 10),
        "Loại ma túy": "heroine",
        "Hình thức sử dụng": "tiêm chích",
        "Địa chỉ": "Số 12, ngõ 3",
        **_TERMS,
    },
    {
        "Họ và tên": "Nguyễn Thị Hạnh",
        "Tên gọi khác": "Hạnh Lan",
        "Ngày sinh": "07/11/1998",
        "Giới tính": "Nữ",
        "Dân tộc": "kinh",
        "Số định danh": "010198778802",
        "Tổ, thôn": "tổ 8 nam cường",
        "Hình thức cư trú": "tạm trú",
        "Cư trú từ ngày": "1/2/2023",
        "Diện quản lý": "người sử dụng trái phép",
        "Diện từ ngày": "20-05-2026",
        "Ngày quyết định": "20.05.2026",
        **_TERMS,
        "Số quyết định": "44/QĐ-UBND",
        "Năm sử dụng lần đầu": 2021,
    },
    {
        "Họ và tên": "Tẩn Láo Tả",
        "Năm sinh": 1979,
        "Giới tính": "nam",
        "Dân tộc": "Dao",
        "Số định danh": "063123801",
        "Tổ, thôn": GROUPS[1],
        "Cư trú từ ngày": date(2022, 1, 1),
        "Diện quản lý": "quản lý sau cai",
        "Diện từ ngày": date(2025, 12, 1),
        "Ngày quyết định": date(2025, 11, 28),
        **_TERMS,
        "Số lần đã cai nghiện": 2,
    },
    {
        "Họ và tên": "Vàng Thị Sẻn",
        "Năm sinh": 2003,
        "Giới tính": "nữ",
        "Dân tộc": "Giáy",
        "Điện thoại": 912000804,
        "Tổ, thôn": GROUPS[2],
        "Cư trú từ ngày": date(2023, 9, 2),
        "Diện quản lý": "nghi vấn sử dụng trái phép",
    },
)

HOUSEHOLDS: tuple[Row, ...] = (
    {
        "Mã hộ": "M8-0001",
        "Chủ hộ": "Hoàng Văn Tuyên",
        "Số nhân khẩu": 4,
        "Địa chỉ": "Số 5, ngõ 2",
        "Tổ, thôn": GROUPS[0],
        "Từ ngày": date(2022, 10, 1),
        "Ngày ký cam kết": date(2023, 3, 15),
        "Đợt ký": CAMPAIGN,
        "Người chứng kiến": "Tổ trưởng",
    },
    {
        "Mã hộ": "M8-0002",
        "Chủ hộ": "Lù Thị Nhẩn",
        "Số nhân khẩu": 2,
        "Tổ, thôn": GROUPS[0],
        "Từ ngày": "01/10/2022",
        "Ngày ký cam kết": "16/03/2023",
        "Đợt ký": CAMPAIGN.upper(),
        "Người đại diện ký": "Lù Văn Pín",
        "Quan hệ với chủ hộ": "con",
    },
    {
        "Mã hộ": 8003,
        "Chủ hộ": "Chảo Phù Sinh",
        "Số nhân khẩu": 6,
        "Tổ, thôn": GROUPS[1],
        "Từ ngày": date(2023, 1, 1),
    },
)


def _person(**changes: Any) -> Row:
    """Returns a copy of the first faultless row with some values changed."""
    return dict(PEOPLE[0]) | {"Tên gọi khác": None} | changes


def _household(**changes: Any) -> Row:
    return dict(HOUSEHOLDS[0]) | changes


def _number(last: int) -> dict[str, Any]:
    return {"Số định danh": f"0100907788{last}"}


#: Each row shows one kind of mistake, in the order of the sheet.
PEOPLE_WITH_MISTAKES: tuple[Row, ...] = (
    _person(**_number(11), **{"Họ và tên": "Hà"}),
    _person(**_number(12), **{"Họ và tên": None}),
    _person(**_number(13), **{"Ngày sinh": "31/02/1990"}),
    _person(**_number(14), **{"Ngày sinh": "tháng 3/1990"}),
    _person(**_number(15), **{"Ngày sinh": date(2099, 1, 1)}),
    _person(**_number(16), **{"Ngày sinh": None}),
    _person(**_number(17), **{"Năm sinh": 1985}),
    _person(**{"Số định danh": 10090778818}),
    _person(**{"Số định danh": "01009077881"}),
    _person(**{"Số định danh": "01009077882O"}),
    _person(**_number(21), **{"Điện thoại": "12345"}),
    _person(**_number(22), **{"Giới tính": "nma"}),
    _person(**_number(23), **{"Dân tộc": "Xá Phó"}),
    _person(**_number(24), **{"Tổ, thôn": "Tổ 99"}),
    _person(**_number(25), **{"Diện quản lý": "chấm dứt quản lý"}),
    _person(**_number(26), **{"Số quyết định": None, "Ngày quyết định": None}),
    _person(**_number(27), **{"Ngày quyết định": date(2024, 4, 1)}),
    _person(**_number(28), **{"Cư trú từ ngày": date(2099, 1, 1)}),
    _person(**_number(29), **{"Cư trú từ ngày": 44576}),
    _person(**_number(29), **{"Họ và tên": "Giàng A Páo Em"}),
)

HOUSEHOLDS_WITH_MISTAKES: tuple[Row, ...] = (
    _household(**{"Mã hộ": None}),
    _household(**{"Mã hộ": "M8-0102", "Chủ hộ": None}),
    _household(**{"Mã hộ": "M8-0103", "Số nhân khẩu": "bốn"}),
    _household(**{"Mã hộ": "M8-0104", "Số nhân khẩu": 0}),
    _household(**{"Mã hộ": "M8-0105", "Số nhân khẩu": 3.5}),
    _household(**{"Mã hộ": "M8-0106", "Tổ, thôn": "Tổ 8 Nam Cuong A"}),
    _household(
        **{
            "Mã hộ": "M8-0107",
            "Từ ngày": date(2099, 1, 1),
            "Ngày ký cam kết": None,
            "Đợt ký": None,
            "Người chứng kiến": None,
        }
    ),
    _household(**{"Mã hộ": "M8-0108", "Ngày ký cam kết": date(2022, 9, 1)}),
    _household(**{"Mã hộ": "M8-0109", "Ngày ký cam kết": None}),
    _household(**{"Mã hộ": "M8-0110", "Đợt ký": None}),
    _household(**{"Mã hộ": "M8-0111", "Đợt ký": "Đợt 99"}),
    _household(
        **{"Mã hộ": "M8-0112", "Quan hệ với chủ hộ": "hàng xóm", "Người đại diện ký": "Lê Văn A"}
    ),
    _household(**{"Mã hộ": "M8-0113", "Quan hệ với chủ hộ": "con"}),
    _household(**{"Mã hộ": "M8-0114", "Người đại diện ký": "Lê Văn A"}),
    _household(**{"Mã hộ": "M8-0114"}),
)


def clean_workbook() -> bytes:
    return _workbook(PEOPLE, HOUSEHOLDS, untidy=False)


def workbook_with_mistakes() -> bytes:
    """Returns a workbook that is also untidy, as real lists are.

    It has a title, a running number, an extra column and formatted empty rows.
    """
    return _workbook(PEOPLE_WITH_MISTAKES, HOUSEHOLDS_WITH_MISTAKES, untidy=True)


SAMPLES = {"tep-dung": clean_workbook, "tep-co-loi": workbook_with_mistakes}


def _workbook(people: tuple[Row, ...], households: tuple[Row, ...], *, untidy: bool) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        for resource, rows in ((PersonResource, people), (HouseholdResource, households)):
            headers = [column.header for column in resource.fields.values()]
            _sheet(book, resource.sheet_name, headers, rows, untidy=untidy)
    return out.getvalue()


def _sheet(
    book: Any, name: str, headers: list[str], rows: tuple[Row, ...], *, untidy: bool
) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    day, text = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "@"})
    top = 2 if untidy else 0
    if untidy:
        sheet.merge_range(0, 0, 0, 5, "DANH SÁCH (dữ liệu minh họa, có lỗi)", bold)
        headers = ["STT", *headers, "Ghi chú của tổ"]
    for place, header in enumerate(headers):
        sheet.write_string(top, place, header, bold)
        sheet.set_column(place, place, 20)
    for number, row in enumerate(rows, start=1):
        cells = {"STT": number, "Ghi chú của tổ": "xem lại"} | row
        for place, header in enumerate(headers):
            _cell(sheet, (top + number, place), cells.get(header), {"day": day, "text": text})
    if untidy:
        for number in range(1, 200):
            sheet.write_blank(top + len(rows) + number, 1, None, bold)


def _cell(sheet: Any, at: tuple[int, int], value: Any, styles: dict[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*at, value, styles["day"])
    elif isinstance(value, int | float):
        sheet.write_number(*at, value)
    elif value:
        sheet.write_string(*at, value, styles["text"])
