"""A workbook that would fill the memory is refused before it is laid out."""

import io
import zipfile

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from exchange.columns import Column
from exchange.excel import ExcelFormat
from exchange.extent import MOST_CELLS
from tests.workbooks import book

FORMAT = ExcelFormat([Column("Họ và tên", required=True), Column("Ghi chú")], "Người")
GOOD = book({"Họ và tên": "Giàng A Páo", "Ghi chú": "x"})
CELL = b'<c r="A2"'


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as error:
        FORMAT.read(content)
    (sentence,) = error.value.messages
    return sentence


def told(cell: str) -> str:
    return f"Trang tính có ô ghi dữ liệu ở quá xa (đến {cell}). Xóa các dòng, cột thừa, lưu lại rồi tải lên."


def stray(*cells: str, text: str = "x") -> bytes:
    """A list of one person with text far from it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Người")
        sheet.write_string("A1", "Họ và tên")
        sheet.write_string("B1", "Ghi chú")
        sheet.write_string("A2", "Giàng A Páo")
        for cell in cells:
            sheet.write_string(cell, text) if text else sheet.write_blank(
                cell, None, made.add_format({"bold": True})
            )
    return out.getvalue()


def with_sheet(replaced: bytes, by: bytes, content: bytes = GOOD) -> bytes:
    """The same workbook with other words in the XML of its first sheet."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                assert replaced in text
                text = text.replace(replaced, by, 1)
            new.writestr(part, text)
    return out.getvalue()


def test_a_stray_cell_at_the_end_of_the_sheet_is_named():
    content = stray("XFD1048576")
    assert len(content) < 10_000
    assert refusal(content) == told("XFD1048576")


def test_one_far_down_and_one_far_right_make_one_rectangle():
    assert refusal(stray("A300000", "AZ1")) == told("AZ300000")


def test_a_far_row_of_a_narrow_list_is_read():
    rows = FORMAT.read(stray("A300000")).rows
    assert [number for number, _cells in rows] == [2, 300000]


def test_a_phantom_cell_that_has_only_a_style_is_no_cell():
    assert len(FORMAT.read(stray("XFD1048576", text="")).rows) == 1


@pytest.mark.parametrize(
    "hidden",
    [
        b"<c r='XFD1048576'",
        b'<c r = "XFD1048576"',
        b'<c r="xfd1048576"',
        b'<c x=">" r="XFD1048576"',
        b'<c r="XFD1048576" x="/"',
    ],
)
def test_however_it_is_written(hidden):
    assert refusal(with_sheet(CELL, hidden)) == told("XFD1048576")


@pytest.mark.parametrize(
    ("reference", "corner"),
    [
        ("ABCDE1", "ABCDE2"),
        ("A99999999", "B99999999"),
        ("A" + "9" * 5000, "B" + "9" * 19),
    ],
    ids=["column", "row", "a number that Python itself refuses to read"],
)
def test_a_place_that_no_sheet_has(reference, corner):
    assert refusal(with_sheet(CELL, f'<c r="{reference}"'.encode())) == told(corner)


def test_a_cell_that_pretends_to_end_at_once_is_seen():
    content = with_sheet(CELL, b'<c r="XFD1048576">/><v>1</v></c>' + CELL)
    assert refusal(content) == told("XFD1048576")


def test_a_reference_across_the_edge_of_two_reads_is_seen():
    content = with_sheet(CELL, b" " * ((1 << 20) - 300) + b'<c r="XFD1048576"')
    assert refusal(content) == told("XFD1048576")


def test_the_limit_itself_is_possible():
    assert MOST_CELLS >= 20_000 * 250


def test_a_part_that_cannot_be_unpacked_is_told_as_damaged():
    content = bytearray(GOOD)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    content[part.header_offset + 60 + len(part.filename)] ^= 0xFF
    assert refusal(bytes(content)).startswith("Tệp bị hỏng hoặc tải lên chưa trọn.")
