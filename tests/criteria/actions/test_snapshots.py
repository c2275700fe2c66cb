"""Snapshots are taken, kept true by the dirty log, and never more than a copy."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.actions.dossiers import open_dossier
from cases.actions.people import register_person
from cases.actions.residences import set_residence
from cases.enums import DossierKind
from cases.statuses import PersonStatus
from criteria.actions import snapshots
from criteria.actions.snapshots import rescore_changed, take_daily, take_snapshots
from criteria.enums import AuditAction
from criteria.models import WardSnapshot
from criteria.queries.scores import ScoreReader, scores_on
from criteria.scoring import score
from criteria.sets import CITY_2023, QD28_2025, SETS
from pledges.actions.households import HouseholdRow, register_household
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.cases import PersonFactory
from tests.factories.criteria import WardSnapshotFactory
from tests.factories.wards import (
    REFORM_DAY,
    FigureChangeFactory,
    GroupFactory,
    WardFactory,
    WardSuccessionFactory,
)
from wards.actions.population import record_population
from wards.actions.reorganisation import reorganise
from wards.models import FigureChange, Ward

DAY = date(2026, 6, 30)
MONTHS = [date(2026, 4, 30), date(2026, 5, 31), DAY]
CODE = CITY_2023.code


def stored(**asked):
    rows = WardSnapshot.objects.filter(**{"set_code": CODE, **asked}).order_by("day", "ward_id")
    return [(row.ward_id, row.day, row.people) for row in rows]


def people(ward):
    """By day, as the snapshots say."""
    return {day: count for _ward, day, count in stored(ward=ward)}


# ------------------------------------------------------------------------------------ taking ----


def test_a_snapshot_keeps_every_figure(ward, group):
    PersonFactory(group=group)
    assert take_snapshots(days=[DAY], criteria_set=CITY_2023) == 1

    row = WardSnapshot.objects.get()
    assert (row.ward, row.day, row.set_code, row.people, row.total) == (ward, DAY, CODE, 1, 8)
    assert row.figures["addict_file"] == [0, 1, 0, True, "missed"]
    assert row.figures["no_hotspot"] == [0, None, 0, True, "met"]
    assert row.met == score(DAY, CITY_2023)[0].met == 3


def test_of_every_ward_and_day_asked(ward, other_ward):
    assert take_snapshots(days=MONTHS, criteria_set=CITY_2023) == 6

    assert [(pk, day) for pk, day, _people in stored()] == [
        (one.pk, day) for day in MONTHS for one in (ward, other_ward)
    ]


def test_of_the_wards_asked_only(ward, other_ward):
    wards = Ward.objects.filter(pk=ward.pk)
    take_snapshots(days=[DAY], criteria_set=CITY_2023, wards=wards)

    assert [pk for pk, _day, _people in stored()] == [ward.pk]


def test_of_wards_in_force_that_day_only(ward):
    WardFactory(valid_from=date(2026, 5, 31))

    assert take_snapshots(days=MONTHS, criteria_set=CITY_2023) == 1 + 2 + 2


def test_a_day_named_twice_is_taken_once(ward):
    assert take_snapshots(days=[DAY, DAY], criteria_set=CITY_2023) == 1


def test_days_to_come_are_left_out(ward, time_machine):
    time_machine.move_to(date(2026, 6, 15))

    assert take_snapshots(days=MONTHS, criteria_set=CITY_2023) == 2
    assert [day for _ward, day, _people in stored()] == MONTHS[:2]


def test_today_is_no_day_to_come(ward, time_machine):
    time_machine.move_to(DAY)

    assert take_snapshots(days=[DAY], criteria_set=CITY_2023) == 1


def test_taking_again_replaces(ward, group):
    take_snapshots(days=[DAY], criteria_set=CITY_2023)
    PersonFactory(group=group)
    take_snapshots(days=[DAY], criteria_set=CITY_2023)

    assert stored() == [(ward.pk, DAY, 1)]


def test_sets_have_snapshots_of_their_own(ward):
    for criteria_set in SETS:
        take_snapshots(days=[DAY], criteria_set=criteria_set)

    assert sorted(WardSnapshot.objects.values_list("set_code", "total")) == [
        (CODE, 8),
        ("QD28_2025", 3),
    ]


def test_taking_is_one_event_of_the_system(ward, other_ward):
    take_snapshots(days=MONTHS, criteria_set=CITY_2023)

    event = assert_audited(AuditAction.SNAPSHOTS_TAKEN, by=None, count=6)
    assert event.after == {"set": CODE, "days": 3}


def test_nothing_to_take_tells_nothing(ward, time_machine):
    time_machine.move_to(date(2026, 1, 1))

    assert take_snapshots(days=MONTHS, criteria_set=CITY_2023) == 0
    assert take_snapshots(days=[], criteria_set=CITY_2023) == 0
    assert_nothing_audited()


def test_the_daily_round_takes_today_under_every_set(ward, other_ward):
    assert take_daily() == 2 * len(SETS)

    days = WardSnapshot.objects.values_list("day", flat=True).distinct()
    assert list(days) == [timezone.localdate()]


def test_the_daily_round_of_a_day_that_was_missed(ward):
    take_daily(day=DAY)

    assert list(WardSnapshot.objects.values_list("day", flat=True)) == [DAY] * 2


@pytest.mark.parametrize("count", [3, 300])
def test_a_round_costs_as_many_statements_for_any_number_of_wards(
    db, count, django_assert_max_num_queries
):
    """Four to score, one to write each hundred rows or so, the rest for the event; never one a ward."""
    Ward.objects.bulk_create(WardFactory.build_batch(count))

    with django_assert_max_num_queries(15):
        take_snapshots(days=[DAY], criteria_set=CITY_2023)
    assert WardSnapshot.objects.count() == count


# ------------------------------------------------------------------------------- re-scoring ----


def test_a_write_re_takes_the_stored_days_from_its_day_on(ward, group):
    take_snapshots(days=MONTHS, criteria_set=CITY_2023)
    PersonFactory(group=group)
    FigureChangeFactory(group=group, from_day=MONTHS[1])

    assert rescore_changed() == 1
    assert people(ward) == {MONTHS[0]: 0, MONTHS[1]: 1, MONTHS[2]: 1}


def test_the_log_is_consumed(ward, group):
    FigureChangeFactory.create_batch(3, group=group)

    assert rescore_changed() == 3
    assert rescore_changed() == 0
    assert not FigureChange.objects.exists()


def test_an_empty_log_costs_one_look(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # a savepoint, the look, its release
        assert rescore_changed() == 0


def test_what_is_written_meanwhile_waits_for_the_next_turn(ward, group, monkeypatch):
    FigureChangeFactory(group=group)
    real = snapshots._wards_touched

    def written_meanwhile(since):
        FigureChangeFactory(group=group)
        return real(since)

    monkeypatch.setattr(snapshots, "_wards_touched", written_meanwhile)
    assert rescore_changed() == 1
    assert FigureChange.objects.count() == 1


def test_only_stored_days_are_taken_again(ward, group):
    FigureChangeFactory(group=group, from_day=date(2020, 1, 1))
    rescore_changed()

    assert stored() == []


def test_wards_that_were_not_written_to_are_left_alone(ward, other_ward, group, other_group):
    untrue = WardSnapshotFactory(ward=other_ward, day=DAY, people=99)
    FigureChangeFactory(group=group, from_day=date(2026, 1, 1))
    rescore_changed()

    assert people(other_ward) == {DAY: untrue.people}


def test_a_group_that_moved_dirties_every_ward_it_lay_in_since(
    ward, other_ward, group, other_group
):
    heir = WardFactory(valid_from=REFORM_DAY)
    group.placements.update(valid_to=REFORM_DAY)
    heir.placements.create(group=group, valid_from=REFORM_DAY)
    for one in (ward, other_ward, heir):
        WardSnapshotFactory(ward=one, day=date(2025, 12, 31), people=99)
    WardSnapshotFactory(ward=ward, day=date(2025, 5, 31), people=99)
    FigureChangeFactory(group=group, from_day=date(2025, 5, 1))
    rescore_changed()

    assert people(ward) == {date(2025, 5, 31): 0, date(2025, 12, 31): 0}
    assert people(heir) == {date(2025, 12, 31): 0}
    assert people(other_ward) == {date(2025, 12, 31): 99}


def test_a_write_after_the_group_left_spares_the_old_ward(ward, other_ward, group):
    group.placements.update(valid_to=REFORM_DAY)
    other_ward.placements.create(group=group, valid_from=REFORM_DAY)
    WardSnapshotFactory(ward=ward, day=DAY, people=99)
    FigureChangeFactory(group=group, from_day=date(2026, 1, 1))
    rescore_changed()

    assert people(ward) == {DAY: 99}


def test_of_two_groups_each_dirties_from_its_own_day(ward, other_ward, group, other_group):
    """`group` left long before its write; `other_group` was written to earlier than that."""
    group.placements.update(valid_to=date(2026, 2, 1))
    other_ward.placements.create(group=group, valid_from=date(2026, 2, 1))
    for one in (ward, other_ward):
        WardSnapshotFactory(ward=one, day=DAY, people=99)
    FigureChangeFactory(group=group, from_day=date(2026, 3, 1))
    FigureChangeFactory(group=other_group, from_day=date(2026, 1, 1))
    rescore_changed()

    assert (people(ward), people(other_ward)) == ({DAY: 99}, {DAY: 0})


def test_the_earliest_of_several_writes_counts(ward, group):
    for day in MONTHS:
        WardSnapshotFactory(ward=ward, day=day, people=99)
    for day in (date(2026, 6, 1), date(2026, 5, 1), date(2026, 9, 1)):
        FigureChangeFactory(group=group, from_day=day)
    rescore_changed()

    assert people(ward) == {MONTHS[0]: 99, MONTHS[1]: 0, MONTHS[2]: 0}


def test_snapshots_of_a_ward_after_its_end_go(ward, group):
    WardSnapshotFactory(ward=ward, day=DAY)
    Ward.objects.filter(pk=ward.pk).update(valid_to=date(2026, 6, 1))
    FigureChangeFactory(group=group, from_day=date(2026, 1, 1))
    rescore_changed()

    assert stored() == []


def test_past_days_of_a_ward_that_ended_are_taken_again(ward, group):
    WardSnapshotFactory(ward=ward, day=MONTHS[0], people=99)
    Ward.objects.filter(pk=ward.pk).update(valid_to=date(2026, 6, 1))
    FigureChangeFactory(group=group, from_day=date(2026, 1, 1))
    rescore_changed()

    assert people(ward) == {MONTHS[0]: 0}


def test_both_sets_are_taken_again(ward, group):
    for criteria_set in SETS:
        take_snapshots(days=[DAY], criteria_set=criteria_set)
    PersonFactory(group=group)
    FigureChangeFactory(group=group, from_day=DAY)
    rescore_changed()

    rows = WardSnapshot.objects.order_by("set_code").values_list("set_code", "people", "met")
    assert list(rows) == [(CODE, 1, 3), (QD28_2025.code, 1, 2)]


def test_figures_of_a_set_that_is_no_more_go(ward, group):
    WardSnapshotFactory(ward=ward, day=DAY, set_code="CITY_1999")
    FigureChangeFactory(group=group, from_day=DAY)
    rescore_changed()

    assert not WardSnapshot.objects.exists()


# ------------------------------------------------------------------------ through the actions ----


def stands(*days):
    """Snapshots are read, and they equal live scoring."""
    book = ScoreReader(Ward.objects.all(), {CITY_2023: days})
    return all(book.on(day, CITY_2023) == score(day, CITY_2023) for day in days)


def test_a_back_dated_edit_is_seen_at_once_and_re_scored_later(ward, group, officer):
    person = PersonFactory(group=group)
    take_snapshots(days=MONTHS, criteria_set=CITY_2023)
    open_dossier(
        by=officer, person=person, kind=DossierKind.MANAGEMENT, opened_on=date(2026, 5, 10)
    )

    def figures():
        book = ScoreReader(Ward.objects.all(), {CITY_2023: MONTHS})
        return [book.on(day, CITY_2023)[0].result("addict_file").figure for day in MONTHS]

    assert figures() == ["0/1", "1/1", "1/1"]  # live, because the write waits
    rescore_changed()
    assert figures() == ["0/1", "1/1", "1/1"]
    assert WardSnapshot.objects.get(day=DAY).figures["addict_file"] == [1, 1, 0, True, "met"]


def test_what_actions_write_keeps_snapshots_true(ward, other_ward, group, other_group, officer):
    take_snapshots(days=MONTHS, criteria_set=CITY_2023)
    person = register_person(
        by=officer,
        group=group,
        since=date(2026, 5, 2),
        status=PersonStatus.SUSPECTED_USE,
        person={"full_name": "Lò Văn Páo", "birth_year": 1990, "sex": "male"},
    )
    set_residence(by=officer, person=person, group=other_group, from_day=date(2026, 6, 10))
    register_household(
        by=officer,
        row=HouseholdRow(
            group=group,
            code="HO-1",
            head_name="Lò Văn A",
            members=3,
            address="",
            from_day=MONTHS[0],
        ),
    )
    record_population(
        by=officer, ward=other_ward, counted_on=date(2026, 6, 1), households=9, source="UBND"
    )

    assert rescore_changed() > 0
    assert stands(*MONTHS)
    assert [people(ward)[DAY], people(other_ward)[DAY]] == [0, 1]


def test_a_reorganisation_re_scores_both_sides_of_its_day(ward, group):
    heir = WardFactory(valid_from=REFORM_DAY)
    Ward.objects.filter(pk=ward.pk).update(valid_to=REFORM_DAY)
    WardSuccessionFactory(from_ward=ward, to_ward=heir, effective_on=REFORM_DAY)
    PersonFactory(group=group)
    before, after = REFORM_DAY - timedelta(days=1), REFORM_DAY
    take_snapshots(days=[before, after], criteria_set=CITY_2023)
    assert people(heir) == {after: 0}

    reorganise(by=None, on_day=REFORM_DAY)
    rescore_changed()
    assert (people(ward), people(heir)) == ({before: 1}, {after: 1})
    assert stands(before, after)


def test_the_log_of_one_ward_leaves_the_other_s_snapshot_standing(
    ward, other_ward, group, other_group
):
    take_snapshots(days=[DAY], criteria_set=CITY_2023)
    WardSnapshot.objects.filter(ward=other_ward).update(people=99)
    GroupFactory(ward=ward)
    FigureChangeFactory(group=group, from_day=DAY)

    [one] = scores_on(DAY, CITY_2023, Ward.objects.filter(pk=other_ward.pk))
    assert one.people == 99
