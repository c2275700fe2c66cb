"""XLSX in and out."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from tablib.core import Dataset

from exchange.columns import Column, DayCell, ListCell, WholeNumberCell
from exchange.excel import GUIDE_SHEET, ExcelFormat
from tests.workbooks import book, grid_book, read_rows

COLUMNS = [
    Column("Họ và tên", required=True, hint="Đủ họ, tên."),
    Column("Ngày sinh", DayCell(), example=date(1990, 1, 1)),
    Column("Giới tính", ListCell({"male": "nam", "female": "nữ"})),
    Column("Số lần", WholeNumberCell(0, 9)),
]
FORMAT = ExcelFormat(COLUMNS, "Người")
DAMAGED = "Tệp bị hỏng hoặc tải lên chưa trọn. Mở thử bằng Excel, lưu lại rồi tải lên."
GOOD = book({"Họ và tên": "Giàng A Páo", "Ngày sinh": date(1990, 3, 5)})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as error:
        FORMAT.read(content)
    (sentence,) = error.value.messages
    return sentence


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


class TestWhatIsNoWorkbook:
    def test_an_empty_file(self):
        assert refusal(b"") == ("Tệp trống, không có nội dung. Chọn lại tệp .xlsx đã ghi dữ liệu.")

    @pytest.mark.parametrize("content", [b"Ho ten;Ngay sinh\n", b"%PDF-1.7", b"<html>", b"\x89PNG"])
    def test_another_kind_of_file(self, content):
        assert refusal(content) == (
            "Đây không phải tệp Excel .xlsx. Mở bằng Excel rồi “Lưu thành” .xlsx."
        )

    def test_a_word_document_is_a_zip_too(self):
        assert refusal(zipped(word__document_xml=b"<w/>")) == (
            "Tệp này không phải bảng tính Excel. Chọn tệp .xlsx theo mẫu."
        )

    def test_an_old_workbook(self):
        assert refusal(OLE + bytes(600)) == (
            "Tệp .xls (Excel 97–2003) không dùng được. Mở bằng Excel, chọn “Lưu thành” Excel Workbook (.xlsx)."
        )

    def test_a_workbook_with_a_password(self):
        content = OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
        assert refusal(content) == (
            "Tệp có mật khẩu nên không đọc được. Mở bằng Excel, bỏ mật khẩu, lưu rồi tải lại."
        )

    @pytest.mark.parametrize("part", [0.01, 0.1, 0.5, 0.99])
    def test_a_workbook_cut_short(self, part):
        assert refusal(GOOD[: int(len(GOOD) * part)]) == DAMAGED

    def test_a_workbook_whose_parts_are_rubbish(self):
        assert refusal(zipped(xl__workbook_xml=b"<not a workbook")) == DAMAGED

    def test_a_workbook_that_unpacks_without_end(self, monkeypatch):
        monkeypatch.setattr("exchange.excel._MOST_UNPACKED", 1000)
        assert refusal(GOOD) == "Tệp quá lớn khi mở ra. Bỏ hình ảnh, trang thừa rồi lưu lại."

    def test_a_good_one_is_read(self):
        assert FORMAT.read(GOOD).headers == ("Họ và tên", "Ngày sinh")


class TestReading:
    def cells(self, *rows):
        return [list(cells) for _number, cells in FORMAT.read(grid_book(list(rows))).rows]

    HEADER = ["Họ và tên", "Ngày sinh", "Giới tính", "Số lần"]

    def test_types_of_cells_are_kept(self):
        row = ["Giàng A Páo", date(1990, 3, 5), "nam", 4]
        assert self.cells(self.HEADER, row) == [["Giàng A Páo", date(1990, 3, 5), "nam", 4.0]]

    def test_a_formula_cell_gives_its_value(self):
        row = [('="Giàng A "&"Páo"', "Giàng A Páo"), "05/03/1990", "nam", ("=2+2", 4)]
        assert self.cells(self.HEADER, row) == [["Giàng A Páo", "05/03/1990", "nam", 4.0]]

    def test_text_that_begins_like_a_formula_is_text(self):
        assert self.cells(self.HEADER, ["=1+1", "", "", ""])[0][0] == "=1+1"

    def test_formatted_empty_rows_are_no_rows(self):
        content = grid_book([self.HEADER, ["Giàng A Páo"]], formatted_rows=1000)
        assert len(FORMAT.read(content).rows) == 1

    def test_a_merged_title_is_no_header(self):
        content = grid_book([["DANH SÁCH"], self.HEADER, ["Giàng A Páo"]], merge=("A1:D1",))
        found = FORMAT.read(content)
        assert (found.rows[0][0], found.notices) == (3, ())

    def test_merged_cells_in_the_rows_are_told(self):
        content = grid_book([self.HEADER, ["Giàng A Páo"], [""]], merge=("A2:A3",))
        assert "Có ô gộp (A2:A3)" in FORMAT.read(content).notices[0]


class TestChoiceOfSheet:
    def read(self, *names: str):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
            for name in names:
                sheet = made.add_worksheet(name)
                sheet.write_row(0, 0, ["Họ và tên", "Ngày sinh"])
                sheet.write_row(1, 0, [f"Trang {name}", "05/03/1990"])
        return FORMAT.read(out.getvalue())

    def test_the_first_sheet_is_read(self):
        found = self.read("Một", "Hai")
        assert found.rows[0][1][0] == "Trang Một"
        assert found.notices == ("Chỉ đọc trang “Một”; không đọc: Hai.",)

    def test_the_sheet_named_like_the_list_comes_before(self):
        assert self.read("Một", "Người").rows[0][1][0] == "Trang Người"

    def test_the_sheet_of_allowed_values_is_no_other_sheet(self):
        assert self.read("Người", GUIDE_SHEET).notices == ()


class TestWriting:
    def written(self, *rows, sheet=0):
        data = Dataset(headers=[column.header for column in COLUMNS])
        for row in rows:
            data.append(row)
        return read_rows(FORMAT.export_data(data), sheet)

    def test_headers_mark_what_is_required(self):
        assert self.written()[0] == ["Họ và tên *", "Ngày sinh", "Giới tính", "Số lần"]

    def test_days_are_dates_numbers_numbers_and_text_text(self):
        row = ["Giàng A Páo", date(1990, 3, 5), "nam", 4]
        assert self.written(row)[1] == ["Giàng A Páo", date(1990, 3, 5), "nam", 4.0]

    @pytest.mark.parametrize(
        "text",
        [
            "=1+1",
            "+84912000001",
            "-5",
            "@SUM(A1)",
            "\t=1",
            '=HYPERLINK("http://x")',
            "010090000001",
        ],
    )
    def test_a_cell_is_never_a_formula_nor_a_number(self, text):
        assert self.written([text, None, "", None])[1][0] == text

    def test_no_formula_is_in_the_file(self):
        data = Dataset(headers=[column.header for column in COLUMNS])
        data.append(["=1+1", None, "", None])
        with zipfile.ZipFile(io.BytesIO(FORMAT.export_data(data))) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")

    def test_nothing_is_an_empty_cell_and_nought_a_number(self):
        assert self.written(["a", None, "", 0])[1] == ["a", "", "", 0.0]

    def test_the_second_sheet_says_what_each_column_may_hold(self):
        guide = self.written(sheet=1)
        assert guide[0] == ["Họ và tên *", "Ngày sinh", "Giới tính", "Số lần"]
        assert guide[1] == ["Bắt buộc với dòng mới", *["Có thể để trống"] * 3]
        assert guide[2][0] == "Đủ họ, tên."
        assert [row[2] for row in guide[3:5]] == ["nam", "nữ"]

    def test_what_was_written_is_read_back(self):
        data = Dataset(headers=[column.header for column in COLUMNS])
        data.append(["Giàng A Páo", date(1990, 3, 5), "nam", 4])
        back = FORMAT.read(FORMAT.export_data(data)).dataset()
        assert back.headers == ["#", "Họ và tên", "Ngày sinh", "Giới tính", "Số lần"]
        assert list(back[0]) == [2, "Giàng A Páo", date(1990, 3, 5), "nam", 4.0]

    def test_the_same_rows_make_the_same_file(self):
        data = Dataset(headers=[column.header for column in COLUMNS])
        data.append(["Giàng A Páo", date(1990, 3, 5), "nam", 4])
        assert FORMAT.export_data(data) == FORMAT.export_data(data)
