"""Rules on a day and on a phone number."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from foundation.validators import check_era, check_happened, check_phone
from tests.pledges.ledger import refusal_of


@pytest.fixture
def today():
    """24/11/2026, noon in Viet Nam."""
    with time_machine.travel(datetime(2026, 11, 24, 5, 0, tzinfo=UTC), tick=False):
        yield date(2026, 11, 24)


def test_today_has_happened(today):
    assert check_happened(today, "signed_on") is None


def test_yesterday_has_happened(today):
    assert check_happened(today - timedelta(days=1), "signed_on") is None


def test_tomorrow_has_not(today):
    refused = refusal_of(check_happened, day=today + timedelta(days=1), field="signed_on")
    assert refused == {"signed_on": ["Ngày không được sau hôm nay."]}


def test_the_field_is_the_one_named(today):
    refused = refusal_of(check_happened, day=date(2027, 1, 1), field="asked_on")
    assert list(refused) == ["asked_on"]


def test_the_day_begins_at_midnight_in_viet_nam():
    """18:00 in Greenwich is 01:00 of the next day there."""
    with time_machine.travel(datetime(2026, 11, 23, 18, 0, tzinfo=UTC), tick=False):
        assert check_happened(date(2026, 11, 24), "signed_on") is None


def test_before_midnight_in_viet_nam_the_next_day_is_still_to_come():
    with (
        time_machine.travel(datetime(2026, 11, 23, 16, 59, tzinfo=UTC), tick=False),
        pytest.raises(ValidationError),
    ):
        check_happened(date(2026, 11, 24), "signed_on")


PHONE = "Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."
ERA = "Ngày không được trước 01/01/1900. Kiểm tra lại năm."


@pytest.mark.parametrize("check", [check_happened, check_era])
@pytest.mark.parametrize("day", [date(203, 3, 15), date(1, 1, 1), date(1899, 12, 31)])
def test_a_year_of_which_a_digit_was_lost_is_refused(check, day):
    assert refusal_of(check, day=day, field="opened_on") == {"opened_on": [ERA]}


@pytest.mark.parametrize("check", [check_happened, check_era])
def test_the_first_day_of_living_memory_may_be_written_down(check):
    assert check(date(1900, 1, 1), "opened_on") is None


def test_an_era_has_no_end():
    assert check_era(date(2099, 1, 1), "starts_on") is None


# --- phones --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912345678", "0912345678"),
        ("091 234 5678", "0912345678"),
        ("091.234.5678", "0912345678"),
        ("091-234-5678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("+84 91 234 56 78", "0912345678"),
        ("02143123456", "02143123456"),
        ("0214 3 123 456", "02143123456"),
        ("+842143123456", "02143123456"),
        ("", ""),
        ("  ", ""),
        (" - . ", ""),
    ],
)
def test_a_phone_is_kept_as_digits_from_zero(typed, kept):
    assert check_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "912345678",
        "091234567",
        "091234567890",
        "+840912345678",  # the zero is dropped after +84
        "0012345678",
        "+1 202 555 0100",
        "091234567x",
        "(091)2345678",
        "09123٤5678",
        "113",
    ],
)
def test_another_phone_is_refused(typed):
    with pytest.raises(ValidationError) as error:
        check_phone(typed)
    assert error.value.messages == [PHONE]
