"""From the cells of a sheet to the rows of a list."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from exchange.columns import Column, DayCell, cell_text
from exchange.table import Grid, Table, row_number, table_of

NAME = Column("Họ và tên", required=True, aliases=("họ tên",))
BORN = Column("Ngày sinh", DayCell(), required=True)
PHONE = Column("Điện thoại")
COLUMNS = [NAME, BORN, PHONE]
HEADER = ["Họ và tên", "Ngày sinh", "Điện thoại"]
ROW = ["Giàng A Páo", "05/03/1990", ""]


def table(*rows, **grid) -> Table:
    return table_of(Grid("Người", [list(row) for row in rows], **grid), COLUMNS)


def refusals(*rows, **grid) -> list[str]:
    with pytest.raises(ValidationError) as error:
        table(*rows, **grid)
    return error.value.messages


class TestHeader:
    def test_the_first_row_is_the_header(self):
        found = table(HEADER, ROW)
        assert (found.headers, found.letters) == (tuple(HEADER), ("A", "B", "C"))

    def test_titles_may_stand_above(self):
        found = table(["DANH SÁCH"], [], ["", "", ""], HEADER, ROW)
        assert [number for number, _cells in found.rows] == [5]

    def test_the_order_of_columns_is_free(self):
        found = table(
            ["Điện thoại", "Ngày sinh", "Họ và tên"], ["0912", "05/03/1990", "Giàng A Páo"]
        )
        assert found.headers == ("Điện thoại", "Ngày sinh", "Họ và tên")

    @pytest.mark.parametrize("header", ["HỌ TÊN", "Ho ten *", "Họ tên (đầy đủ)"])
    def test_other_spellings_count_as_the_column(self, header):
        assert table([header, "Ngày sinh"], ROW[:2]).headers == ("Họ và tên", "Ngày sinh")

    def test_an_optional_column_may_be_missing(self):
        assert table(HEADER[:2], ROW[:2]).headers == ("Họ và tên", "Ngày sinh")

    def test_a_running_number_is_left_out_without_a_word(self):
        found = table(["STT", *HEADER], [1.0, *ROW])
        assert (found.headers, found.letters, found.notices) == (tuple(HEADER), ("B", "C", "D"), ())

    def test_a_sheet_without_a_header_says_what_it_should_hold(self):
        (told,) = refusals(["a", "b"], ["c", "d"])
        assert told == (
            "Không tìm thấy dòng tiêu đề trong 20 dòng đầu của trang “Người”. Dòng tiêu đề phải có các cột "
            "của tệp mẫu, bắt đầu bằng “Họ và tên”."
        )

    def test_a_header_below_twenty_rows_is_not_looked_for(self):
        assert "Không tìm thấy dòng tiêu đề" in refusals(*[["x"]] * 20, HEADER, ROW)[0]
        assert len(table(*[["x"]] * 19, HEADER, ROW).rows) == 1

    @pytest.mark.parametrize("rows", [(), ([],), (["", " "], ["\u00a0"])])
    def test_an_empty_sheet_is_refused(self, rows):
        assert refusals(*rows) == ["Trang “Người” trống."]


class TestMistakesOfTheHeader:
    def test_a_missing_column_is_named_with_the_row(self):
        assert refusals(["x"], ["Họ và tên", "Điện thoại"], ["Giàng A Páo", "0912"]) == [
            "Thiếu cột “Ngày sinh”. Thêm cột này vào dòng tiêu đề (dòng 2) như tệp mẫu."
        ]

    def test_a_column_twice_is_named_with_its_letters(self):
        assert refusals(["Họ và tên", "Ngày sinh", "Họ tên"], ["a b", "05/03/1990", "c d"]) == [
            "Cột “Họ và tên” có 2 lần (A, C). Chỉ giữ một cột."
        ]

    def test_a_misspelt_header_is_asked_about(self):
        assert refusals(
            ["Họ và tên", "Ngày sinh", "Điện thọai bàn"], ["a b", "05/03/1990", "0912"]
        ) == [
            "Không hiểu tiêu đề “Điện thọai bàn” ở cột C. Có phải “Điện thoại”? Sửa tiêu đề như tệp mẫu."
        ]

    def test_data_under_a_merged_header_is_not_lost_silently(self):
        assert refusals(["Họ và tên", "", "Ngày sinh"], ["Giàng", "A Páo", "05/03/1990"]) == [
            "Cột B có dữ liệu nhưng ô tiêu đề trống (có thể do gộp ô). Bỏ gộp ô và ghi tiêu đề cho cột."
        ]

    def test_an_empty_column_without_a_header_is_nothing(self):
        assert (
            table(["Họ và tên", "", "Ngày sinh"], ["Giàng A Páo", "  ", "05/03/1990"]).notices == ()
        )

    def test_all_mistakes_are_told_at_once(self):
        told = refusals(["Họ và tên", "Họ tên", "", "Điện thoại bàn"], ["a", "b", "c", "d"])
        assert [sentence[:12] for sentence in told] == [
            "Thiếu cột “N",
            "Cột “Họ và t",
            "Không hiểu t",
            "Cột C có dữ ",
        ]


class TestRows:
    def test_rows_keep_their_number_in_excel(self):
        found = table(HEADER, ROW, ["", "", ""], ROW)
        assert [number for number, _cells in found.rows] == [2, 4]

    @pytest.mark.parametrize("blank", ["", "  ", "\u00a0", None])
    def test_phantom_rows_are_dropped(self, blank):
        assert len(table(HEADER, ROW, *[[blank] * 3] * 500).rows) == 1

    def test_a_row_filled_only_outside_the_list_is_no_row(self):
        assert len(table(["STT", *HEADER], [1.0, *ROW], [2.0, "", "", ""]).rows) == 1

    def test_the_example_of_the_template_is_left_out_and_told(self):
        found = table(HEADER, ["(Ví dụ) Giàng A Mẫu", "05/03/1990", ""], ROW)
        assert [number for number, _cells in found.rows] == [3]
        assert found.notices == ("Bỏ qua dòng ví dụ của tệp mẫu.",)

    @pytest.mark.parametrize("rows", [(), (["(Ví dụ) Giàng A Mẫu", "05/03/1990", ""],)])
    def test_a_header_alone_is_refused(self, rows):
        assert refusals(HEADER, *rows) == ["Trang “Người” chưa có dòng dữ liệu nào."]

    def test_too_many_rows_are_refused(self, settings):
        settings.IMPORT_MAX_ROWS = 2
        assert len(table(HEADER, ROW, ROW).rows) == 2
        assert refusals(HEADER, ROW, ROW, ROW) == [
            "Tệp có 3 dòng, nhiều hơn mức 2. Chia thành nhiều tệp theo tổ, thôn."
        ]


class TestNotices:
    def test_unknown_columns_are_told(self):
        found = table([*HEADER, "Người lập", "Màu"], [*ROW, "x", "y"])
        assert found.notices == ("Không nhập các cột ngoài mẫu: “Người lập”, “Màu”.",)

    def test_other_sheets_are_told(self):
        assert table(HEADER, ROW, other_sheets=("Hộ", "Nháp")).notices == (
            "Chỉ đọc trang “Người”; không đọc: Hộ, Nháp.",
        )

    def test_merged_cells_below_the_header_are_told(self):
        found = table(["x"], HEADER, ROW, merged=("A1:C1", "A3:A4"))
        assert found.notices == (
            "Có ô gộp (A3:A4): chỉ ô đầu của vùng gộp có giá trị. Nên bỏ gộp ô.",
        )

    def test_a_tidy_sheet_has_nothing_to_tell(self):
        assert table(HEADER, ROW).notices == ()


class TestKeeping:
    ROWS = ((2, ("010090000001", 10012345678.0, date(2024, 3, 5), True, 3.5, "", None)),)

    def test_cells_come_back_as_they_were(self):
        kept = Table(tuple("abcdefg"), tuple("ABCDEFG"), self.ROWS, ("chú ý",))
        back = Table.from_json(kept.to_json())
        assert back.rows[0][1][:6] == self.ROWS[0][1][:6]
        assert (back.headers, back.letters, back.notices) == (
            kept.headers,
            kept.letters,
            ("chú ý",),
        )

    def test_a_number_stays_a_number_and_a_text_a_text(self):
        back = Table.from_json(Table(("a", "b"), ("A", "B"), ((2, (5.0, "5")),)).to_json())
        assert [type(cell) for cell in back.rows[0][1]] == [float, str]

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            (datetime(2024, 3, 5, 8, 30), "05/03/2024"),  # noqa: DTZ001 - Excel has no time zones
            (time(8, 30), "08:30:00"),
        ],
    )
    def test_times_become_what_a_reader_sees(self, cell, text):
        back = Table.from_json(Table(("a",), ("A",), ((2, (cell,)),)).to_json())
        assert cell_text(back.rows[0][1][0]) == text

    def test_a_dataset_carries_the_numbers_of_the_rows(self):
        data = table(["x"], HEADER, ROW).dataset()
        assert [row_number(row) for row in data.dict] == [3]
        assert data.headers == ["#", *HEADER]

    def test_a_letter_is_found_by_its_header(self):
        found = table(["STT", *HEADER], [1.0, *ROW])
        assert (found.letter_of("Ngày sinh"), found.letter_of("Không có")) == ("C", "")
