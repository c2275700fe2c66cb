from datetime import date, timedelta

from accounts.permissions import Permission
from criteria.rules.hotline_board import HotlineBoardInPlace
from pledges.actions.boards import inspect_board, install_board, remove_board
from tests.criteria.asking import ask, blockers, figure, figures, move_group
from tests.factories.pledges import BoardInspectionFactory, HotlineBoardFactory
from tests.factories.wards import (
    REFORM_DAY,
    GroupFactory,
    LegalRuleFactory,
    PopulationFigureFactory,
)
from wards.dated import OPEN

RULE = HotlineBoardInPlace()
DAY = date(2024, 6, 30)
FOUND = date(2024, 6, 20)


def board(group, **fields):
    return HotlineBoardFactory(group=group, **fields)


def checked(one, on, **fields):
    """What was found on that day stands in place of what was found before."""
    one.inspections.filter(valid_to=OPEN).update(valid_to=on)
    return BoardInspectionFactory(board=one, valid_from=on, **fields)


def test_the_worked_example(ward):
    groups = [GroupFactory(ward=ward, name=f"Tổ {number}") for number in range(1, 18)]
    kept = [board(group) for group in groups]
    checked(kept[16], FOUND, is_legible=False)

    assert figures(RULE, ward, date(2024, 6, 19), FOUND, DAY) == ["17/17", "16/17", "16/17"]
    assert figure(RULE, ward, DAY)[1] == "missed"
    assert blockers(RULE, ward, DAY) == {groups[16]}


def test_every_group_with_one_is_met(ward, group):
    board(group)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_a_group_without_one_is_the_blocker(ward, group):
    lacking = GroupFactory(ward=ward)
    board(group)

    assert figure(RULE, ward, DAY) == ("1/2", "missed")
    assert blockers(RULE, ward, DAY) == {lacking}


def test_it_counts_from_its_first_day_until_it_is_taken_down(ward, group):
    board(group, valid_from=date(2024, 3, 1), valid_to=date(2024, 9, 1))

    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 8, 31), date(2024, 9, 1))
    assert figures(RULE, ward, *days) == ["0/1", "1/1", "1/1", "0/1"]


def test_out_of_order_from_the_start_it_does_not_count(ward, group):
    board(group, faded=True)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_a_later_check_that_finds_it_in_order_counts_again(ward, group):
    one = board(group)
    checked(one, date(2024, 3, 1), is_legible=False)
    checked(one, date(2024, 4, 1), is_legible=True)

    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1))
    assert figures(RULE, ward, *days) == ["1/1", "0/1", "0/1", "1/1"]


def test_without_any_check_nobody_knows_and_it_does_not_count(ward, group):
    board(group, inspected=False)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_two_in_one_group_are_one_group(ward, group):
    board(group)
    board(group)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_one_in_order_is_enough(ward, group):
    board(group)
    board(group, faded=True)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_two_in_one_group_do_not_stand_in_for_another(ward, group):
    GroupFactory(ward=ward)
    board(group)
    board(group)

    assert figure(RULE, ward, DAY) == ("1/2", "missed")


def test_khu_vuc_khac_needs_none(ward, group, other_place):
    board(group)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_what_stands_in_khu_vuc_khac_makes_up_for_nobody(ward, group, other_place):
    board(other_place)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_only_khu_vuc_khac_is_missing_data(ward, other_place):
    board(other_place)

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.verdict) == ("–", "no_data")
    assert result.missing_text == "chưa có tổ, thôn nào"


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, DAY) == ("0/0", "no_data")


def test_more_groups_declared_than_registered_is_missing_data(ward, group):
    board(group)
    PopulationFigureFactory(ward=ward, households=None, groups=3, counted_on=date(2024, 6, 30))

    assert figure(RULE, ward, date(2024, 6, 29)) == ("1/1", "met")
    result = ask(RULE, ward, DAY)
    assert (result.figure, result.missing_text, result.verdict) == (
        "1/1",
        "thiếu số liệu của 2 tổ, thôn đã khai báo",
        "no_data",
    )


def test_fewer_groups_declared_than_registered_changes_nothing(ward, group):
    board(group)
    board(GroupFactory(ward=ward))
    PopulationFigureFactory(ward=ward, households=None, groups=1)

    assert figure(RULE, ward, DAY) == ("2/2", "met")


def test_khu_vuc_khac_does_not_fill_up_what_was_declared(ward, group, other_place):
    board(group)
    PopulationFigureFactory(ward=ward, households=None, groups=2)

    assert figure(RULE, ward, DAY) == ("1/1", "no_data")


def test_groups_of_another_ward_do_not_count(ward, group, other_group):
    board(group)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    stays = GroupFactory(ward=ward)
    for one in (stays, group):
        board(one)
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["2/2", "1/1"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0/1", "1/2"]


def validity(days, **fields):
    return LegalRuleFactory(key="board_check_validity", value=days, unit="days", **fields)


def test_without_a_rule_no_check_lapses(ward, group):
    board(group)

    assert figure(RULE, ward, date(2039, 1, 1)) == ("1/1", "met")


def test_a_check_lapses_when_its_term_is_over(ward, group):
    validity(90)
    checked(board(group), date(2024, 1, 1), is_legible=True)

    last = date(2024, 1, 1) + timedelta(days=89)
    assert figures(RULE, ward, date(2024, 1, 1), last) == ["1/1", "1/1"]
    assert figure(RULE, ward, last + timedelta(days=1)) == ("0/1", "missed")


def test_a_new_check_renews_it(ward, group):
    validity(90)
    one = board(group)
    checked(one, date(2024, 1, 1), is_legible=True)
    checked(one, date(2024, 5, 1), is_legible=True)

    days = (date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 1))
    assert figures(RULE, ward, *days) == ["1/1", "0/1", "0/1", "1/1"]


def test_the_rule_of_the_day_counts(ward, group):
    validity(90, valid_to=date(2024, 3, 1))
    validity(10, valid_from=date(2024, 3, 1))
    checked(board(group), date(2024, 2, 1), is_legible=True)

    assert figures(RULE, ward, date(2024, 2, 29), date(2024, 3, 1)) == ["1/1", "0/1"]


def test_the_shipped_rule_lapses_after_90_days_from_01_07_2026(ward, group, rules):
    checked(board(group), date(2026, 3, 10), is_legible=True)

    assert figures(RULE, ward, date(2026, 6, 30), date(2026, 7, 1)) == ["1/1", "0/1"]


def test_the_blocker_says_since_when_it_is_out_of_order(ward, group):
    checked(board(group), FOUND, is_legible=False)

    assert RULE.failing(ward, DAY).get().since == FOUND


def test_nobody_can_say_since_when_one_is_missing(ward, group):
    assert RULE.failing(ward, DAY).get().since is None


def test_what_the_actions_write_is_what_counts(ward, group, officer):
    one = install_board(
        by=officer, group=group, place="Cổng chợ", numbers="113", installed_on=date(2024, 2, 1)
    )
    inspect_board(by=officer, board=one, inspected_on=date(2024, 4, 1), is_legible=False)
    inspect_board(by=officer, board=one, inspected_on=date(2024, 5, 1), is_legible=True)
    remove_board(by=officer, board=one, removed_on=date(2024, 6, 1))

    days = (
        date(2024, 1, 31),
        date(2024, 2, 1),
        date(2024, 4, 1),
        date(2024, 5, 1),
        date(2024, 6, 1),
    )
    assert figures(RULE, ward, *days) == ["0/1", "1/1", "0/1", "1/1", "0/1"]


def test_whoever_sees_figures_sees_which_group_lacks_one():
    assert RULE.view_permission == Permission.VIEW_FIGURES
    assert not RULE.counts_people
