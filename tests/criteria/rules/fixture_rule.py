"""What criteria 7 and 8 have in common: something that hangs in each neighbourhood group, checked and in order."""

from datetime import date, timedelta

from accounts.permissions import Permission
from tests.criteria.asking import ask, blockers, figure, figures, move_group
from tests.factories.law import LegalRuleFactory
from tests.factories.wards import REFORM_DAY, GroupFactory, PopulationFigureFactory

DAY = date(2024, 6, 30)
FOUND = date(2024, 6, 20)


class FixtureRule:
    """Each criterion's test class says how its fixture is put up, found and written by the actions."""

    rule = None
    #: Key of the dated rule that says how many days a check counts.
    validity_key = ""
    #: Traits of the factory: found out of order from the start; never checked.
    out_of_order, unchecked = {}, {}

    def put_up(self, group, **fields):
        raise NotImplementedError

    def check(self, one, on, *, in_order):
        """What was found on that day stands in place of what was found before."""
        raise NotImplementedError

    def write(self, officer, group):
        """By the actions: up on 01/02/2024, out of order on 01/04, in order on 01/05, down on 01/06."""
        raise NotImplementedError

    def validity(self, days, **fields):
        return LegalRuleFactory(key=self.validity_key, value=days, unit="days", **fields)

    def test_the_worked_example(self, ward):
        groups = [GroupFactory(ward=ward, name=f"Tổ {number}") for number in range(1, 18)]
        kept = [self.put_up(group) for group in groups]
        self.check(kept[16], FOUND, in_order=False)

        assert figures(self.rule, ward, date(2024, 6, 19), FOUND, DAY) == [
            "17/17",
            "16/17",
            "16/17",
        ]
        assert figure(self.rule, ward, DAY)[1] == "missed"
        assert blockers(self.rule, ward, DAY) == {groups[16]}

    def test_every_group_with_one_is_met(self, ward, group):
        self.put_up(group)

        assert figure(self.rule, ward, DAY) == ("1/1", "met")

    def test_a_group_without_one_is_the_blocker(self, ward, group):
        lacking = GroupFactory(ward=ward)
        self.put_up(group)

        assert figure(self.rule, ward, DAY) == ("1/2", "missed")
        assert blockers(self.rule, ward, DAY) == {lacking}

    def test_it_counts_from_its_first_day_until_it_is_taken_down(self, ward, group):
        self.put_up(group, valid_from=date(2024, 3, 1), valid_to=date(2024, 9, 1))

        days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 8, 31), date(2024, 9, 1))
        assert figures(self.rule, ward, *days) == ["0/1", "1/1", "1/1", "0/1"]

    def test_out_of_order_from_the_start_it_does_not_count(self, ward, group):
        self.put_up(group, **self.out_of_order)

        assert figure(self.rule, ward, DAY) == ("0/1", "missed")

    def test_a_later_check_that_finds_it_in_order_counts_again(self, ward, group):
        one = self.put_up(group)
        self.check(one, date(2024, 3, 1), in_order=False)
        self.check(one, date(2024, 4, 1), in_order=True)

        days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1))
        assert figures(self.rule, ward, *days) == ["1/1", "0/1", "0/1", "1/1"]

    def test_without_any_check_nobody_knows_and_it_does_not_count(self, ward, group):
        self.put_up(group, **self.unchecked)

        assert figure(self.rule, ward, DAY) == ("0/1", "missed")

    def test_two_in_one_group_are_one_group(self, ward, group):
        self.put_up(group)
        self.put_up(group)

        assert figure(self.rule, ward, DAY) == ("1/1", "met")

    def test_one_in_order_is_enough(self, ward, group):
        self.put_up(group)
        self.put_up(group, **self.out_of_order)

        assert figure(self.rule, ward, DAY) == ("1/1", "met")

    def test_two_in_one_group_do_not_stand_in_for_another(self, ward, group):
        GroupFactory(ward=ward)
        self.put_up(group)
        self.put_up(group)

        assert figure(self.rule, ward, DAY) == ("1/2", "missed")

    def test_khu_vuc_khac_needs_none(self, ward, group, other_place):
        self.put_up(group)

        assert figure(self.rule, ward, DAY) == ("1/1", "met")

    def test_what_stands_in_khu_vuc_khac_makes_up_for_nobody(self, ward, group, other_place):
        self.put_up(other_place)

        assert figure(self.rule, ward, DAY) == ("0/1", "missed")

    def test_only_khu_vuc_khac_is_missing_data(self, ward, other_place):
        self.put_up(other_place)

        result = ask(self.rule, ward, DAY)
        assert (result.figure, result.verdict) == ("–", "no_data")
        assert result.missing_text == "chưa có tổ, thôn nào"

    def test_a_ward_without_groups_has_no_data(self, ward):
        assert figure(self.rule, ward, DAY) == ("0/0", "no_data")

    def test_more_groups_declared_than_registered_is_missing_data(self, ward, group):
        self.put_up(group)
        PopulationFigureFactory(ward=ward, households=None, groups=3, counted_on=date(2024, 6, 30))

        assert figure(self.rule, ward, date(2024, 6, 29)) == ("1/1", "met")
        result = ask(self.rule, ward, DAY)
        assert (result.figure, result.missing_text, result.verdict) == (
            "1/1",
            "thiếu số liệu của 2 tổ, thôn đã khai báo",
            "no_data",
        )

    def test_fewer_groups_declared_than_registered_changes_nothing(self, ward, group):
        self.put_up(group)
        self.put_up(GroupFactory(ward=ward))
        PopulationFigureFactory(ward=ward, households=None, groups=1)

        assert figure(self.rule, ward, DAY) == ("2/2", "met")

    def test_khu_vuc_khac_does_not_fill_up_what_was_declared(self, ward, group, other_place):
        self.put_up(group)
        PopulationFigureFactory(ward=ward, households=None, groups=2)

        assert figure(self.rule, ward, DAY) == ("1/1", "no_data")

    def test_a_group_that_lies_in_no_ward_that_day_is_no_row(self, ward, group):
        group.placements.update(valid_from=DAY)

        assert list(self.rule.rows(date(2024, 6, 29))) == []
        assert list(self.rule.rows(DAY)) == [group]

    def test_groups_of_another_ward_do_not_count(self, ward, group, other_group):
        self.put_up(group)

        assert figure(self.rule, ward, DAY) == ("1/1", "met")

    def test_past_days_keep_past_borders(self, ward, other_ward, group, other_group):
        stays = GroupFactory(ward=ward)
        for one in (stays, group):
            self.put_up(one)
        move_group(group, other_ward, REFORM_DAY)

        assert figures(self.rule, ward, date(2025, 6, 30), REFORM_DAY) == ["2/2", "1/1"]
        assert figures(self.rule, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0/1", "1/2"]

    def test_without_a_rule_no_check_lapses(self, ward, group):
        self.put_up(group)

        assert figure(self.rule, ward, date(2039, 1, 1)) == ("1/1", "met")

    def test_a_check_lapses_when_its_term_is_over(self, ward, group):
        self.validity(90)
        self.check(self.put_up(group), date(2024, 1, 1), in_order=True)

        last = date(2024, 1, 1) + timedelta(days=89)
        assert figures(self.rule, ward, date(2024, 1, 1), last) == ["1/1", "1/1"]
        assert figure(self.rule, ward, last + timedelta(days=1)) == ("0/1", "missed")

    def test_a_new_check_renews_it(self, ward, group):
        self.validity(90)
        one = self.put_up(group)
        self.check(one, date(2024, 1, 1), in_order=True)
        self.check(one, date(2024, 5, 1), in_order=True)

        days = (date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 1))
        assert figures(self.rule, ward, *days) == ["1/1", "0/1", "0/1", "1/1"]

    def test_the_rule_of_the_day_counts(self, ward, group):
        self.validity(90, valid_to=date(2024, 3, 1))
        self.validity(10, valid_from=date(2024, 3, 1))
        self.check(self.put_up(group), date(2024, 2, 1), in_order=True)

        assert figures(self.rule, ward, date(2024, 2, 29), date(2024, 3, 1)) == ["1/1", "0/1"]

    def test_the_shipped_rule_lapses_after_90_days_from_01_07_2026(self, ward, group, rules):
        self.check(self.put_up(group), date(2026, 3, 10), in_order=True)

        assert figures(self.rule, ward, date(2026, 6, 30), date(2026, 7, 1)) == ["1/1", "0/1"]

    def test_the_blocker_says_since_when_it_is_out_of_order(self, ward, group):
        self.check(self.put_up(group), FOUND, in_order=False)

        assert self.rule.failing(ward, DAY).get().since == FOUND

    def test_nobody_can_say_since_when_one_is_missing(self, ward, group):
        assert self.rule.failing(ward, DAY).get().since is None

    def test_what_the_actions_write_is_what_counts(self, ward, group, officer):
        self.write(officer, group)

        days = (
            date(2024, 1, 31),
            date(2024, 2, 1),
            date(2024, 4, 1),
            date(2024, 5, 1),
            date(2024, 6, 1),
        )
        assert figures(self.rule, ward, *days) == ["0/1", "1/1", "0/1", "1/1", "0/1"]

    def test_whoever_sees_figures_sees_which_group_lacks_one(self):
        assert self.rule.view_permission == Permission.VIEW_FIGURES
        assert not self.rule.counts_people
