"""Rules on one value: what is refused, what is only odd, and the exact sentences."""

from datetime import date
from random import Random

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cases.enums import Ethnicity, Sex
from cases.models import Person
from cases.validators import (
    check_first_use,
    check_happened_to,
    check_id_number,
    check_name,
    id_number_warnings,
    is_minor,
    refuse_id_number,
    typed_id_number,
)
from demo import names

CENTURY = "Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."
YEAR = "Hai chữ số năm sinh trong CCCD không khớp với năm sinh đã ghi."
OLD_CARD = "Số 9 chữ số là CMND cũ; bổ sung số CCCD khi có."


def sentence(rule, value) -> str:
    """The one message with which the rule refuses the value."""
    with pytest.raises(ValidationError) as error:
        rule(value)
    (message,) = error.value.messages
    return message


# --- identity numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("010090123456", "010090123456"),
        ("  010090123456 ", "010090123456"),
        ("010 090 123 456", "010090123456"),
        ("010\u00a0090\u00a0123456", "010090123456"),
        ("010090\t123456", "010090123456"),
        ("063123456", "063123456"),
        ("063 123 456", "063123456"),
        ("000000000000", "000000000000"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_an_identity_number_is_kept_without_spaces(typed, kept):
    assert check_id_number(typed) == kept


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("010090123456", "010090123456"),
        (" 010 090 123 456 ", "010090123456"),
        ("010.090.123.456", "010090123456"),
        ("010-090-123-456", "010090123456"),
        ("063123456", "063123456"),
        ("123456", ""),
        ("1234567", "1234567"),
        ("0100 9012 345", "01009012345"),
        ("0100901234567", "0100901234567"),
        ("HS-010090123456", ""),
        ("٠١٠٠٩٠١٢٣٤٥٦", ""),
        ("Lò A Tùng", ""),
        ("...---", ""),
        ("", ""),
    ],
)
def test_a_search_for_a_number_is_known_by_its_digits_even_with_one_too_few(typed, number):
    assert typed_id_number(typed) == number


def test_an_address_may_hold_words_but_no_number():
    refuse_id_number("Lò A Tùng")
    refuse_id_number("123456")
    assert sentence(refuse_id_number, "0100 9012 345") == (
        "Số định danh có 11 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."
    )
    assert sentence(refuse_id_number, "010.090.123.456") == (
        "Số định danh không được ghi trong địa chỉ; gửi bằng POST tới /api/v1/people/find/."
    )


@pytest.mark.parametrize(
    "typed",
    [
        "010090123456",
        " 010 090 123 456 ",
        "010-090-123456",
        "010.090.123.456",
        "'010090123456",
        "\u202a010090123456\u202c",
        "\uff10\uff11\uff10\uff10\uff19\uff10\uff11\uff12\uff13\uff14\uff15\uff16",  # full-width digits
    ],
)
def test_an_identity_number_is_kept_as_its_digits(typed):
    assert check_id_number(typed) == "010090123456"


@pytest.mark.parametrize("count", [1, 8, 10, 11, 13, 24])
def test_an_identity_number_of_another_length_is_refused_with_its_count(count):
    assert sentence(check_id_number, "1" * count) == (
        f"Số định danh có {count} chữ số; CCCD phải đủ 12, CMND cũ đủ 9."
    )


@pytest.mark.parametrize(
    "typed",
    [
        "01009012345a",
        "O10090123456",  # the letter O for a zero
        "+10090123456",
        "٠١٠٠٩٠١٢٣٤٥٦",
        "01009012345²",
        "không có",
    ],
)
def test_an_identity_number_with_anything_but_plain_digits_is_refused(typed):
    assert sentence(check_id_number, typed) == "Số định danh chỉ gồm chữ số; kiểm tra lại."


@pytest.mark.parametrize(
    ("number", "year", "sex"),
    [
        ("010090123456", 1990, Sex.MALE),
        ("010190123456", 1990, Sex.FEMALE),
        ("010205123456", 2005, Sex.MALE),
        ("010305123456", 2005, Sex.FEMALE),
        ("015000123456", 1900, Sex.MALE),
        ("001099123456", 1999, Sex.MALE),
        ("001300123456", 2000, Sex.FEMALE),
    ],
)
def test_a_card_that_fits_the_person_is_not_odd(number, year, sex):
    assert id_number_warnings(number, year, sex) == []


@pytest.mark.parametrize(
    ("number", "year", "sex", "warnings"),
    [
        ("010190123456", 1990, Sex.MALE, [CENTURY]),
        ("010090123456", 1990, Sex.FEMALE, [CENTURY]),
        ("010290123456", 1990, Sex.MALE, [CENTURY]),
        ("010005123456", 2005, Sex.MALE, [CENTURY]),
        ("010205123456", 2005, Sex.FEMALE, [CENTURY]),
        ("010091123456", 1990, Sex.MALE, [YEAR]),
        ("010200123456", 2001, Sex.MALE, [YEAR]),
        ("010099123456", 2001, Sex.MALE, [CENTURY, YEAR]),
        ("010901123456", 1988, Sex.FEMALE, [CENTURY, YEAR]),
    ],
)
def test_a_card_that_does_not_fit_is_odd_but_never_refused(number, year, sex, warnings):
    assert id_number_warnings(number, year, sex) == warnings
    assert check_id_number(number) == number


def test_spaces_do_not_hide_what_is_odd():
    assert id_number_warnings("010 190 123 456", 1990, Sex.MALE) == [CENTURY]


@pytest.mark.parametrize("year", [None, 1990])
def test_an_old_card_asks_for_the_new_number(year):
    assert id_number_warnings("063123456", year, Sex.MALE) == [OLD_CARD]


@pytest.mark.parametrize(
    "number", ["", "   ", "12345", "0100901234567", "01009012345x", "abcdefghijkl"]
)
def test_what_is_no_card_at_all_is_not_compared(number):
    assert id_number_warnings(number, 1990, Sex.FEMALE) == []


def test_without_a_year_of_birth_there_is_nothing_to_compare():
    assert id_number_warnings("010190123456", None, Sex.MALE) == []


def test_another_century_compares_the_year_only():
    assert id_number_warnings("010999123456", 2199, Sex.MALE) == []
    assert id_number_warnings("010998123456", 2199, Sex.MALE) == [YEAR]


# --- days ----------------------------------------------------------------------------------------


@time_machine.travel("2026-07-01 20:00+07:00", tick=False)
@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 6, 30), date(1999, 1, 1)])
def test_today_and_the_past_may_be_written_down(day):
    assert check_happened_to(Person(birth_year=1999), day, "on_day") is None


@time_machine.travel("2026-07-01 20:00+07:00", tick=False)
def test_tomorrow_is_refused_beside_its_field():
    with pytest.raises(ValidationError) as error:
        check_happened_to(Person(), date(2026, 7, 2), "on_day")
    assert error.value.message_dict == {"on_day": ["Ngày không được sau hôm nay."]}


@time_machine.travel("2026-06-30 17:30+00:00", tick=False)
def test_today_is_the_day_in_vietnam():
    assert check_happened_to(Person(), date(2026, 7, 1), "on_day") is None


def test_a_year_of_which_a_digit_was_lost_is_refused():
    with pytest.raises(ValidationError) as error:
        check_happened_to(Person(), date(203, 3, 15), "on_day")
    assert error.value.message_dict == {
        "on_day": ["Ngày không được trước 01/01/1900. Kiểm tra lại năm."]
    }


@pytest.mark.parametrize(
    ("born", "day"),
    [
        ({"birth_date": date(1990, 5, 20), "birth_year": 1990}, date(1990, 5, 19)),
        ({"birth_year": 1990}, date(1989, 12, 31)),
    ],
)
def test_nothing_happens_to_somebody_before_birth(born, day):
    with pytest.raises(ValidationError) as error:
        check_happened_to(Person(**born), day, "on_day")
    assert error.value.message_dict == {"on_day": ["Ngày này trước khi người này sinh ra."]}


@pytest.mark.parametrize(
    ("born", "day"),
    [
        ({"birth_date": date(1990, 5, 20), "birth_year": 1990}, date(1990, 5, 20)),
        ({"birth_year": 1990}, date(1990, 1, 1)),
        ({}, date(1900, 1, 1)),
    ],
)
def test_from_the_day_of_birth_on_everything_may(born, day):
    assert check_happened_to(Person(**born), day, "on_day") is None


@pytest.mark.parametrize(
    ("born", "minor"),
    [
        (date(2008, 3, 11), True),
        (date(2008, 3, 10), False),  # eighteen today
        (date(2008, 3, 9), False),
        (date(2008, 12, 31), True),
        (date(2009, 1, 1), True),
        (date(2007, 12, 31), False),
    ],
)
def test_a_minor_is_under_eighteen_on_the_day(born, minor):
    assert is_minor(born, born.year, date(2026, 3, 10)) is minor


@pytest.mark.parametrize(("day", "minor"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False)])
def test_who_is_born_on_a_leap_day_comes_of_age_in_march(day, minor):
    assert is_minor(date(2008, 2, 29), 2008, day) is minor


@pytest.mark.parametrize(("year", "minor"), [(2008, False), (2009, True), (1990, False)])
def test_of_a_year_alone_only_who_is_certainly_a_minor_counts(year, minor):
    assert is_minor(None, year, date(2026, 3, 10)) is minor


def test_nobody_is_a_minor_by_not_being_known():
    assert is_minor(None, None, date(2026, 3, 10)) is False


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Lò A", "Lò A"),
        ("  Lò   Văn  Tùng ", "Lò Văn Tùng"),
        ("Lò\tVăn\nTùng", "Lò Văn Tùng"),
        ("Lo\u0300 Va\u0306n", "Lò Văn"),  # composed
        ("K'Brơi Y-Ban", "K'Brơi Y-Ban"),
        ("Hờ’Mí Dợ", "Hờ'Mí Dợ"),
        ("Nguyễn Văn A.", "Nguyễn Văn A."),
        ("ĐẶNG THỊ QUỲNH", "ĐẶNG THỊ QUỲNH"),
        ("Lò A\u0331n", "Lò A\u0331n"),  # a letter that Unicode holds only in two parts
    ],
)
def test_a_full_name_is_kept_tidy(typed, kept):
    assert check_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "Tùng", "  Tùng  ", "Lò-Tùng"])
def test_a_single_word_is_not_a_full_name(typed):
    assert sentence(check_name, typed) == "Ghi đủ họ và tên."


@pytest.mark.parametrize(
    "typed",
    [
        "Lò Văn 3",
        "Nguyễn <b>An</b>",
        "Vàng A Páo (con)",
        "Lò Văn An; Lò Văn Bình",
        "Lò_Văn An",
        "Lò Văn @",
        "Lò Văn ٣",
        "Lò Văn ²",
        "Lò/Văn An",
        "Lò Văn An, sinh năm",
    ],
)
def test_a_name_is_of_letters(typed):
    assert sentence(check_name, typed) == (
        "Họ và tên chỉ gồm chữ cái, khoảng trắng, dấu nháy ('), gạch nối (-) và dấu chấm (.)."
    )


@pytest.mark.parametrize("people", [one for one in Ethnicity if one in names._SHARES])
@pytest.mark.parametrize("sex", Sex)
def test_names_of_the_peoples_of_lao_cai_are_names(people, sex):
    dice = Random(7)
    for _time in range(300):
        name = names.full_name(dice, people, sex)
        assert check_name(name) == name


# --- first use -----------------------------------------------------------------------------------


@time_machine.travel("2026-11-24 12:00+07:00", tick=False)
@pytest.mark.parametrize("born", [{"birth_date": date(1990, 6, 1)}, {"birth_year": 1990}])
@pytest.mark.parametrize(
    ("year", "words"),
    [
        (None, ""),
        (1990, ""),
        (2026, ""),
        (1989, "Năm sử dụng lần đầu không được trước năm sinh."),
        (2027, "Năm sử dụng lần đầu không được sau năm nay."),
    ],
)
def test_nobody_used_before_birth_or_in_a_year_to_come(born, year, words):
    person = Person(**born)
    if words:
        assert sentence(lambda value: check_first_use(person, value), year) == words
    else:
        assert check_first_use(person, year) is None
