from datetime import date, timedelta

import pytest

from accounts.permissions import Permission
from cases.statuses import PersonStatus
from criteria.rules.no_suspect import NoSuspect
from incidents.actions.suspicions import close_suspicion, open_suspicion, renew_suspicion
from incidents.enums import SourceGrade, SuspicionKind, SuspicionOutcome
from tests.criteria.asking import blockers, figure, figures, move_group
from tests.factories.cases import PersonFactory
from tests.factories.incidents import SuspicionFactory
from tests.factories.wards import REFORM_DAY, GroupFactory

RULE = NoSuspect()
OPENED, CLOSED = date(2024, 4, 2), date(2024, 12, 9)


def suspicion(group, **fields):
    return SuspicionFactory(group=group, **{"valid_from": OPENED, **fields})


def test_the_worked_example(ward, group):
    suspicion(group, valid_to=CLOSED, outcome=SuspicionOutcome.UNFOUNDED)

    days = (date(2024, 4, 1), OPENED, date(2024, 12, 8), CLOSED)
    assert figures(RULE, ward, *days) == ["0", "1", "1", "0"]


def test_an_open_suspicion_is_a_miss(ward, group):
    suspicion(group)

    assert figure(RULE, ward, OPENED) == ("1", "missed")


def test_none_is_met(ward, group):
    assert figure(RULE, ward, OPENED) == ("0", "met")


@pytest.mark.parametrize("kind", SuspicionKind.values)
def test_persons_groups_and_rings_count(ward, group, kind):
    suspicion(group, kind=kind)

    assert figure(RULE, ward, OPENED) == ("1", "missed")


@pytest.mark.parametrize("grade", SourceGrade.values)
def test_however_reliable_the_source(ward, group, grade):
    suspicion(group, source_grade=grade)

    assert figure(RULE, ward, OPENED) == ("1", "missed")


def test_a_lapsed_review_never_clears(ward, group):
    lapsed = suspicion(group, next_review_on=date(2024, 5, 2))

    assert figures(RULE, ward, date(2024, 5, 2), date(2024, 5, 3), date(2025, 5, 3)) == ["1"] * 3
    assert blockers(RULE, ward, date(2024, 5, 3)) == {lapsed}


def test_suspected_use_is_no_suspected_crime(ward, group):
    PersonFactory(group=group, status=PersonStatus.SUSPECTED_USE)

    assert figure(RULE, ward, OPENED) == ("0", "met")


def test_suspicions_of_another_ward_do_not_count(ward, group, other_group):
    suspicion(other_group)

    assert figure(RULE, ward, OPENED) == ("0", "met")


def test_outside_the_neighbourhoods_they_count(ward, other_place):
    suspicion(other_place)

    assert figure(RULE, ward, OPENED) == ("1", "missed")


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, OPENED) == ("0", "no_data")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    GroupFactory(ward=ward)
    suspicion(group)
    move_group(group, other_ward, REFORM_DAY)

    before = REFORM_DAY - timedelta(days=1)
    assert figures(RULE, ward, before, REFORM_DAY) == ["1", "0"]
    assert figures(RULE, other_ward, before, REFORM_DAY) == ["0", "1"]


def test_the_blocker_says_since_when(ward, group):
    suspicion(group)

    assert RULE.failing(ward, date(2024, 6, 30)).get().since == OPENED


def test_what_the_actions_write_is_what_counts(ward, group, officer):
    opened = open_suspicion(
        by=officer,
        group=group,
        kind=SuspicionKind.RING,
        subject="Nhóm thuê trọ",
        source_grade="B",
        reason="Tụ tập ban đêm",
        opened_on=OPENED,
    )
    renew_suspicion(by=officer, suspicion=opened, reviewed_on=date(2024, 5, 1))
    close_suspicion(
        by=officer, suspicion=opened, closed_on=CLOSED, outcome=SuspicionOutcome.STOPPED
    )

    assert figures(RULE, ward, date(2024, 5, 1), date(2024, 12, 8), CLOSED) == ["1", "1", "0"]


def test_only_those_who_may_see_hotspots_see_the_rows():
    assert RULE.view_permission == Permission.VIEW_HOTSPOTS
