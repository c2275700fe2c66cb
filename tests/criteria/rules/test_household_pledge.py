from datetime import date

import pytest

from accounts.permissions import Permission
from criteria.rules.household_pledge import HouseholdPledge
from pledges.actions.households import end_household, move_household
from pledges.actions.pledges import record_refusal, sign_pledge
from pledges.enums import RefusalReason
from tests.criteria.asking import ask, blockers, figure, figures, move_group
from tests.factories.pledges import (
    HouseholdFactory,
    PledgeCampaignFactory,
    PledgeFactory,
)
from tests.factories.wards import REFORM_DAY, GroupFactory, PopulationFigureFactory
from wards.models import GroupPlacement

RULE = HouseholdPledge()
DAY = date(2024, 6, 30)
SIGNED = date(2024, 3, 1)


@pytest.fixture
def campaign(db):
    return PledgeCampaignFactory(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))


def household(group, **fields):
    return HouseholdFactory(group=group, **fields)


def pledged(group, campaign, **fields):
    return PledgeFactory(
        household=household(group), campaign=campaign, **{"valid_from": SIGNED, **fields}
    )


def declare(ward=None, **numbers):
    """A paper of the ward, or with `group=` of a group."""
    numbers = {"households": None, "counted_on": date(2024, 1, 1), **numbers}
    return PopulationFigureFactory(ward=ward, **numbers)


def many(group, campaign, signed, unsigned):
    """Rows made in bulk: 2,300 households one by one would take a minute."""
    households = [HouseholdFactory.build(group=group) for _number in range(signed + unsigned)]
    saved = type(households[0]).objects.bulk_create(households)
    pledges = [
        PledgeFactory.build(household=one, campaign=campaign, group=group, valid_from=SIGNED)
        for one in saved[:signed]
    ]
    type(pledges[0]).objects.bulk_create(pledges)


def test_the_worked_example(ward, group, campaign):
    many(group, campaign, signed=2288, unsigned=12)

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.percent, result.verdict) == ("2.288/2.300", "99,4 %", "near")
    assert result.measurement.lacking == 12


def test_the_worked_example_of_missing_groups(ward, campaign):
    groups = [GroupFactory(ward=ward) for _number in range(17)]
    for group in groups[:14]:
        pledged(group, campaign)

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.missing_text, result.verdict) == (
        "14/14",
        "thiếu số liệu hộ của 3 tổ, thôn",
        "no_data",
    )


def test_every_household_with_a_pledge_is_met(ward, group, campaign):
    pledged(group, campaign)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_the_household_without_a_pledge_is_the_blocker(ward, group, campaign):
    pledged(group, campaign)
    lacking = household(group)

    assert figure(RULE, ward, DAY) == ("1/2", "missed")
    assert blockers(RULE, ward, DAY) == {lacking}


def test_a_pledge_counts_from_the_day_it_is_signed(ward, group, campaign):
    pledged(group, campaign)

    assert figures(RULE, ward, date(2024, 2, 29), SIGNED) == ["0/1", "1/1"]


def test_a_pledge_no_longer_counts_on_the_day_it_ends(ward, group, campaign):
    pledged(group, campaign, valid_to=date(2025, 1, 1))

    assert figures(RULE, ward, date(2024, 12, 31), date(2025, 1, 1)) == ["1/1", "0/1"]


def test_pledges_of_two_rounds_are_one_household(ward, group, campaign):
    last_year = PledgeCampaignFactory(starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31))
    old = pledged(group, last_year, valid_from=date(2023, 3, 1), valid_to=SIGNED)
    PledgeFactory(household=old.household, campaign=campaign, valid_from=SIGNED)

    assert figures(RULE, ward, date(2024, 2, 29), SIGNED) == ["1/1", "1/1"]


def test_a_household_counts_from_its_first_day_until_it_leaves(ward, group):
    household(group, valid_from=date(2024, 2, 1), valid_to=date(2024, 5, 1))
    household(group)

    days = (date(2024, 1, 31), date(2024, 2, 1), date(2024, 4, 30), date(2024, 5, 1))
    assert figures(RULE, ward, *days) == ["0/1", "0/2", "0/2", "0/1"]


def test_a_group_without_a_household_is_missing_data_never_a_pass(ward, group, campaign):
    pledged(group, campaign)
    GroupFactory(ward=ward)

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.missing_text, result.verdict) == (
        "1/1",
        "thiếu số liệu hộ của 1 tổ, thôn",
        "no_data",
    )


def test_declared_groups_that_nobody_registered_are_missing_data(ward, group, campaign):
    pledged(group, campaign)
    declare(ward, groups=3, counted_on=DAY)

    assert figure(RULE, ward, date(2024, 6, 29)) == ("1/1", "met")
    result = ask(RULE, ward, DAY)
    assert (result.figure, result.missing_text, result.verdict) == (
        "1/1",
        "thiếu số liệu hộ của 2 tổ, thôn",
        "no_data",
    )


def test_fewer_groups_declared_than_registered_changes_nothing(ward, group, campaign):
    pledged(group, campaign)
    pledged(GroupFactory(ward=ward), campaign)
    declare(ward, groups=1)

    assert figure(RULE, ward, DAY) == ("2/2", "met")


def test_a_group_whose_households_all_left_is_missing_data_from_that_day(ward, group):
    household(group, valid_to=date(2024, 5, 1))

    assert figure(RULE, ward, date(2024, 4, 30)) == ("0/1", "missed")
    assert figure(RULE, ward, date(2024, 5, 1)) == ("0/0", "no_data")


def test_households_outside_the_neighbourhoods_are_not_counted(ward, group, other_place, campaign):
    pledged(group, campaign)
    household(other_place)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_pledges_outside_the_neighbourhoods_make_up_for_nobody(ward, group, other_place, campaign):
    household(group)
    pledged(other_place, campaign)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_khu_vuc_khac_without_households_is_not_missing(ward, group, other_place, campaign):
    pledged(group, campaign)

    assert figure(RULE, ward, DAY)[1] == "met"


def test_only_khu_vuc_khac_is_missing_data(ward, other_place, campaign):
    pledged(other_place, campaign)

    assert figure(RULE, ward, DAY) == ("0/0", "no_data")


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, DAY) == ("0/0", "no_data")


def test_declared_households_that_are_not_registered_lack_a_pledge(ward, group, campaign):
    pledged(group, campaign)
    declare(ward, households=3)

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.verdict) == ("1/3", "missed")
    assert list(RULE.failing(ward, DAY)) == []  # nobody to name: they are not registered


def test_households_that_a_group_declared_lack_a_pledge_too(ward, group, campaign):
    pledged(group, campaign)
    declare(group=group, households=153)

    assert figure(RULE, ward, DAY) == ("1/153", "missed")


def test_of_ward_and_groups_the_larger_declaration_counts(ward, group, campaign):
    pledged(group, campaign)
    second = GroupFactory(ward=ward, name="Tổ 2")
    pledged(second, campaign)
    declare(ward, households=10)
    declare(group=group, households=6)
    assert figure(RULE, ward, DAY) == ("2/10", "missed")

    declare(group=second, households=5)
    assert figure(RULE, ward, DAY) == ("2/11", "missed")


def test_a_groups_latest_paper_with_households_counts(ward, group):
    household(group)
    declare(group=group, households=5, counted_on=date(2024, 1, 1))
    declare(group=group, households=9, counted_on=date(2024, 6, 30))
    declare(group=group, households=None, residents=30, counted_on=date(2024, 7, 1))

    days = (
        date(2023, 12, 31),
        date(2024, 1, 1),
        date(2024, 6, 29),
        date(2024, 6, 30),
        date(2024, 7, 2),
    )
    assert figures(RULE, ward, *days) == ["0/1", "0/5", "0/5", "0/9", "0/9"]


def test_what_khu_vuc_khac_or_another_wards_group_declared_is_not_asked(
    ward, group, other_place, other_group, campaign
):
    pledged(group, campaign)
    declare(group=other_place, households=40)
    declare(group=other_group, households=50)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_a_declaration_moves_with_its_group(ward, other_ward, group, campaign):
    pledged(group, campaign)
    declare(group=group, households=8)
    GroupPlacement.objects.filter(group=group).update(ward=other_ward)

    assert figure(RULE, other_ward, DAY) == ("1/8", "missed")


def test_more_registered_than_declared_asks_all_that_are_registered(ward, group, campaign):
    pledged(group, campaign)
    household(group)
    declare(ward, households=1)

    assert figure(RULE, ward, DAY) == ("1/2", "missed")


def test_the_latest_declaration_up_to_the_day_counts(ward, group):
    household(group)
    declare(ward, households=5, counted_on=date(2024, 1, 1))
    declare(ward, households=9, counted_on=date(2024, 6, 30))

    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 29), date(2024, 6, 30))
    assert figures(RULE, ward, *days) == ["0/1", "0/5", "0/5", "0/9"]


def test_a_later_declaration_of_groups_only_leaves_the_households_as_declared(ward, group):
    household(group)
    declare(ward, households=5, counted_on=date(2024, 1, 1))
    declare(ward, groups=1, counted_on=date(2024, 6, 1))

    assert figure(RULE, ward, DAY)[0] == "0/5"


def test_declarations_of_another_ward_change_nothing(ward, other_ward, group):
    household(group)
    declare(other_ward, households=50)

    assert figure(RULE, ward, DAY)[0] == "0/1"


def test_households_of_another_ward_do_not_count(ward, group, other_group, campaign):
    pledged(group, campaign)
    household(other_group)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group, campaign):
    stays = GroupFactory(ward=ward)
    for one in (stays, other_group):
        household(one)
    pledged(group, campaign)
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["1/2", "0/1"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0/1", "1/2"]


def test_from_95_percent_it_is_near(ward, group, campaign):
    many(group, campaign, signed=19, unsigned=1)

    assert figure(RULE, ward, DAY) == ("19/20", "near")


def test_just_below_it_is_missed(ward, group, campaign):
    many(group, campaign, signed=949, unsigned=51)

    assert figure(RULE, ward, DAY) == ("949/1000", "missed")


def test_a_refusal_is_no_pledge(ward, group, campaign, officer):
    refusing = household(group)
    record_refusal(
        by=officer,
        household=refusing,
        campaign=campaign,
        asked_on=SIGNED,
        reason=RefusalReason.REFUSED,
    )

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_moving_away_ends_the_pledge_with_the_household(
    ward, group, other_group, campaign, officer
):
    one = household(group)
    household(group)
    sign_pledge(by=officer, household=one, campaign=campaign, signed_on=SIGNED)
    move_household(by=officer, household=one, group=other_group, on_day=date(2024, 5, 1))

    assert figures(RULE, ward, date(2024, 4, 30), date(2024, 5, 1)) == ["1/2", "0/1"]


def test_ending_a_household_ends_its_pledge(ward, group, campaign, officer):
    one = household(group)
    household(group)
    sign_pledge(by=officer, household=one, campaign=campaign, signed_on=SIGNED)
    end_household(by=officer, household=one, on_day=date(2024, 5, 1))

    assert figures(RULE, ward, date(2024, 4, 30), date(2024, 5, 1)) == ["1/2", "0/1"]


def test_the_blocker_says_since_when_it_lives_there(ward, group):
    household(group, valid_from=date(2024, 2, 1))

    assert RULE.failing(ward, DAY).get().since == date(2024, 2, 1)


def test_households_are_seen_by_those_who_keep_them():
    assert RULE.view_permission == Permission.VIEW_HOUSEHOLDS
    assert not RULE.counts_people
