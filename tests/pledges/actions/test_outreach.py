"""Tuyên truyền sessions written down."""

from datetime import date, timedelta

import pytest

from pledges.actions.outreach import record_outreach
from pledges.enums import AuditAction
from pledges.models import Outreach
from tests.assertions import assert_audited, assert_nothing_audited
from tests.pledges.ledger import changed_figures, refusal_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)


def hold(officer, group, **fields):
    facts = {
        "held_on": DAY,
        "topic": "Phòng ma túy",
        "audience": "Học sinh",
        "attendance": 40,
    } | fields
    return record_outreach(by=officer, group=group, **facts)


def test_the_facts_are_stored(officer, group):
    hold(officer, group, topic="  Phòng  ma túy ", audience=" Học sinh ")
    session = Outreach.objects.get()
    told = (session.group, session.held_on, session.topic, session.audience, session.attendance)
    assert told == (group, DAY, "Phòng ma túy", "Học sinh", 40)


def test_the_access_log_says_so(officer, group, ward):
    session = hold(officer, group)
    event = assert_audited(AuditAction.OUTREACH_RECORDED, by=officer, target=session)
    assert event.after == {
        "id": session.pk,
        "group_id": group.pk,
        "held_on": "2026-05-04",
        "topic": "Phòng ma túy",
        "audience": "Học sinh",
        "attendance": 40,
    }
    assert event.unit_id == ward.pk


def test_no_criterion_counts_sessions(officer, group):
    hold(officer, group)
    assert changed_figures() == []


def test_today_is_possible(officer, group, today):
    assert hold(officer, group, held_on=today).held_on == today


def test_tomorrow_is_not(officer, group, today):
    refused = refusal_of(hold, officer=officer, group=group, held_on=today + timedelta(days=1))
    assert refused == {"held_on": ["Ngày không được sau hôm nay."]}


def test_somebody_came(officer, group):
    refused = refusal_of(hold, officer=officer, group=group, attendance=0)
    assert refused == {"__all__": ["Số người dự phải từ 1 trở lên."]}


@pytest.mark.parametrize("field", ["topic", "audience"])
def test_topic_and_audience_are_needed(officer, group, field):
    assert list(refusal_of(hold, officer=officer, group=group, **{field: "  "})) == [field]


def test_a_refusal_leaves_nothing(officer, group):
    refusal_of(hold, officer=officer, group=group, attendance=0)
    assert Outreach.objects.count() == 0
    assert_nothing_audited()
