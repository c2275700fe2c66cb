"""The state of a phase follows from its targets and the verdicts of their wards, at any date."""

from datetime import date, timedelta

import pytest

from criteria.actions.snapshots import take_snapshots
from criteria.queries.scores import ScoreReader
from criteria.sets import CITY_2023, QD28_2025
from programme.enums import PhaseState
from programme.queries.phases import PhasePlan, phase_states
from tests.factories.cases import PersonFactory
from tests.factories.incidents import SuspicionFactory
from tests.factories.programme import PhaseFactory, PhaseTargetFactory
from tests.factories.wards import (
    REFORM_DAY,
    AreaFactory,
    GroupFactory,
    WardFactory,
    WardSuccessionFactory,
)
from wards.enums import SuccessionKind
from wards.models import Ward

DUE = date(2024, 6, 30)
BEFORE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)
STATE = PhaseState


@pytest.fixture
def phase(area):
    """Judged under Decision 28: a ward with a group and nothing else meets it."""
    return PhaseFactory(area=area, number=1, ends_on=DUE, set_code=QD28_2025.code)


@pytest.fixture
def target(phase, ward, group):
    return PhaseTargetFactory(phase=phase, ward=ward)


def blocked(group, first, last):
    """Somebody who counts under the set, from one day until another."""
    person = PersonFactory(group=group, status_from=first)
    person.statuses.update(valid_to=last, end_reason="next_status")


def state(area, as_of):
    [progress] = phase_states(area, as_of)
    return progress.targets[0].state


# ------------------------------------------------------------------------------ one target ----


@pytest.mark.parametrize("as_of", [BEFORE, DUE, AFTER, date(2026, 1, 1)])
def test_met_on_the_due_day_and_now_is_done(area, target, as_of):
    assert state(area, as_of) == STATE.DONE


def test_not_yet_due_and_not_met_is_planned(area, target, group):
    blocked(group, date(2023, 1, 1), date(2024, 12, 1))

    assert state(area, BEFORE) == STATE.PLANNED


def test_on_the_due_day_itself_it_is_late(area, target, group):
    blocked(group, date(2023, 1, 1), date(2024, 12, 1))

    assert state(area, DUE) == STATE.LATE


def test_after_the_due_day_it_stays_late_until_met(area, target, group):
    blocked(group, date(2023, 1, 1), date(2024, 12, 1))

    assert state(area, AFTER) == STATE.LATE
    assert state(area, date(2024, 11, 30)) == STATE.LATE


def test_met_only_after_the_due_day_is_done_late(area, target, group):
    blocked(group, date(2023, 1, 1), date(2024, 12, 1))

    assert state(area, date(2024, 12, 1)) == STATE.DONE_LATE


def test_met_on_the_due_day_and_not_now_has_regressed(area, target, group):
    blocked(group, AFTER, date(2024, 12, 1))

    assert state(area, AFTER) == STATE.REGRESSED


def test_regressed_and_met_again_is_done(area, target, group):
    blocked(group, AFTER, date(2024, 12, 1))

    assert state(area, date(2024, 12, 1)) == STATE.DONE


def test_a_ward_without_groups_is_never_done(area, phase, other_ward):
    PhaseTargetFactory(phase=phase, ward=other_ward)

    assert state(area, AFTER) == STATE.LATE


@pytest.mark.parametrize(
    ("verdict", "is_done"),
    [
        (STATE.DONE, True),
        (STATE.DONE_LATE, True),
        (STATE.PLANNED, False),
        (STATE.LATE, False),
        (STATE.REGRESSED, False),
    ],
)
def test_only_what_was_reached_and_kept_is_done(area, target, verdict, is_done):
    [progress] = phase_states(area, AFTER)
    one = type(progress.targets[0])(target, verdict, None)

    assert one.is_done == is_done


def test_a_target_shows_how_its_ward_stands_now(area, target, ward, group):
    blocked(group, AFTER, date(2024, 12, 1))

    now = phase_states(area, AFTER)[0].targets[0].now
    assert (now.ward, now.day, now.met, now.total) == (ward, AFTER, 2, 3)


def test_each_target_may_be_due_on_a_day_of_its_own(
    area, phase, ward, group, other_ward, other_group
):
    for one in (group, other_group):
        blocked(one, date(2024, 3, 1), date(2024, 5, 1))
    PhaseTargetFactory(phase=phase, ward=ward, due_on=date(2024, 4, 1))
    PhaseTargetFactory(phase=phase, ward=other_ward, due_on=date(2024, 2, 1))

    states = {t.target.ward: t.state for t in phase_states(area, date(2024, 4, 15))[0].targets}
    assert states == {ward: STATE.LATE, other_ward: STATE.REGRESSED}


# ------------------------------------------------------------------------------- the whole ----


def whole(area, as_of=AFTER):
    return phase_states(area, as_of)[0].state


def test_before_it_starts_a_phase_is_planned_even_if_its_wards_meet_everything(area, target):
    assert whole(area, date(2022, 12, 31)) == STATE.PLANNED
    assert whole(area, date(2023, 1, 1)) == STATE.DONE


def test_the_worst_target_speaks_for_the_phase(area, target, phase, other_ward, other_group):
    PhaseTargetFactory(phase=phase, ward=other_ward)
    assert whole(area) == STATE.DONE

    blocked(other_group, AFTER, date(2024, 8, 1))
    assert whole(area) == STATE.REGRESSED
    assert whole(area, date(2024, 8, 1)) == STATE.DONE


def test_late_is_worse_than_regressed(area, target, phase, group, other_ward, other_group):
    PhaseTargetFactory(phase=phase, ward=other_ward)
    blocked(group, AFTER, date(2024, 8, 1))
    blocked(other_group, date(2024, 1, 1), date(2024, 8, 1))

    assert whole(area) == STATE.LATE
    assert whole(area, date(2024, 8, 1)) == STATE.DONE_LATE


def test_a_phase_without_targets_is_done(area, phase):
    assert whole(area) == STATE.DONE


def test_how_many_are_done(area, target, phase, other_ward, other_group):
    PhaseTargetFactory(phase=phase, ward=other_ward)
    blocked(other_group, date(2024, 1, 1), date(2024, 8, 1))

    assert phase_states(area, AFTER)[0].done == 1
    assert phase_states(area, date(2024, 8, 1))[0].done == 2


def test_phases_come_in_their_order_and_of_the_area_only(area):
    PhaseFactory(area=AreaFactory(), number=1)
    for number in (3, 1, 2):
        PhaseFactory(area=area, number=number)

    assert [one.phase.number for one in phase_states(area, AFTER)] == [1, 2, 3]


def test_an_area_without_phases(area):
    assert phase_states(area, AFTER) == []


def test_a_phase_is_judged_by_its_own_set(area, ward, group):
    SuspicionFactory(group=group, valid_from=date(2023, 1, 1))
    for number, criteria_set in enumerate((CITY_2023, QD28_2025), start=1):
        one = PhaseFactory(area=area, number=number, ends_on=DUE, set_code=criteria_set.code)
        PhaseTargetFactory(phase=one, ward=ward)

    assert [one.state for one in phase_states(area, AFTER)] == [STATE.LATE, STATE.DONE]


def test_a_set_that_is_no_more_falls_back_on_the_city_s(area, ward, group):
    PhaseTargetFactory(phase=PhaseFactory(area=area, set_code="CITY_1999"), ward=ward)

    assert phase_states(area, AFTER)[0].targets[0].now.total == 8


# ------------------------------------------------------------------------------ successors ----


def merged(old, new, on=REFORM_DAY):
    Ward.objects.filter(pk=old.pk).update(valid_to=on)
    WardSuccessionFactory(from_ward=old, to_ward=new, effective_on=on)
    for placement in old.placements.filter(valid_to=date(9999, 12, 31)):
        placement.valid_to = on
        placement.save()
        new.placements.create(group=placement.group, valid_from=on)


def test_after_a_merger_the_successor_carries_the_goal(area, target, ward, group):
    heir = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
    merged(ward, heir)
    blocked(group, date(2026, 1, 1), date(2026, 3, 1))

    assert state(area, REFORM_DAY) == STATE.DONE
    assert state(area, date(2026, 1, 1)) == STATE.REGRESSED
    assert phase_states(area, REFORM_DAY)[0].targets[0].now.ward == heir


def test_until_the_merger_the_old_ward_carries_it(area, target, ward, group):
    merged(ward, WardFactory(valid_from=REFORM_DAY))

    assert phase_states(area, date(2025, 6, 30))[0].targets[0].now.ward == ward


def test_a_due_day_after_the_merger_is_asked_of_the_successor(area, ward, group):
    heir = WardFactory(valid_from=REFORM_DAY)
    merged(ward, heir)
    late = PhaseFactory(area=area, ends_on=date(2025, 12, 31), set_code=QD28_2025.code)
    PhaseTargetFactory(phase=late, ward=ward)
    blocked(group, date(2025, 12, 1), date(2026, 2, 1))

    assert state(area, date(2026, 1, 1)) == STATE.LATE
    assert state(area, date(2026, 2, 1)) == STATE.DONE_LATE


def test_a_successor_of_a_successor_carries_it_on(area, target, ward, group):
    first, second = WardFactory(valid_from=REFORM_DAY), WardFactory(valid_from=date(2026, 1, 1))
    merged(ward, first)
    merged(first, second, on=date(2026, 1, 1))

    now = [phase_states(area, day)[0].targets[0].now.ward for day in (REFORM_DAY, date(2026, 1, 1))]
    assert now == [first, second]


def test_of_two_heirs_the_first_recorded_carries_it(area, target, ward, group):
    first, second = (WardFactory(valid_from=REFORM_DAY) for _number in range(2))
    merged(ward, first)
    WardSuccessionFactory(
        from_ward=ward, to_ward=second, effective_on=REFORM_DAY, kind=SuccessionKind.SPLIT
    )

    assert phase_states(area, REFORM_DAY)[0].targets[0].now.ward == first


# ------------------------------------------------------------------------------ statements ----


def phases(area, wards, due_days):
    """Phases with a target for every ward, each due on a day of its own."""
    for number, due in enumerate(due_days, start=1):
        one = PhaseFactory(area=area, number=number, ends_on=due, set_code=QD28_2025.code)
        for ward in wards:
            PhaseTargetFactory(phase=one, ward=ward)


@pytest.mark.parametrize(("wards", "days"), [(1, 1), (3, 3), (12, 6)])
def test_as_many_statements_for_any_number_of_targets_and_due_days(
    area, wards, days, django_assert_num_queries
):
    places = WardFactory.create_batch(wards)
    for place in places:
        GroupFactory(ward=place)
    phases(area, places, [date(2024, month, 28) for month in range(1, days + 1)])

    with django_assert_num_queries(3 + 2 + 3):  # the plan, the book, what is scored live
        assert len(phase_states(area, date(2025, 1, 1))) == days


def test_with_snapshots_five(area, ward, group, django_assert_num_queries):
    phases(area, [ward], [DUE])
    take_snapshots(days=[DUE, AFTER], criteria_set=QD28_2025)

    with django_assert_num_queries(3 + 2):
        phase_states(area, AFTER)


def test_a_page_s_own_book_answers_without_asking_again(
    area, target, ward, django_assert_num_queries
):
    plan = PhasePlan.load(area, AFTER)
    book = ScoreReader(Ward.objects.filter(pk__in=plan.ward_ids), plan.needs)
    book.on(AFTER, QD28_2025)

    with django_assert_num_queries(0):
        assert [one.state for one in plan.states(book)] == [STATE.DONE]


def test_a_plan_names_the_days_and_wards_it_needs(area, target, ward, other_ward, group):
    heir = WardFactory(valid_from=REFORM_DAY)
    merged(ward, heir)
    plan = PhasePlan.load(area, REFORM_DAY)

    assert plan.needs == {QD28_2025: {DUE, REFORM_DAY}}
    assert plan.ward_ids == {ward.pk, heir.pk}


def test_a_due_day_that_lies_ahead_is_not_needed(area, target):
    assert PhasePlan.load(area, BEFORE).needs == {QD28_2025: {BEFORE}}
