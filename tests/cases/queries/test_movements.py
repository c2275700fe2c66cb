"""The movement table: it adds up on every day, and each turn stands under its reason."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from cases.queries.figures import residents_in_status
from cases.queries.movements import Entry, Exit, movements
from cases.statuses import MANAGED_STATUSES, EndReason, PersonStatus
from foundation.dated import OPEN
from tests.factories.cases import PersonFactory, ResidenceFactory, StatusPeriodFactory
from tests.factories.wards import LONG_AGO, GroupFactory
from wards.models import NeighbourhoodGroup

FIRST, LAST = date(2025, 12, 15), date(2026, 6, 30)
IN = date(2026, 3, 10)
BEFORE = FIRST - timedelta(days=1)

SUSPECTED, ILLEGAL, ADDICT, AFTER = MANAGED_STATUSES


def here(*groups):
    return NeighbourhoodGroup.objects.filter(pk__in=[g.pk for g in groups]).values("pk")


def table(group, first=FIRST, last=LAST):
    return movements(here(group), first, last)


def entries(group, **days):
    return {kind: dict(tallies) for kind, tallies in table(group, **days).entries.items()}


def exits(group, **days):
    return {kind: dict(tallies) for kind, tallies in table(group, **days).exits.items()}


def ended(person, on, reason):
    """The person's open status ends, the chain is closed."""
    period = person.statuses.get(valid_to=OPEN)
    period.valid_to, period.end_reason = on, reason
    period.save()
    StatusPeriodFactory(person=person, status=PersonStatus.ENDED, valid_from=on)


def moved(person, to, on):
    period = person.statuses.get(valid_to=OPEN)
    period.valid_to, period.end_reason = on, EndReason.NEXT_STATUS
    period.save()
    StatusPeriodFactory(person=person, status=to, valid_from=on)


def left(person, to_group, on):
    stay = person.residences.get(valid_to=OPEN)
    stay.valid_to = on
    stay.save()
    ResidenceFactory(person=person, group=to_group, valid_from=on)


class TestStocks:
    def test_whoever_is_there_all_the_time_is_in_both_stocks_and_moves_nowhere(self, group):
        PersonFactory(group=group, status=ADDICT)
        found = table(group)
        assert (dict(found.opening), dict(found.closing)) == ({ADDICT: 1}, {ADDICT: 1})
        assert (entries(group), exits(group)) == ({}, {})

    def test_an_empty_place_has_nothing(self, group):
        found = table(group)
        assert (dict(found.opening), dict(found.closing)) == ({}, {})

    def test_people_of_another_place_are_not_counted(self, group, other_group):
        PersonFactory(group=other_group)
        assert dict(table(group).closing) == {}

    def test_those_whose_chain_is_ended_are_in_no_stock(self, group):
        person = PersonFactory(group=group, status=ADDICT)
        ended(person, date(2025, 1, 1), EndReason.COMPLETED)
        assert dict(table(group).opening) == {}

    def test_the_opening_stock_is_that_of_the_evening_before(self, group):
        PersonFactory(group=group, status=ADDICT, status_from=BEFORE)
        PersonFactory(group=group, status=ILLEGAL, status_from=FIRST)
        found = table(group)
        assert dict(found.opening) == {ADDICT: 1}
        assert entries(group) == {Entry.FOUND: {ILLEGAL: 1}}

    def test_the_last_day_belongs_to_the_period_and_the_next_does_not(self, group):
        PersonFactory(group=group, status=ADDICT, status_from=LAST)
        PersonFactory(group=group, status=ADDICT, status_from=LAST + timedelta(days=1))
        assert entries(group) == {Entry.FOUND: {ADDICT: 1}}

    def test_a_period_tells_its_own_days(self, group):
        found = table(group)
        assert (found.first, found.last) == (FIRST, LAST)


class TestEntries:
    def test_a_first_status_is_a_new_finding(self, group):
        PersonFactory(group=group, status=SUSPECTED, status_from=IN)
        assert entries(group) == {Entry.FOUND: {SUSPECTED: 1}}

    def test_registered_together_with_the_residence_is_still_a_finding(self, group):
        PersonFactory(group=group, since=IN, status=ADDICT, status_from=IN)
        assert entries(group) == {Entry.FOUND: {ADDICT: 1}}

    def test_after_an_ended_chain_a_person_is_back(self, group):
        person = PersonFactory(group=group, status=ADDICT)
        ended(person, date(2025, 1, 1), EndReason.COMPLETED)
        moved(person, ILLEGAL, IN)
        assert entries(group) == {Entry.BACK: {ILLEGAL: 1}}

    def test_with_a_status_held_before_a_person_arrives(self, group):
        PersonFactory(group=group, since=IN, status=ADDICT)
        assert entries(group) == {Entry.ARRIVED: {ADDICT: 1}}

    def test_moving_in_with_a_new_status_the_same_day_is_an_arrival(self, group, other_group):
        person = PersonFactory(group=other_group, status=ADDICT)
        moved(person, AFTER, IN)
        left(person, group, IN)
        assert entries(group) == {Entry.ARRIVED: {AFTER: 1}}

    def test_another_status_is_booked_on_both_sides(self, group):
        person = PersonFactory(group=group, status=ADDICT)
        moved(person, AFTER, IN)
        assert entries(group) == {Entry.CHANGED: {AFTER: 1}}
        assert exits(group) == {Exit.CHANGED: {ADDICT: 1}}

    def test_a_renewed_status_moves_nobody(self, group):
        person = PersonFactory(group=group, status=ILLEGAL)
        moved(person, ILLEGAL, IN)
        assert (entries(group), exits(group)) == ({}, {})


class TestExits:
    @pytest.mark.parametrize(
        ("reason", "under"),
        [
            (EndReason.COMPLETED, Exit.COMPLETED),
            (EndReason.IMPRISONED, Exit.IMPRISONED),
            (EndReason.MOVED, Exit.MOVED),
            (EndReason.DIED, Exit.DIED_OR_MISSING),
            (EndReason.MISSING, Exit.DIED_OR_MISSING),
            (EndReason.DIED_OR_MISSING, Exit.DIED_OR_MISSING),
            (EndReason.NOT_ADDICTED, Exit.NOT_ADDICTED),
            (EndReason.NEGATIVE, Exit.NEGATIVE),
            (EndReason.DROPPED, Exit.OTHER),
            (EndReason.NEXT_STATUS, Exit.OTHER),
        ],
    )
    def test_the_end_of_a_chain_stands_under_its_reason(self, reason, under, group):
        ended(PersonFactory(group=group, status=ADDICT), IN, reason)
        assert exits(group) == {under: {ADDICT: 1}}

    def test_moving_out_of_the_place_is_a_change_of_residence(self, group, other_group):
        left(PersonFactory(group=group, status=AFTER), other_group, IN)
        assert exits(group) == {Exit.MOVED: {AFTER: 1}}

    def test_moving_out_with_a_new_status_the_same_day_is_a_change_of_residence(
        self, group, other_group
    ):
        person = PersonFactory(group=group, status=ADDICT)
        moved(person, AFTER, IN)
        left(person, other_group, IN)
        assert exits(group) == {Exit.MOVED: {ADDICT: 1}}

    def test_what_is_an_exit_here_is_an_arrival_there(self, group, other_group):
        left(PersonFactory(group=group, status=ADDICT), other_group, IN)
        assert entries(other_group) == {Entry.ARRIVED: {ADDICT: 1}}

    def test_a_move_between_two_groups_of_the_place_is_none(self, ward, group):
        neighbour = GroupFactory(ward=ward, name="Tổ 2")
        left(PersonFactory(group=group, status=ADDICT), neighbour, IN)
        found = movements(here(group, neighbour), FIRST, LAST)
        assert (dict(found.entries), dict(found.exits)) == ({}, {})
        assert dict(found.closing) == {ADDICT: 1}

    def test_someone_who_came_and_left_within_the_period_is_booked_twice(self, group, other_group):
        person = PersonFactory(group=group, since=IN, status=ADDICT)
        left(person, other_group, date(2026, 5, 1))
        assert entries(group) == {Entry.ARRIVED: {ADDICT: 1}}
        assert exits(group) == {Exit.MOVED: {ADDICT: 1}}
        assert (dict(table(group).opening), dict(table(group).closing)) == ({}, {})

    def test_every_end_reason_has_a_line(self):
        other = {EndReason.NEXT_STATUS, EndReason.DROPPED}
        told_together = {EndReason.DIED, EndReason.MISSING}
        own = {EndReason(kind.value) for kind in Exit if kind.value in EndReason.values}
        assert own == set(EndReason) - other - told_together


# ------------------------------------------------------------------------- it always adds up ------

_NEXT = {
    SUSPECTED: (ILLEGAL, ADDICT, PersonStatus.ENDED),
    ILLEGAL: (ILLEGAL, ADDICT, PersonStatus.ENDED),
    ADDICT: (AFTER, PersonStatus.ENDED),
    AFTER: (ADDICT, PersonStatus.ENDED),
    PersonStatus.ENDED: (SUSPECTED, ILLEGAL, ADDICT),
}


def live_through(dice: Random, groups) -> None:
    """A person with a course drawn by lot: a few statuses, a few addresses, since 2023."""
    day = date(2023, 1, 1) + timedelta(days=dice.randrange(1000))
    person = PersonFactory(group=dice.choice(groups), since=day, status=None)
    status = dice.choice(MANAGED_STATUSES)
    period = StatusPeriodFactory(person=person, status=status, valid_from=day)
    for _turn in range(dice.randrange(4)):
        day += timedelta(days=dice.randrange(1, 260))
        status = dice.choice(_NEXT[PersonStatus(status)])
        period.valid_to, period.end_reason = day, dice.choice(list(EndReason))
        period.save()
        period = StatusPeriodFactory(person=person, status=status, valid_from=day)
    day = person.residences.get().valid_from
    for _move in range(dice.randrange(3)):
        day += timedelta(days=dice.randrange(1, 300))
        left(person, dice.choice(groups), day)


def counted_on(groups, day) -> Counter:
    """The criteria's own count, by another road."""
    found = Counter()
    for status in MANAGED_STATUSES:
        n = residents_in_status([status], day).filter(group_ref__in=here(*groups)).count()
        if n:
            found[status] = n
    return found


def total(lines) -> Counter:
    return sum((Counter(tallies) for tallies in lines.values()), Counter())


DAYS = [
    date(2024, 2, 29),
    date(2024, 6, 30),
    date(2025, 7, 1),
    date(2026, 2, 1),
    date(2026, 11, 23),
]


@pytest.fixture(params=range(4))
def lives(request, ward, other_ward):
    """Two groups that are asked about, two that are not, and forty people among them."""
    dice = Random(request.param)
    inside = [GroupFactory(ward=ward) for _n in range(2)]
    outside = [GroupFactory(ward=other_ward) for _n in range(2)]
    for _person in range(40):
        live_through(dice, inside + outside)
    return inside


def test_opening_plus_entries_less_exits_is_closing(lives):
    for first in DAYS:
        for last in (day for day in DAYS if day >= first):
            found = movements(here(*lives), first, last)
            balance = Counter(found.opening)
            balance.update(total(found.entries))
            balance.subtract(total(found.exits))
            assert +balance == Counter(found.closing), (first, last)
            assert min(balance.values(), default=0) >= 0


def test_the_closing_stock_is_what_the_criteria_count(lives):
    assert any(counted_on(lives, day) for day in DAYS)
    for day in DAYS:
        assert Counter(movements(here(*lives), date(2024, 1, 1), day).closing) == counted_on(
            lives, day
        )


def test_a_period_opens_with_what_the_last_one_closed_with(lives):
    for first, last in pairwise(DAYS):
        before = movements(here(*lives), DAYS[0], first)
        after = movements(here(*lives), first + timedelta(days=1), last)
        assert Counter(before.closing) == Counter(after.opening)


def test_a_transfer_leaves_the_total_as_it_was(lives):
    for last in DAYS[1:]:
        found = movements(here(*lives), DAYS[0], last)
        into = sum(found.entries.get(Entry.CHANGED, Counter()).values())
        out_of = sum(found.exits.get(Exit.CHANGED, Counter()).values())
        assert into == out_of


@pytest.mark.parametrize("people", [1, 30])
def test_the_table_costs_one_statement(people, group, django_assert_num_queries):
    made = [PersonFactory(group=group, status=ADDICT) for _n in range(min(people, 3))]
    if people > len(made):
        _many_more(made[0], group, people - len(made))
    with django_assert_num_queries(1):
        assert sum(table(group).closing.values()) == people


def _many_more(like, group, count) -> None:
    """Rows alone: 300 people through the factory would take a minute for nothing."""
    people = [
        type(like)(
            full_name=f"Lò Văn Nữa {n}",
            search_key=f"lo van nua {n}",
            sort_key=f"nua {n}",
            sex=like.sex,
            birth_year=1990,
        )
        for n in range(count)
    ]
    made = type(like).objects.bulk_create(people)
    stays, statuses = like.residences.model, like.statuses.model
    stays.objects.bulk_create([stays(person=p, group=group, valid_from=LONG_AGO) for p in made])
    statuses.objects.bulk_create(
        [
            statuses(
                person=p,
                status=ADDICT,
                valid_from=LONG_AGO,
                legal_basis="Luật",
                decision_number="1",
                decision_date=LONG_AGO,
            )
            for p in made
        ]
    )


class TestStepsOfOneDay:
    """However many steps a day had, a person goes out once and comes in once."""

    def test_the_way_through_another_status_is_one_change(self, group):
        person = PersonFactory(group=group, status=SUSPECTED)
        moved(person, ILLEGAL, IN)
        moved(person, ADDICT, IN)
        assert exits(group) == {Exit.CHANGED: {SUSPECTED: 1}}
        assert entries(group) == {Entry.CHANGED: {ADDICT: 1}}

    def test_who_leaves_the_list_that_day_leaves_for_the_reason_of_the_last_step(self, group):
        person = PersonFactory(group=group, status=ADDICT)
        moved(person, AFTER, IN)
        ended(person, IN, EndReason.DIED)
        assert exits(group) == {Exit.DIED_OR_MISSING: {ADDICT: 1}}

    def test_a_status_of_one_day_is_in_no_stock_and_moves_nobody(self, group):
        person = PersonFactory(group=group, status=SUSPECTED, status_from=IN)
        ended(person, IN, EndReason.NEGATIVE)
        assert (entries(group), exits(group), dict(table(group).closing)) == ({}, {}, {})

    def test_a_stay_of_one_day_moves_nobody(self, group, other_group):
        person = PersonFactory(group=other_group, status=ADDICT)
        left(person, group, IN)
        left(person, other_group, IN)
        assert (entries(group), exits(group)) == ({}, {})
        assert (entries(other_group), exits(other_group)) == ({}, {})
