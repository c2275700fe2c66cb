"""A snapshot is read only where it stands; otherwise the page scores live, and nobody sees the difference."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from criteria.actions.snapshots import take_snapshots
from criteria.models import WardSnapshot
from criteria.queries.scores import ScoreReader, TrendPoint, scores_on
from criteria.rules.addict_file import AddictFile
from criteria.rules.no_user import NoUser
from criteria.scoring import score
from criteria.sets import CITY_2023, QD28_2025, SETS
from tests.criteria.asking import move_group
from tests.criteria.world import draw
from tests.factories.cases import PersonFactory
from tests.factories.criteria import WardSnapshotFactory
from tests.factories.pledges import HotlineBoardFactory, PledgeFactory, TipBoxFactory
from tests.factories.wards import (
    REFORM_DAY,
    FigureChangeFactory,
    GroupFactory,
    WardFactory,
)
from wards.models import FigureChange, GroupPlacement, NeighbourhoodGroup, Ward

DAY = date(2026, 6, 30)
MONTHS = [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), DAY]


def every():
    return Ward.objects.all()


def untrue(ward, day=DAY, people=99, **fields):
    """A snapshot that says something else than the ledger: whoever reads it, tells."""
    return WardSnapshotFactory(ward=ward, day=day, people=people, **fields)


def people(day=DAY, wards=None):
    return [one.people for one in scores_on(day, CITY_2023, every() if wards is None else wards)]


def trend(days, criteria_set, wards):
    return ScoreReader(wards, {criteria_set: days}).trend(days, criteria_set)


# -------------------------------------------------------------------------- stored or live ----


def test_a_standing_snapshot_is_read(ward):
    untrue(ward)

    [one] = scores_on(DAY, CITY_2023, every())
    assert (one.ward, one.day, one.people, one.met, one.total) == (ward, DAY, 99, 8, 8)


def test_without_a_snapshot_it_is_scored_live(ward, group):
    PersonFactory(group=group)

    assert people() == [1]


def test_one_ward_without_a_snapshot_makes_the_day_live(ward, other_ward, group):
    PersonFactory(group=group)
    untrue(ward)

    assert people() == [0, 1]
    assert people(wards=every().filter(pk=ward.pk)) == [99]


def test_a_snapshot_of_another_set_is_no_snapshot(ward, group):
    untrue(ward, set_code=QD28_2025.code)

    assert people() == [0]


def test_a_snapshot_of_another_day_is_no_snapshot(ward, group):
    untrue(ward, day=date(2026, 6, 29))

    assert people() == [0]


def test_a_snapshot_under_an_earlier_version_of_a_rule_is_no_snapshot(ward, group, monkeypatch):
    untrue(ward)
    assert people() == [99]
    monkeypatch.setattr(AddictFile, "version", AddictFile.version + 1)
    assert people() == [0]
    take_snapshots(days=[DAY], criteria_set=CITY_2023)
    assert WardSnapshot.objects.get().line_up == CITY_2023.line_up
    assert people() == [0]


def test_a_snapshot_from_before_a_criterion_was_added_is_no_snapshot(ward, group):
    untrue(ward)
    longer = replace(CITY_2023, criteria=(*CITY_2023.criteria, NoUser()))

    [one] = ScoreReader(every(), {longer: [DAY]}).on(DAY, longer)
    assert (one.people, one.total) == (0, 9)


def test_a_ward_that_is_not_in_force_needs_no_snapshot(ward):
    WardFactory(valid_to=DAY)
    untrue(ward)

    assert people() == [99]


@pytest.mark.parametrize(
    ("written", "shown"), [(date(2026, 6, 29), 0), (DAY, 0), (date(2026, 7, 1), 99)]
)
def test_a_write_that_waits_from_that_day_or_before_makes_it_live(ward, group, written, shown):
    untrue(ward)
    FigureChangeFactory(group=group, from_day=written)

    assert people() == [shown]


def test_a_write_in_another_ward_changes_nothing(ward, other_ward, group, other_group):
    untrue(ward)
    FigureChangeFactory(group=other_group, from_day=date(2026, 1, 1))

    assert people(wards=every().filter(pk=ward.pk)) == [99]


def test_the_earliest_of_several_writes_counts(ward, group):
    for day in (date(2026, 7, 5), date(2026, 6, 1), date(2026, 9, 1)):
        FigureChangeFactory(group=group, from_day=day)
    untrue(ward)

    assert people() == [0]


def test_a_write_reaches_the_ward_in_which_the_group_lies_later(
    ward, other_ward, group, other_group
):
    move_group(group, other_ward, REFORM_DAY)
    for day in (date(2025, 1, 31), DAY):
        untrue(other_ward, day)
    FigureChangeFactory(group=group, from_day=date(2025, 3, 1))

    chosen = every().filter(pk=other_ward.pk)
    assert people(date(2025, 1, 31), chosen) == [99]  # before the write
    assert people(DAY, chosen) == [0]


def test_a_write_after_the_group_left_does_not_reach_the_old_ward(ward, other_ward, group):
    GroupFactory(ward=ward)
    move_group(group, other_ward, REFORM_DAY)
    untrue(ward)
    FigureChangeFactory(group=group, from_day=date(2026, 3, 1))

    assert people(wards=every().filter(pk=ward.pk)) == [99]


def test_in_the_old_ward_a_write_from_before_the_move_still_waits(ward, other_ward, group):
    GroupFactory(ward=ward)
    move_group(group, other_ward, REFORM_DAY)
    untrue(ward, date(2025, 5, 31))
    FigureChangeFactory(group=group, from_day=date(2025, 3, 1))

    assert people(date(2025, 5, 31), every().filter(pk=ward.pk)) == [0]


def test_a_write_from_before_the_move_reaches_the_new_ward_only_since_the_move(
    ward, other_ward, group, other_group
):
    move_group(group, other_ward, REFORM_DAY)
    untrue(other_ward, date(2025, 5, 31))
    FigureChangeFactory(group=group, from_day=date(2025, 3, 1))

    assert people(date(2025, 5, 31), every().filter(pk=other_ward.pk)) == [99]


# ------------------------------------------------------------------------- the standing test ----


@settings(
    derandomize=True,
    max_examples=10,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10_000))
def test_a_snapshot_equals_live_scoring(undone, seed):
    with undone():
        days = draw(seed).days_to_ask(5)
        for criteria_set in SETS:
            take_snapshots(days=days, criteria_set=criteria_set)
        book = ScoreReader(every(), dict.fromkeys(SETS, days))
        for criteria_set in SETS:
            for day in days:
                assert book.on(day, criteria_set) == score(day, criteria_set)


def test_the_standing_test_reads_snapshots_indeed(ward, group, django_assert_num_queries):
    take_snapshots(days=MONTHS, criteria_set=CITY_2023)

    with django_assert_num_queries(2):
        trend(MONTHS, CITY_2023, every())


def test_figures_verdicts_and_gaps_survive_the_freezer(ward, group, other_place):
    PersonFactory(group=group)
    PledgeFactory(household__group=group)
    GroupFactory(ward=ward)
    live = score(DAY, CITY_2023)
    take_snapshots(days=[DAY], criteria_set=CITY_2023)

    [stored] = scores_on(DAY, CITY_2023, every())
    assert [stored] == live
    assert stored.result("household_pledge").measurement == (1, 1, 1, True)
    assert stored.result("no_hotspot").measurement == (0, None, 0, True)


# ------------------------------------------------------------------------------- several days ----


def test_a_book_answers_for_each_day_and_set(ward, group):
    untrue(ward, MONTHS[0], people=5)
    untrue(
        ward,
        MONTHS[0],
        people=7,
        set_code=QD28_2025.code,
        figures=frozen(QD28_2025),
        met=3,
        total=3,
    )
    book = ScoreReader(every(), {CITY_2023: MONTHS, QD28_2025: MONTHS[:1]})

    assert book.on(MONTHS[0], CITY_2023)[0].people == 5
    assert book.on(MONTHS[0], QD28_2025)[0].people == 7
    assert book.on(DAY, CITY_2023)[0].people == 0


def frozen(criteria_set):
    return {one.code: [0, None, 0, True, "met"] for one in criteria_set.criteria}


def test_days_with_and_without_a_snapshot_stand_side_by_side(ward, group):
    PersonFactory(group=group)
    untrue(ward, MONTHS[1])

    assert [p.people for p in trend(MONTHS, CITY_2023, every())] == [1, 99, 1, 1]


def test_a_day_that_was_not_named_is_not_answered(ward):
    with pytest.raises(KeyError):
        ScoreReader(every(), {CITY_2023: [DAY]}).on(MONTHS[0], CITY_2023)


def test_by_ward(ward, other_ward):
    found = ScoreReader(every(), {CITY_2023: [DAY]}).by_ward(DAY, CITY_2023)

    assert {pk: one.ward for pk, one in found.items()} == {ward.pk: ward, other_ward.pk: other_ward}


def test_wards_come_in_the_order_of_their_names_stored_or_live(ward, other_ward):
    names = [one.ward.name for one in scores_on(DAY, CITY_2023, every())]
    for one in (ward, other_ward):
        untrue(one)

    assert names == ["Cốc San", "Nam Cường"]
    assert [one.ward.name for one in scores_on(DAY, CITY_2023, every())] == names


def test_wards_in_which_nothing_was_registered_can_be_left_out(ward, other_ward, group):
    take_snapshots(days=MONTHS[:1], criteria_set=CITY_2023)
    book = ScoreReader(every(), {CITY_2023: MONTHS}, with_groups=True)

    for day in MONTHS:  # the first stored, the others live
        assert [one.ward for one in book.on(day, CITY_2023)] == [ward]
    assert len(ScoreReader(every(), {CITY_2023: MONTHS}).on(DAY, CITY_2023)) == 2


def test_no_needs_no_answers(ward, django_assert_num_queries):
    assert ScoreReader(every(), {})._scores == {}


@pytest.mark.parametrize("count", [1, 30])
def test_two_statements_when_the_snapshots_stand(db, count, django_assert_num_queries):
    fill(count)
    take_snapshots(days=MONTHS, criteria_set=CITY_2023)
    take_snapshots(days=[DAY], criteria_set=QD28_2025)

    with django_assert_num_queries(2):
        book = ScoreReader(every(), {CITY_2023: MONTHS, QD28_2025: [DAY]})
        assert len(book.on(DAY, QD28_2025)) == count
        assert len(book.trend(MONTHS, CITY_2023)) == 4


@pytest.mark.parametrize("count", [1, 30])
def test_three_more_for_all_the_days_that_lack_them(db, count, django_assert_num_queries):
    fill(count)

    with django_assert_num_queries(2 + 3):
        assert len(trend(MONTHS, CITY_2023, every())) == 4


def test_waiting_writes_cost_nothing_more(ward, group, django_assert_num_queries):
    take_snapshots(days=MONTHS, criteria_set=CITY_2023)
    for month in range(1, 8):
        FigureChangeFactory(group=group, from_day=date(2026, month, 15))

    with django_assert_num_queries(2 + 3):
        trend(MONTHS, CITY_2023, every())


def test_a_second_set_costs_nothing_more(ward, group, django_assert_num_queries):
    with django_assert_num_queries(2 + 3):
        book = ScoreReader(every(), {CITY_2023: MONTHS, QD28_2025: MONTHS[:1]})
        found = book.on(MONTHS[0], CITY_2023), book.on(MONTHS[0], QD28_2025)

    assert found == (
        scores_on(MONTHS[0], CITY_2023, every()),
        scores_on(MONTHS[0], QD28_2025, every()),
    )


def fill(count):
    wards = Ward.objects.bulk_create(WardFactory.build_batch(count))
    groups = NeighbourhoodGroup.objects.bulk_create(
        NeighbourhoodGroup(kind="to", name=f"Tổ {n}", sort_key=f"{n}") for n in range(count)
    )
    GroupPlacement.objects.bulk_create(
        GroupPlacement(group=group, ward=ward, valid_from=ward.valid_from)
        for group, ward in zip(groups, wards, strict=True)
    )


# -------------------------------------------------------------------------------------- trend ----


def test_a_point_sums_people_and_counts_wards_that_meet_everything(
    ward, other_ward, group, other_group
):
    PersonFactory.create_batch(2, group=other_group)
    PledgeFactory(household__group=group)
    TipBoxFactory(group=group)
    HotlineBoardFactory(group=group)

    assert trend([DAY], CITY_2023, every()) == [TrendPoint(DAY, people=2, all_met=1, wards=2)]


def test_points_come_in_the_order_asked(ward, group):
    days = [MONTHS[2], MONTHS[0]]

    assert [point.day for point in trend(days, CITY_2023, every())] == days


def test_a_trend_over_the_reform_counts_each_day_s_wards(ward, other_ward, group):
    heir = WardFactory(valid_from=REFORM_DAY)
    Ward.objects.filter(pk=ward.pk).update(valid_to=REFORM_DAY)
    move_group(group, heir, REFORM_DAY)
    PersonFactory(group=group)

    days = [date(2025, 6, 30), date(2025, 7, 31)]
    points = trend(days, CITY_2023, every().filter(pk__in=[ward.pk, heir.pk]))
    assert [(point.people, point.wards) for point in points] == [(1, 1), (1, 1)]


def test_before_there_were_wards_a_point_is_empty(ward):
    day = date(2019, 1, 31)

    assert trend([day], CITY_2023, every()) == [TrendPoint(day, 0, 0, 0)]


def test_no_days_no_points(ward):
    assert trend([], CITY_2023, every()) == []


def test_reading_writes_nothing(ward, group):
    FigureChangeFactory(group=group)
    trend(MONTHS, CITY_2023, every())

    assert (WardSnapshot.objects.count(), FigureChange.objects.count()) == (0, 1)
