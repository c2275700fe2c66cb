"""Rules on one value."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from pledges.validators import check_not_future
from tests.pledges.ledger import refusal_of


def test_today_has_happened(today):
    assert check_not_future(today, "signed_on") is None


def test_yesterday_has_happened(today):
    assert check_not_future(today - timedelta(days=1), "signed_on") is None


def test_tomorrow_has_not(today):
    refused = refusal_of(check_not_future, day=today + timedelta(days=1), field="signed_on")
    assert refused == {"signed_on": ["Ngày không được sau hôm nay."]}


def test_the_field_is_the_one_named(today):
    refused = refusal_of(check_not_future, day=date(2027, 1, 1), field="asked_on")
    assert list(refused) == ["asked_on"]


def test_the_day_begins_at_midnight_in_viet_nam():
    """18:00 in Greenwich is 01:00 of the next day there."""
    with time_machine.travel(datetime(2026, 11, 23, 18, 0, tzinfo=UTC), tick=False):
        assert check_not_future(date(2026, 11, 24), "signed_on") is None


def test_before_midnight_in_viet_nam_the_next_day_is_still_to_come():
    with (
        time_machine.travel(datetime(2026, 11, 23, 16, 59, tzinfo=UTC), tick=False),
        pytest.raises(ValidationError),
    ):
        check_not_future(date(2026, 11, 24), "signed_on")
