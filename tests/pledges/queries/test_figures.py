"""Sets that criteria 6 to 8 count, on the days where they change."""

from datetime import date, timedelta

import pytest

from pledges.queries.figures import (
    check_validity,
    households,
    legible_board_checks,
    oldest_check,
    pledges,
    working_box_checks,
)
from tests.factories.law import LegalRuleFactory
from tests.factories.pledges import (
    BoardInspectionFactory,
    BoxCheckFactory,
    HotlineBoardFactory,
    HouseholdFactory,
    PledgeFactory,
    TipBoxFactory,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 1)
BEFORE, INSIDE, END = date(2023, 12, 31), date(2024, 5, 31), LAST
ONE_DAY = timedelta(days=1)
BOUNDARY = [(BEFORE, 0), (FIRST, 1), (INSIDE, 1), (END, 0)]


class TestHouseholds:
    @pytest.mark.parametrize(("day", "count"), BOUNDARY)
    def test_a_household_counts_from_its_first_day_until_its_end(self, group, day, count):
        HouseholdFactory(group=group, valid_from=FIRST, valid_to=LAST)
        assert households(day).count() == count

    @pytest.mark.parametrize(
        ("day", "is_signed"),
        [(BEFORE, False), (FIRST, True), (INSIDE, True), (END, False)],
    )
    def test_it_is_signed_while_a_pledge_is_in_force(self, household, day, is_signed):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        assert households(day).get().is_signed is is_signed

    def test_a_pledge_of_another_does_not_help(self, household, foreign_household):
        PledgeFactory(household=foreign_household, valid_from=FIRST)
        signed = dict(households(LAST).values_list("pk", "is_signed"))
        assert signed == {household.pk: False, foreign_household.pk: True}

    def test_a_row_tells_its_group_and_since_when(self, group):
        HouseholdFactory(group=group, valid_from=FIRST)
        row = households(LAST).get()
        assert (row.group_ref, row.since) == (group.pk, FIRST)


class TestPledges:
    @pytest.mark.parametrize(("day", "count"), BOUNDARY)
    def test_a_pledge_counts_from_its_first_day_until_its_end(self, household, day, count):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        assert pledges(day).count() == count

    @pytest.mark.parametrize("day", [INSIDE, END])
    def test_signing_anew_never_counts_twice(self, household, day):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        PledgeFactory(household=household, valid_from=LAST)
        assert pledges(day).count() == 1

    def test_rows_and_count_are_one_predicate(self, household, foreign_household):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        PledgeFactory(household=foreign_household, valid_from=FIRST)
        for day, _count in BOUNDARY:
            rows = [row for row in households(day) if row.is_signed]
            assert pledges(day).count() == len(rows)


class TestBoxes:
    def good(self, day, not_before=date.min):
        return working_box_checks(day, not_before).count()

    @pytest.mark.parametrize(("day", "count"), BOUNDARY)
    def test_a_box_counts_from_its_installation_until_its_removal(self, group, day, count):
        TipBoxFactory(group=group, valid_from=FIRST, valid_to=LAST)
        assert self.good(day) == count

    @pytest.mark.parametrize(("day", "count"), [(INSIDE, 1), (END, 0), (END + ONE_DAY, 0)])
    def test_a_box_found_broken_stops_counting_that_day(self, day, count):
        box = BoxCheckFactory(valid_from=FIRST, valid_to=LAST).box
        BoxCheckFactory(box=box, valid_from=LAST, is_working=False)
        assert self.good(day) == count

    @pytest.mark.parametrize(("day", "count"), [(INSIDE, 0), (END, 1)])
    def test_a_box_found_mended_counts_again_that_day(self, day, count):
        box = BoxCheckFactory(valid_from=FIRST, valid_to=LAST, is_working=False).box
        BoxCheckFactory(box=box, valid_from=LAST)
        assert self.good(day) == count

    @pytest.mark.parametrize(("not_before", "count"), [(FIRST, 1), (FIRST + ONE_DAY, 0)])
    def test_an_old_finding_has_lapsed(self, not_before, count):
        BoxCheckFactory(valid_from=FIRST)
        assert self.good(LAST, not_before) == count

    def test_a_box_without_a_finding_does_not_count(self, group):
        TipBoxFactory(group=group, checked=False)
        assert self.good(LAST) == 0


class TestBoards:
    def good(self, day, not_before=date.min):
        return legible_board_checks(day, not_before).count()

    @pytest.mark.parametrize(("day", "count"), BOUNDARY)
    def test_a_board_counts_from_its_installation_until_its_removal(self, group, day, count):
        HotlineBoardFactory(group=group, valid_from=FIRST, valid_to=LAST)
        assert self.good(day) == count

    @pytest.mark.parametrize(("day", "count"), [(INSIDE, 1), (END, 0)])
    def test_a_board_found_illegible_stops_counting_that_day(self, day, count):
        board = BoardInspectionFactory(valid_from=FIRST, valid_to=LAST).board
        BoardInspectionFactory(board=board, valid_from=LAST, faded=True)
        assert self.good(day) == count

    @pytest.mark.parametrize(("not_before", "count"), [(FIRST, 1), (FIRST + ONE_DAY, 0)])
    def test_an_old_finding_has_lapsed(self, not_before, count):
        BoardInspectionFactory(valid_from=FIRST)
        assert self.good(LAST, not_before) == count

    def test_a_board_without_a_finding_does_not_count(self, group):
        HotlineBoardFactory(group=group, inspected=False)
        assert self.good(LAST) == 0


class TestOldestCheck:
    def test_of_ninety_days_the_first_and_the_last_count(self):
        assert oldest_check(date(2026, 11, 24), 90) == date(2026, 8, 27)

    def test_a_check_counts_for_exactly_so_many_days(self):
        checked = date(2026, 8, 27)
        counting = [n for n in range(200) if checked >= oldest_check(checked + n * ONE_DAY, 90)]
        assert counting == list(range(90))

    def test_a_validity_of_one_day_is_that_day(self):
        assert oldest_check(LAST, 1) == LAST

    def test_without_a_rule_nothing_lapses(self):
        assert oldest_check(LAST, None) == date.min


class TestCheckValidity:
    def test_without_a_rule_there_is_none(self, db):
        assert check_validity(LAST, "box_check_validity") is None

    @pytest.mark.parametrize(("day", "days"), [(INSIDE, None), (LAST, 60)])
    def test_a_rule_begins_on_its_day(self, db, day, days):
        LegalRuleFactory(key="box_check_validity", value=60, valid_from=LAST)
        assert check_validity(day, "box_check_validity") == days

    @pytest.mark.parametrize(("day", "days"), [(INSIDE, 60), (LAST, 30)])
    def test_each_day_has_its_own_rule(self, db, day, days):
        LegalRuleFactory(key="box_check_validity", value=60, valid_from=FIRST, valid_to=LAST)
        LegalRuleFactory(key="box_check_validity", value=30, valid_from=LAST)
        assert check_validity(day, "box_check_validity") == days

    def test_another_rule_is_another(self, db):
        LegalRuleFactory(key="board_check_validity", value=30, valid_from=FIRST)
        assert check_validity(LAST, "box_check_validity") is None

    @pytest.mark.parametrize("key", ["box_check_validity", "board_check_validity"])
    @pytest.mark.parametrize(("day", "days"), [(date(2026, 6, 30), None), (date(2026, 7, 1), 90)])
    def test_the_shipped_rules_begin_in_july_2026(self, rules, key, day, days):
        assert check_validity(day, key) == days
