"""Households and campaigns as the screens list, count and show them."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Permission
from pledges.models import Household
from pledges.queries.households import (
    LATE_ENTRY,
    Coverage,
    campaigns_for,
    coverage,
    groups_of,
    is_signed,
    pledges_of,
    refusals_of,
    was_asked,
    with_pledges,
)
from tests.factories.pledges import (
    HouseholdFactory,
    PledgeCampaignFactory,
    PledgeFactory,
    PledgeRefusalFactory,
)
from tests.factories.wards import (
    LONG_AGO,
    REFORM_DAY,
    AreaFactory,
    AreaWardFactory,
    GroupPlacementFactory,
    WardFactory,
)
from wards.enums import AreaKind
from wards.models import GroupPlacement

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 1)
BOUNDARY = [(date(2023, 12, 31), 0), (FIRST, 1), (date(2024, 5, 31), 1), (LAST, 0)]
TODAY = date(2026, 11, 24)


class TestWithPledges:
    def row(self, day=TODAY):
        return with_pledges(Household.objects.all(), day).get()

    @pytest.mark.parametrize(("day", "count"), BOUNDARY)
    def test_a_row_knows_the_pledge_of_that_day(self, household, day, count):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        assert len(self.row(day).pledges_that_day) == count

    def test_a_row_knows_at_most_one(self, household):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        now = PledgeFactory(household=household, valid_from=LAST)
        assert self.row().pledges_that_day == [now]

    def test_a_row_knows_its_refusals_latest_first(self, household, campaign):
        early = PledgeRefusalFactory(household=household, campaign=campaign, asked_on=FIRST)
        late = PledgeRefusalFactory(household=household, campaign=campaign, asked_on=LAST)
        assert self.row().refusals_known == [late, early]

    def test_a_refusal_after_that_day_is_not_known_then(self, household):
        PledgeRefusalFactory(household=household, asked_on=LAST)
        assert self.row(date(2024, 5, 31)).refusals_known == []

    @pytest.mark.parametrize("count", [1, 30])
    def test_any_number_costs_three_statements(self, group, count, django_assert_num_queries):
        for household in HouseholdFactory.create_batch(count, group=group):
            PledgeFactory(household=household)
        with django_assert_num_queries(3):
            rows = list(with_pledges(Household.objects.all(), TODAY))
            assert [row.group.name for row in rows] == ["Tổ 1"] * count


class TestConditions:
    @pytest.mark.parametrize(("day", "count"), BOUNDARY)
    def test_signed_is_to_have_a_pledge_that_day(self, household, day, count):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        assert Household.objects.filter(is_signed(day)).count() == count

    def test_asked_is_to_have_refused_some_day(self, household, foreign_household):
        PledgeRefusalFactory(household=household)
        assert Household.objects.filter(was_asked()).get() == household


class TestCoverage:
    def test_it_counts_signed_among_all(self, officer, household, group):
        HouseholdFactory(group=group)
        PledgeFactory(household=household)
        assert coverage(officer, TODAY) == Coverage(signed=1, total=2)

    def test_households_that_left_are_not_counted(self, officer, household, group):
        HouseholdFactory(group=group, left=True)
        assert coverage(officer, TODAY) == Coverage(signed=0, total=1)

    def test_another_wards_are_not_counted(self, officer, household, foreign_household):
        PledgeFactory(household=foreign_household)
        assert coverage(officer, TODAY) == Coverage(signed=0, total=1)

    def test_a_group_may_be_named(self, officer, household, neighbours, group):
        PledgeFactory(household=HouseholdFactory(group=neighbours))
        told = [coverage(officer, TODAY, place) for place in (group, neighbours)]
        assert told == [Coverage(0, 1), Coverage(1, 1)]

    def test_a_foreign_group_named_counts_nothing(self, officer, foreign_household, other_group):
        assert coverage(officer, TODAY, other_group) == Coverage(0, 0)

    def test_a_group_head_counts_the_own_group(self, group_head, household, neighbours):
        HouseholdFactory(group=neighbours)
        assert coverage(group_head, TODAY) == Coverage(0, 1)

    @pytest.mark.parametrize(("day", "signed"), BOUNDARY)
    def test_it_is_asked_about_a_day(self, officer, household, day, signed):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        assert coverage(officer, day) == Coverage(signed, 1)


class TestHistory:
    def test_pledges_stand_latest_first(self, household, foreign_household):
        early = PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        late = PledgeFactory(household=household, valid_from=LAST)
        PledgeFactory(household=foreign_household)
        assert list(pledges_of(household)) == [late, early]

    def test_refusals_stand_latest_first(self, household, foreign_household, campaign):
        early = PledgeRefusalFactory(household=household, campaign=campaign, asked_on=FIRST)
        late = PledgeRefusalFactory(household=household, campaign=campaign, asked_on=LAST)
        PledgeRefusalFactory(household=foreign_household)
        assert list(refusals_of(household)) == [late, early]

    def test_campaigns_come_with_them(self, household, django_assert_num_queries):
        PledgeFactory(household=household)
        PledgeRefusalFactory(household=household)
        with django_assert_num_queries(2):
            rows = [*pledges_of(household), *refusals_of(household)]
            assert all(row.campaign.name for row in rows)


class TestGroupsOf:
    def test_an_officer_keeps_the_groups_of_the_ward(self, officer, group, neighbours, other_group):
        assert list(groups_of(officer, Permission.EDIT_HOUSEHOLDS)) == [group, neighbours]

    def test_a_group_head_keeps_one(self, group_head, group, neighbours):
        assert list(groups_of(group_head, Permission.EDIT_HOUSEHOLDS)) == [group]

    def test_the_chairmans_office_sees_and_does_not_keep(self, chair_office, group):
        seen = list(groups_of(chair_office, Permission.VIEW_HOUSEHOLDS))
        kept = list(groups_of(chair_office, Permission.EDIT_HOUSEHOLDS))
        assert (seen, kept) == ([group], [])


class TestCampaigns:
    def found(self, group, today=TODAY):
        return list(campaigns_for([group.pk], today, late_entry=LATE_ENTRY))

    def test_a_campaign_without_an_area_is_for_all(self, group, campaign):
        assert self.found(group) == [campaign]

    def test_a_list_may_tell_of_a_campaign_of_years_ago(self, group):
        old = PledgeCampaignFactory(starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31))
        assert (list(campaigns_for([group.pk], TODAY)), self.found(group)) == ([old], [])

    def test_many_groups_have_the_campaigns_of_each(self, group, area, other_group, other_ward):
        there = AreaFactory()
        AreaWardFactory(area=there, ward=other_ward)
        campaigns = [PledgeCampaignFactory(area=place) for place in (area, there)]
        found = campaigns_for([group.pk, other_group.pk], TODAY)
        assert sorted(one.pk for one in found) == [one.pk for one in campaigns]

    def test_a_campaign_of_the_area_around_is(self, group, area):
        campaign = PledgeCampaignFactory(area=area)
        assert self.found(group) == [campaign]

    def test_a_campaign_of_the_nation_is(self, group, nation):
        campaign = PledgeCampaignFactory(area=nation)
        assert (nation.kind, self.found(group)) == (AreaKind.NATION, [campaign])

    def test_a_campaign_of_another_area_is_not(self, group, other_ward):
        elsewhere = AreaFactory(name="Nơi khác")
        AreaWardFactory(area=elsewhere, ward=other_ward)
        PledgeCampaignFactory(area=elsewhere)
        assert self.found(group) == []

    def test_an_area_that_held_the_group_before_the_reform_still_reaches_it(self, group, ward):
        old = WardFactory(valid_to=REFORM_DAY)
        GroupPlacement.objects.filter(group=group).update(valid_from=REFORM_DAY)
        GroupPlacementFactory(group=group, ward=old, valid_to=REFORM_DAY)
        city = AreaFactory(name="Thành phố cũ", valid_to=REFORM_DAY)
        AreaWardFactory(area=city, ward=old, valid_to=REFORM_DAY)
        campaign = PledgeCampaignFactory(area=city)
        assert self.found(group) == [campaign]

    def test_two_ways_to_an_area_do_not_list_it_twice(self, group, area, ward):
        AreaWardFactory(area=area, ward=ward, valid_from=date(2018, 1, 1), valid_to=LONG_AGO)
        campaign = PledgeCampaignFactory(area=area)
        assert self.found(group) == [campaign]

    @pytest.mark.parametrize(
        ("day", "is_offered"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)]
    )
    def test_a_campaign_is_offered_from_its_first_day(self, group, campaign, day, is_offered):
        assert self.found(group, day) == ([campaign] if is_offered else [])

    @pytest.mark.parametrize(("late", "is_offered"), [(0, True), (1, False)])
    def test_a_campaign_is_offered_for_a_year_after_its_end(
        self, group, campaign, late, is_offered
    ):
        day = campaign.ends_on + LATE_ENTRY + timedelta(days=late)
        assert self.found(group, day) == ([campaign] if is_offered else [])

    def test_the_latest_stands_first(self, group, last_campaign, campaign):
        assert self.found(group) == [campaign, last_campaign]
