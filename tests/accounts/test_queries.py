"""Reading the access log."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from accounts.audit import record
from accounts.enums import AuditAction
from accounts.queries import events
from tests.factories.wards import UserFactory

HERE, THERE = 7, 8


@pytest.fixture
def log(db):
    """On 01, 02 and 03/06/2026 at 23:30 in Lào Cai (16:30 UTC), the last one in another unit."""
    people = [UserFactory(full_name=name) for name in ("Lê Văn Cán Bộ", "Vàng A Sử", "Lê Thị Mai")]
    acts = (AuditAction.USER_CREATED, AuditAction.PASSWORD_CHANGED, AuditAction.PASSWORD_CHANGED)
    for day, (person, act) in enumerate(zip(people, acts, strict=True), start=1):
        with time_machine.travel(datetime(2026, 6, day, 16, 30, tzinfo=UTC), tick=False):
            record(act, by=person, unit_id=THERE if day == 3 else HERE)


def told(units=None, **asked) -> list[str]:
    return [event.actor_name for event in events(units, asked)]


def test_all_of_it_newest_first(log):
    assert told() == ["Lê Thị Mai", "Vàng A Sử", "Lê Văn Cán Bộ"]


def test_only_the_units_asked_for(log):
    assert told([HERE]) == ["Vàng A Sử", "Lê Văn Cán Bộ"]
    assert told([THERE]) == ["Lê Thị Mai"]


def test_no_unit_is_not_every_unit(log):
    assert told([]) == []


def test_events_of_no_unit_belong_to_none(log):
    record(AuditAction.SIGNED_IN, by=UserFactory(full_name="Chưa phân công"))
    assert told()[0] == "Chưa phân công"
    assert told([HERE, THERE]) == ["Lê Thị Mai", "Vàng A Sử", "Lê Văn Cán Bộ"]


def test_a_part_of_the_name_is_enough(log):
    assert told(actor="Văn") == ["Lê Văn Cán Bộ"]
    assert told(actor="Lê") == ["Lê Thị Mai", "Lê Văn Cán Bộ"]
    assert told(actor="Sùng") == []


def test_one_kind_of_act(log):
    assert told(action=AuditAction.USER_CREATED) == ["Lê Văn Cán Bộ"]


@pytest.mark.parametrize(
    ("first", "last", "people"),
    [
        (date(2026, 6, 2), None, ["Lê Thị Mai", "Vàng A Sử"]),
        (None, date(2026, 6, 2), ["Vàng A Sử", "Lê Văn Cán Bộ"]),
        (date(2026, 6, 2), date(2026, 6, 2), ["Vàng A Sử"]),
        (date(2026, 6, 3), date(2026, 6, 1), []),
    ],
)
def test_between_two_days_of_the_office_s_clock(log, first, last, people):
    assert told(first=first, last=last) == people


def test_what_is_left_empty_does_not_narrow(log):
    assert len(told(actor="", action="", first=None, last=None)) == 3
