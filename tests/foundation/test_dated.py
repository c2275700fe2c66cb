"""Dated rows: half-open days, no two of one kind on one day (refused by the database itself)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.dated import OPEN, NoOverlap
from tests.factories.law import LegalRuleFactory
from tests.factories.wards import (
    LONG_AGO,
    AreaWardFactory,
    GroupFactory,
    GroupPlacementFactory,
    WardClassificationFactory,
    WardFactory,
)
from wards.models import GroupPlacement, Ward

MID = date(2024, 1, 1)

pytestmark = pytest.mark.django_db


def refused(make, **fields) -> bool:
    try:
        with transaction.atomic():
            make(**fields)
    except IntegrityError:
        return True
    return False


def test_a_row_holds_from_its_first_day_until_before_its_last():
    ward = WardFactory(valid_from=LONG_AGO, valid_to=MID)
    days = [date(2019, 12, 31), LONG_AGO, date(2023, 12, 31), MID]
    assert [ward.holds_on(day) for day in days] == [False, True, True, False]
    assert [Ward.objects.in_force(day).exists() for day in days] == [False, True, True, False]


def test_an_open_row_is_found_as_open():
    ended, going_on = WardFactory(valid_to=MID), WardFactory()
    assert list(Ward.objects.open()) == [going_on]
    assert (ended.is_open, going_on.is_open) == (False, True)


@pytest.mark.parametrize("until", [LONG_AGO, date(2019, 1, 1)])
def test_a_row_that_ends_before_it_begins_is_refused(until):
    assert refused(WardFactory, valid_from=LONG_AGO, valid_to=until)


def test_a_group_lies_in_one_ward_a_day(group, other_ward):
    assert refused(
        GroupPlacementFactory, group=group, ward=other_ward, valid_from=MID, valid_to=OPEN
    )


def test_a_group_may_lie_in_two_wards_one_after_the_other(group, other_ward):
    earlier = GroupPlacementFactory(group=group, ward=other_ward, valid_to=LONG_AGO)
    assert earlier.pk


def test_stretching_a_placement_over_another_is_refused(group, other_ward):
    earlier = GroupPlacementFactory(group=group, ward=other_ward, valid_to=LONG_AGO)
    rows = GroupPlacement.objects.filter(pk=earlier.pk)
    assert refused(rows.update, valid_to=MID)


def test_a_placement_inside_another_is_refused(group, other_ward):
    assert refused(
        GroupPlacementFactory,
        group=group,
        ward=other_ward,
        valid_from=MID,
        valid_to=date(2024, 2, 1),
    )


def test_bulk_rows_are_refused_too(group, ward, other_ward):
    rows = [GroupPlacement(group=group, ward=w, valid_from=MID) for w in (ward, other_ward)]
    assert refused(GroupPlacement.objects.bulk_create, objs=rows)


def test_two_rules_of_one_key_never_hold_together():
    LegalRuleFactory(key="handover")
    assert refused(LegalRuleFactory, key="handover", valid_from=MID)
    assert not refused(LegalRuleFactory, key="box_opening", valid_from=MID)


def test_a_ward_has_one_class_a_day_under_one_scheme(ward):
    WardClassificationFactory(ward=ward)
    assert refused(WardClassificationFactory, ward=ward, valid_from=MID)
    assert not refused(WardClassificationFactory, ward=ward, valid_from=MID, scheme="qd3122")


def test_a_ward_is_a_member_of_an_area_once_a_day(area, ward):
    assert refused(AreaWardFactory, area=area, ward=ward, valid_from=MID)


def test_the_guards_stand_in_the_database():
    """On both engines; SQLite drops triggers when a table is rebuilt, so they are counted here."""
    tables = [
        "wards_groupplacement",
        "law_legalrule",
        "wards_wardclassification",
        "wards_areaward",
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
            wanted = {f"{table}_no_overlap" for table in tables}
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = {f"{t}_no_overlap_{on}" for t in tables for on in ("insert", "update")}
        found = {row[0] for row in cursor.fetchall()}
    assert wanted <= found


def test_the_guard_can_be_taken_down_and_put_up_again():
    guard = NoOverlap("wards_groupplacement", ["group_id"])
    with connection.cursor() as cursor:
        for statement in [
            *guard._drop(connection.vendor),
            *guard._create(connection.vendor, guard.columns),
        ]:
            cursor.execute(statement)
    group = GroupFactory()
    assert refused(GroupPlacementFactory, group=group, valid_from=MID, valid_to=OPEN)
    assert guard.describe() == "Refuse overlapping rows in wards_groupplacement"
