"""Boxes and boards by group, and whether they still serve."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from law.queries.terms import rules_on
from pledges.enums import FixtureState
from pledges.queries.figures import legible_board_checks, oldest_check, working_box_checks
from pledges.queries.fixtures import boards_on, boxes_on, groups_with_fixtures, name_states
from tests.factories.pledges import (
    BoardInspectionFactory,
    BoxCheckFactory,
    HotlineBoardFactory,
    TipBoxFactory,
)
from tests.factories.wards import GroupFactory
from wards.enums import GroupKind
from wards.models import NeighbourhoodGroup

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
#: With the shipped rules a finding counts 90 days: this one does today, the day before it does not.
OLDEST = date(2026, 8, 27)
TOO_OLD = OLDEST - timedelta(days=1)
WORKING, BROKEN, LAPSED, MISSING = FixtureState


def checked_box(group, day=TODAY, **found):
    return BoxCheckFactory(
        box=TipBoxFactory(group=group, checked=False), valid_from=day, **found
    ).box


def inspected_board(group, day=TODAY, **found):
    board = HotlineBoardFactory(group=group, inspected=False)
    return BoardInspectionFactory(board=board, valid_from=day, **found).board


def rows(day=TODAY):
    groups = groups_with_fixtures(NeighbourhoodGroup.objects.all(), day, rules_on(day))
    return list(groups)


def states(day=TODAY) -> list[tuple[int, int]]:
    return [(group.box_state, group.board_state) for group in rows(day)]


class TestBoxes:
    def state(self, day=TODAY):
        return boxes_on(day, rules_on(day)).get().state

    @pytest.mark.parametrize(("day", "state"), [(OLDEST, WORKING), (TOO_OLD, LAPSED)])
    def test_a_good_finding_counts_for_ninety_days(self, group, rules, day, state):
        checked_box(group, day)
        assert self.state() == state

    @pytest.mark.parametrize("day", [TODAY, TOO_OLD])
    def test_a_broken_box_is_broken_however_old_the_finding(self, group, rules, day):
        checked_box(group, day, is_working=False)
        assert self.state() == BROKEN

    def test_a_box_never_looked_at_is_like_one_not_looked_at_in_time(self, group, rules):
        TipBoxFactory(group=group, checked=False)
        assert self.state() == LAPSED

    def test_without_a_rule_nothing_lapses(self, group):
        checked_box(group, date(2020, 1, 1))
        assert self.state() == WORKING

    def test_before_the_rule_nothing_lapsed(self, group, rules):
        checked_box(group, date(2020, 1, 1))
        days = [date(2026, 6, 30), date(2026, 7, 1)]
        assert [self.state(day) for day in days] == [WORKING, LAPSED]

    def test_the_finding_in_force_speaks(self, group, rules):
        box = BoxCheckFactory(
            box__group=group, valid_from=date(2026, 10, 1), valid_to=TODAY, is_working=False
        ).box
        BoxCheckFactory(box=box, valid_from=TODAY)
        days = [TODAY - timedelta(days=1), TODAY]
        assert [self.state(day) for day in days] == [BROKEN, WORKING]

    def test_a_row_tells_the_last_check_and_the_last_opening(self, group):
        box = TipBoxFactory(group=group, checked=False)
        BoxCheckFactory(
            box=box, opening=True, valid_from=date(2026, 9, 1), valid_to=date(2026, 10, 1)
        )
        BoxCheckFactory(
            box=box, opening=True, valid_from=date(2026, 10, 1), valid_to=date(2026, 11, 1)
        )
        BoxCheckFactory(box=box, valid_from=date(2026, 11, 1))
        row = boxes_on(TODAY, {}).get()
        assert (row.checked_on, row.opened_on) == (date(2026, 11, 1), date(2026, 10, 1))

    def test_a_box_never_opened_says_so(self, group):
        TipBoxFactory(group=group)
        assert boxes_on(TODAY, {}).get().opened_on is None

    def test_an_opening_after_that_day_is_not_known_then(self, group):
        box = TipBoxFactory(group=group, checked=False)
        BoxCheckFactory(box=box, opening=True, valid_from=TODAY)
        assert boxes_on(TODAY - timedelta(days=1), {}).get().opened_on is None

    @pytest.mark.parametrize(("day", "count"), [(date(2026, 8, 31), 1), (date(2026, 9, 1), 0)])
    def test_a_removed_box_is_gone_that_day(self, group, day, count):
        TipBoxFactory(group=group, removed=True)
        assert boxes_on(day, {}).count() == count


class TestBoards:
    def state(self, day=TODAY):
        return boards_on(day, rules_on(day)).get().state

    @pytest.mark.parametrize(("day", "state"), [(OLDEST, WORKING), (TOO_OLD, LAPSED)])
    def test_a_good_finding_counts_for_ninety_days(self, group, rules, day, state):
        inspected_board(group, day)
        assert self.state() == state

    @pytest.mark.parametrize("day", [TODAY, TOO_OLD])
    def test_an_illegible_board_is_broken_however_old_the_finding(self, group, rules, day):
        inspected_board(group, day, faded=True)
        assert self.state() == BROKEN

    def test_a_board_never_looked_at_has_lapsed(self, group, rules):
        HotlineBoardFactory(group=group, inspected=False)
        assert self.state() == LAPSED

    def test_a_row_tells_the_last_inspection(self, group):
        inspected_board(group, date(2026, 11, 1))
        assert boards_on(TODAY, {}).get().checked_on == date(2026, 11, 1)


class TestGroups:
    def test_a_group_without_anything_lacks_both(self, group):
        assert states() == [(MISSING, MISSING)]

    def test_box_and_board_are_told_apart(self, group, rules):
        checked_box(group)
        inspected_board(group, faded=True)
        assert states() == [(WORKING, BROKEN)]

    def test_the_best_of_several_speaks_for_the_group(self, group, rules):
        checked_box(group, TOO_OLD)
        checked_box(group, is_working=False)
        checked_box(group)
        inspected_board(group, TOO_OLD)
        inspected_board(group, faded=True)
        assert states() == [(WORKING, BROKEN)]

    def test_all_boxes_of_a_group_are_listed_best_first(self, group, rules):
        old, good = checked_box(group, TOO_OLD), checked_box(group)
        assert rows()[0].boxes_up == [good, old]

    def test_a_removed_box_leaves_the_group_without(self, group):
        TipBoxFactory(group=group, removed=True)
        HotlineBoardFactory(group=group, removed=True)
        row = rows()[0]
        assert (row.boxes_up, row.boards_up) == ([], [])
        assert (row.box_state, row.board_state) == (MISSING, MISSING)

    def test_each_group_has_its_own(self, group, neighbours):
        box, board = checked_box(group), inspected_board(neighbours)
        told = [(row.name, row.boxes_up, row.boards_up) for row in rows()]
        assert told == [("Tổ 1", [box], []), ("Tổ 2", [], [board])]

    def test_places_outside_any_group_are_not_listed(self, ward):
        GroupFactory(ward=ward, kind=GroupKind.OTHER_PLACE, name="Khu vực khác")
        assert rows() == []

    def test_a_group_counts_for_the_criteria_exactly_when_its_state_is_working(self, ward, rules):
        """The figure of criteria 7 and 8 and this list come from different sentences; they agree."""
        groups = GroupFactory.create_batch(6, ward=ward)
        for group, day in zip(groups, [TODAY, OLDEST, TOO_OLD, TODAY, OLDEST, TODAY], strict=True):
            checked_box(group, day, is_working=day != TODAY or group.pk % 2 == 0)
            inspected_board(group, day, is_legible=day != OLDEST)
        since = oldest_check(TODAY, 90)
        good_boxes = working_box_checks(TODAY, since).values("box__group")
        good_boards = legible_board_checks(TODAY, since).values("board__group")
        found = groups_with_fixtures(NeighbourhoodGroup.objects.all(), TODAY, rules_on(TODAY))
        assert set(found.filter(box_state=WORKING)) == set(found.filter(Q(pk__in=good_boxes)))
        assert set(found.filter(board_state=WORKING)) == set(found.filter(Q(pk__in=good_boards)))
        assert 0 < found.filter(box_state=WORKING).count() < 6

    @pytest.mark.parametrize("count", [1, 30])
    def test_any_number_costs_three_statements(self, ward, count, django_assert_num_queries):
        for group in GroupFactory.create_batch(count, ward=ward):
            checked_box(group)
            inspected_board(group)
        with django_assert_num_queries(3):
            found = list(groups_with_fixtures(NeighbourhoodGroup.objects.all(), TODAY, {}))
            assert sum(len(row.boxes_up) + len(row.boards_up) for row in found) == 2 * count


class TestNames:
    def named(self, rules):
        found = rows()
        name_states(found, rules)
        return found[0]

    def test_numbers_become_words(self, group, rules):
        checked_box(group, is_working=False)
        inspected_board(group)
        row = self.named(rules_on(TODAY))
        words = [row.boxes_up[0].state.label, row.boards_up[0].state.label]
        assert words == ["Hỏng", "Còn dùng được"]

    def test_a_box_is_opened_within_the_term_after_its_last_opening(self, group, rules):
        checked_box(group, date(2026, 11, 10), opening=True)
        assert self.named(rules_on(TODAY)).boxes_up[0].open_by == TODAY

    def test_a_box_never_opened_is_opened_within_the_term_after_its_installation(
        self, group, rules
    ):
        TipBoxFactory(group=group, valid_from=date(2026, 11, 10))
        assert self.named(rules_on(TODAY)).boxes_up[0].open_by == TODAY

    def test_without_a_rule_there_is_no_term(self, group):
        checked_box(group)
        assert self.named({}).boxes_up[0].open_by is None
