"""Reading and writing one cell."""

from datetime import date, datetime, time

import pytest

from exchange.columns import (
    Cell,
    Column,
    DayCell,
    IdNumberCell,
    ListCell,
    PhoneCell,
    WholeNumberCell,
    cell_text,
    header_key,
    nearest,
)
from exchange.resource import Draft

SEXES = ListCell({"male": "nam", "female": "nữ"})


def refusal(cell, value) -> str:
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the sentence is compared by the caller
        cell.clean(value)
    return str(error.value)


class TestCellText:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""),
            ("", ""),
            (12.0, "12"),
            (3.5, "3.5"),
            (True, "TRUE"),
            (False, "FALSE"),
            (date(2024, 3, 5), "05/03/2024"),
            (datetime(2024, 3, 5, 8, 30), "05/03/2024"),  # noqa: DTZ001 - Excel has no time zones
            ("  Giàng   A Páo ", "Giàng A Páo"),
            ("Giàng\u00a0A\nPáo", "Giàng A Páo"),
            ("\ufeffNam\u200b", "Nam"),
            ("Hoa\u0300", "Hoà"),
            ("\u202aH’Đức\u202c", "H'Đức"),
            ("'0912", "0912"),
            (time(8, 30), "08:30:00"),
        ],
    )
    def test_a_cell_reads_as_its_reader_sees_it(self, value, text):
        assert cell_text(value) == text


class TestPlainCell:
    @pytest.mark.parametrize("blank", [None, "", "   ", "\u00a0", "\u200b"])
    def test_a_blank_cell_says_nothing(self, blank):
        assert Cell().clean(blank) is None

    def test_text_is_tidied(self):
        assert Cell().clean("  Số nhà  12 ") == "Số nhà 12"

    def test_a_whole_number_is_the_text_without_a_point(self):
        assert Cell().clean(8003.0) == "8003"

    def test_a_formula_text_is_text(self):
        assert Cell().clean("=1+1") == "=1+1"

    def test_nothing_is_written_as_an_empty_cell(self):
        assert (Cell().render(None), Cell().render("x"), Cell().render(0)) == ("", "x", 0)

    def test_a_free_cell_allows_anything(self):
        assert Cell().allowed() == []


class TestIdNumber:
    def test_text_keeps_its_zeros(self):
        assert IdNumberCell().clean(" 010090000001 ") == "010090000001"

    def test_a_number_cell_of_eleven_digits_has_lost_a_zero(self):
        assert refusal(IdNumberCell(), 10012345678.0) == (
            "Ô là kiểu số nên Excel đã bỏ số 0 ở đầu, chỉ còn 11 chữ số (10012345678). Có phải 010012345678? "
            "Đổi định dạng cột sang Văn bản (Text) rồi ghi lại đủ 12 chữ số."
        )

    def test_two_zeros_may_be_lost(self):
        assert "chỉ còn 10 chữ số (1090012345). Có phải 001090012345?" in refusal(
            IdNumberCell(), 1090012345.0
        )

    @pytest.mark.parametrize("number", [123456789.0, 310090000001.0])
    def test_a_number_cell_with_all_its_digits_is_taken(self, number):
        assert IdNumberCell().clean(number) == str(int(number))

    @pytest.mark.parametrize(("number", "count"), [(63123.0, 5), (1234567890123.0, 13)])
    def test_a_number_of_another_length_is_not_guessed(self, number, count):
        assert refusal(IdNumberCell(), number) == (
            f"Số định danh có {count} chữ số; CCCD phải đủ 12, CMND cũ đủ 9. Ghi lại dạng văn bản."
        )

    def test_text_of_a_wrong_length_is_left_to_the_ledgers_rule(self):
        assert IdNumberCell().clean("01009000000") == "01009000000"

    @pytest.mark.parametrize(
        "text", ["010.090.012.345", "010 090 012 345", "'010090012345", "\u202a010090012345\u202c"]
    )
    def test_signs_that_group_the_digits_are_dropped(self, text):
        assert IdNumberCell().clean(text) == "010090012345"


class TestOldEncodings:
    @pytest.mark.parametrize(
        "cell", [Cell(), SEXES, IdNumberCell(), PhoneCell(), DayCell(), WholeNumberCell(1, 9)]
    )
    @pytest.mark.parametrize(
        ("text", "meant"),
        [("TrÇn ThÞ Lan", "Trần Thị Lan"), ("Toå 8", "Tổ 8"), ("®\u00adêng Hång", "đường Hồng")],
    )
    def test_every_kind_of_cell_names_them(self, cell, text, meant):
        assert meant in refusal(cell, text)

    def test_right_text_is_read(self):
        assert Cell().clean("Lê Thị Hoà") == "Lê Thị Hoà"


class TestPhone:
    def test_the_zero_that_excel_dropped_is_put_back(self):
        assert PhoneCell().clean(912000001.0) == "0912000001"

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("0912 000 001", "0912 000 001"),
            ("+84912000001", "+84912000001"),
            (84912000001.0, "84912000001"),
        ],
    )
    def test_others_are_left_to_the_ledgers_rule(self, value, text):
        assert PhoneCell().clean(value) == text


class TestDay:
    @pytest.mark.parametrize(
        "value",
        [
            date(2024, 3, 5),
            datetime(2024, 3, 5, 8, 30),  # noqa: DTZ001 - Excel has no time zones
            "05/03/2024",
            "5/3/2024",
            "05-03-2024",
            "05.03.2024",
            "05 03 2024",
            "2024-03-05",
            " 05/03/2024 ",
        ],
    )
    def test_a_day_is_a_date_cell_or_text_day_first(self, value):
        assert DayCell().clean(value) == date(2024, 3, 5)

    def test_the_day_comes_before_the_month(self):
        assert DayCell().clean("04/03/2026") == date(2026, 3, 4)

    @pytest.mark.parametrize("text", ["31/02/2024", "00/01/2024", "01/13/2024", "29/02/2023"])
    def test_a_day_that_the_calendar_lacks_is_refused(self, text):
        assert refusal(DayCell(), text) == (
            f"Không có ngày {text} trong lịch. Kiểm tra lại ngày và tháng (dd/mm/yyyy)."
        )

    def test_a_leap_day_is_a_day(self):
        assert DayCell().clean("29/02/2024") == date(2024, 2, 29)

    @pytest.mark.parametrize(
        "text", ["tháng 3/2024", "3/2024", "x", "05/03/2024/1", "\u0660\u0665/03/2024"]
    )
    def test_text_that_is_no_date_is_refused_with_an_example(self, text):
        assert refusal(DayCell(), text) == (
            f"Không hiểu ngày “{text}”. Ghi dạng dd/mm/yyyy, ví dụ 05/03/2024."
        )

    @pytest.mark.parametrize("text", ["05/03/24", "05/03/1899", "05/03/2101"])
    def test_a_short_or_distant_year_is_refused(self, text):
        assert refusal(DayCell(), text) == (
            f"Năm trong “{text}” phải đủ 4 chữ số. Ghi dạng dd/mm/yyyy, ví dụ 05/03/2024."
        )

    def test_a_year_alone_is_no_day(self):
        assert refusal(DayCell(), 1990.0) == (
            "Chỉ có năm 1990. Ghi đủ ngày dạng dd/mm/yyyy, ví dụ 05/03/1990."
        )

    @pytest.mark.parametrize("number", [45000.0, 33000.5])
    def test_a_date_that_lost_its_format_is_not_guessed(self, number):
        assert refusal(DayCell(), number) == (
            f"Ô chứa số {cell_text(number)}, không phải ngày. Đổi định dạng ô sang Ngày (Date) hoặc ghi dd/mm/yyyy."
        )


class TestWholeNumber:
    @pytest.mark.parametrize("value", [4.0, "4", " 4 "])
    def test_a_count_is_a_number_or_its_text(self, value):
        assert WholeNumberCell(1, 200).clean(value) == 4

    @pytest.mark.parametrize("value", ["bốn", 3.5, "4,0", "4 người"])
    def test_what_is_no_whole_number_is_refused(self, value):
        assert refusal(WholeNumberCell(1, 200), value) == (
            f"“{value}” không phải số nguyên. Ghi bằng chữ số, ví dụ 4."
        )

    @pytest.mark.parametrize("number", [1, 200])
    def test_the_bounds_are_allowed(self, number):
        assert WholeNumberCell(1, 200).clean(float(number)) == number

    @pytest.mark.parametrize("number", [0, 201, -4])
    def test_beyond_the_bounds_is_refused(self, number):
        assert refusal(WholeNumberCell(1, 200), float(number)) == (
            f"{number} ngoài khoảng cho phép. Ghi số từ 1 đến 200."
        )


class TestList:
    @pytest.mark.parametrize("text", ["nữ", "Nữ", "NU", " nữ ", "female"])
    def test_a_label_is_known_without_case_and_accents_and_by_its_code(self, text):
        assert SEXES.clean(text) == "female"

    def test_labels_that_differ_in_a_mark_are_two(self):
        groups = ListCell({1: "Bản Pho", 2: "Bản Phố", 3: "Bản Lùng"})
        assert (groups.clean("bản pho"), groups.clean("Bản Phô\u0301")) == (1, 2)
        assert groups.clean("ban lung") == 3
        assert refusal(groups, "bản phò")

    def test_a_short_list_is_told_in_the_refusal(self):
        assert refusal(SEXES, "x") == "“x” không có trong danh sách. Ghi một trong: nam; nữ."

    def test_a_near_miss_is_asked_about(self):
        drugs = ListCell({"heroin": "heroine", "opium": "thuốc phiện"})
        assert refusal(drugs, "thuôc phiệm") == (
            "“thuôc phiệm” không có trong danh sách. Có phải “thuốc phiện”?"
        )

    def test_a_long_list_is_in_the_template(self):
        groups = ListCell({n: f"Tổ số {n} Bắc Lệnh" for n in range(20)})
        assert refusal(groups, "x") == (
            "“x” không có trong danh sách. Chọn trong trang “Giá trị cho phép” của tệp mẫu."
        )

    def test_an_empty_list_says_so(self):
        assert refusal(ListCell(), "Đợt 1") == (
            "“Đợt 1” không có trong danh sách. Ghi một trong: (chưa có)."
        )

    def test_ids_of_rows_are_no_codes(self):
        assert "không có trong danh sách" in refusal(ListCell({17: "Tổ 1"}), 17.0)

    def test_a_value_is_written_by_its_label(self):
        assert (SEXES.render("male"), SEXES.render(None), SEXES.render("khác")) == (
            "nam",
            "",
            "khác",
        )

    def test_the_labels_are_what_the_cell_may_hold(self):
        assert SEXES.allowed() == ["nam", "nữ"]


class TestColumn:
    def test_a_filled_cell_sets_the_value(self):
        column, draft = Column("Địa chỉ"), Draft(2, {"address": "cũ"})
        column.attribute = "address"
        column.save(draft, {"Địa chỉ": " Số 5 "})
        assert draft.values == {"address": "Số 5"}

    def test_a_blank_cell_leaves_what_is_known(self):
        column, draft = Column("Địa chỉ"), Draft(2, {"address": "cũ"})
        column.attribute = "address"
        column.save(draft, {"Địa chỉ": "  "})
        assert draft.values == {"address": "cũ"}

    def test_a_value_is_shown_as_the_cell_would_be(self):
        assert Column("Ngày", DayCell()).shown(date(2024, 3, 5)) == "05/03/2024"
        assert Column("Giới tính", SEXES).shown("male") == "nam"
        assert Column("Số", WholeNumberCell(0, 9)).shown(None) == ""

    def test_a_column_is_known_by_its_header_and_by_those_in_use(self):
        column = Column("Số định danh", aliases=("số CCCD", "CCCD"))
        assert column.known_as() == {"sodinhdanh", "socccd", "cccd"}


@pytest.mark.parametrize(
    "header", ["Họ và tên", "HỌ VÀ TÊN *", "họ  và\ntên:", "Ho va ten", "Họ và tên (chữ in hoa)"]
)
def test_headers_are_compared_by_their_letters(header):
    assert header_key(header) == "hovaten"


def test_the_nearest_is_found_without_accents_or_not_at_all():
    assert nearest("dien thoai", ["Điện thoại", "Địa chỉ"]) == "Điện thoại"
    assert nearest("xyz", ["Điện thoại", "Địa chỉ"]) == ""
