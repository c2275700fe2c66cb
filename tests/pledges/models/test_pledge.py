"""Rows of campaigns, pledges and refusals: what the database holds and refuses."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from pledges.enums import RefusalReason
from pledges.models import Pledge, PledgeCampaign, PledgeRefusal
from tests.factories.pledges import (
    A_DAY,
    HouseholdFactory,
    PledgeCampaignFactory,
    PledgeFactory,
    PledgeRefusalFactory,
)
from tests.pledges.ledger import refused_by_database, sentences_of

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 1)


class TestCampaign:
    @pytest.mark.parametrize("ends_on", [FIRST, date(2023, 12, 31)])
    def test_a_campaign_ends_after_it_began(self, ends_on):
        with refused_by_database("campaign_ends_after_start"):
            PledgeCampaignFactory(starts_on=FIRST, ends_on=ends_on)

    def test_an_end_before_the_start_is_refused_in_words(self):
        campaign = PledgeCampaignFactory.build(starts_on=FIRST, ends_on=FIRST)
        assert sentences_of(campaign) == {"__all__": ["Ngày kết thúc phải sau ngày bắt đầu."]}

    @pytest.mark.parametrize(
        ("day", "is_open"),
        [
            (date(2023, 12, 31), False),
            (FIRST, True),
            (date(2024, 3, 1), True),
            (LAST, True),
            (date(2024, 6, 2), False),
        ],
    )
    def test_a_campaign_is_open_from_its_first_day_to_its_last(self, day, is_open):
        campaign = PledgeCampaignFactory.build(starts_on=FIRST, ends_on=LAST)
        assert campaign.is_open_on(day) is is_open

    def test_the_latest_campaign_stands_first(self, last_campaign, campaign):
        assert list(PledgeCampaign.objects.all()) == [campaign, last_campaign]

    def test_a_campaign_is_called_by_its_name(self, campaign):
        assert str(campaign) == "Đợt năm 2026"

    def test_a_campaign_with_signatures_is_not_deleted(self, household, campaign):
        PledgeFactory(household=household, campaign=campaign)
        with pytest.raises(ProtectedError):
            campaign.delete()


class TestPledge:
    def test_a_pledge_does_not_end_before_it_began(self, household):
        with refused_by_database("pledge_ends_not_before_start"):
            PledgeFactory(household=household, valid_from=FIRST, valid_to=date(2023, 12, 31))

    def test_two_in_force_are_refused_by_the_database(self, household):
        PledgeFactory(household=household, valid_from=FIRST)
        with refused_by_database():
            PledgeFactory(household=household, valid_from=LAST)

    def test_two_in_force_are_refused_in_words(self, household, campaign):
        PledgeFactory(household=household, valid_from=FIRST)
        second = PledgeFactory.build(household=household, campaign=campaign, group=household.group)
        assert sentences_of(second, "group", "campaign") == {
            "__all__": ["Hộ này đang có một cam kết còn hiệu lực."]
        }

    def test_overlapping_ones_are_refused_by_the_database(self, household):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        with refused_by_database("pledges_pledge_no_overlap"):
            PledgeFactory(household=household, valid_from=date(2024, 5, 31), valid_to=A_DAY)

    def test_one_inside_another_is_refused_by_the_database(self, household):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        with refused_by_database("pledges_pledge_no_overlap"):
            PledgeFactory(
                household=household, valid_from=date(2024, 2, 1), valid_to=date(2024, 3, 1)
            )

    def test_moving_an_end_over_the_next_is_refused_by_the_database(self, household):
        first = PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        PledgeFactory(household=household, valid_from=LAST)
        first.valid_to = date(2024, 6, 2)
        with refused_by_database("pledges_pledge_no_overlap"):
            first.save()

    def test_one_follows_another_on_the_day(self, household):
        PledgeFactory(household=household, valid_from=FIRST, valid_to=LAST)
        PledgeFactory(household=household, valid_from=LAST)
        in_force = [Pledge.objects.in_force(day).count() for day in (FIRST, LAST)]
        assert in_force == [1, 1]

    def test_two_households_sign_on_the_same_day(self, household, neighbours):
        PledgeFactory(household=household)
        PledgeFactory(household=HouseholdFactory(group=neighbours))
        assert Pledge.objects.in_force(A_DAY).count() == 2

    def test_a_household_signs_once_in_a_campaign(self, household, campaign):
        PledgeFactory(household=household, campaign=campaign, valid_from=FIRST, valid_to=LAST)
        with refused_by_database():
            PledgeFactory(household=household, campaign=campaign, valid_from=A_DAY)

    def test_a_household_with_pledges_is_not_deleted(self, household):
        PledgeFactory(household=household)
        with pytest.raises(ProtectedError):
            household.delete()

    def test_who_signed_is_sensitive(self):
        assert Pledge.Privacy.sensitive == ("representative", "witness", "scan")

    def test_a_pledge_is_called_without_a_name(self, household, campaign):
        pledge = PledgeFactory(household=household, campaign=campaign)
        assert str(pledge) == f"{household.pk} · {campaign.pk}"

    def test_a_signer_is_needed(self, household, campaign):
        pledge = PledgeFactory.build(
            household=household, campaign=campaign, group=household.group, representative=""
        )
        assert list(sentences_of(pledge)) == ["representative"]


class TestRefusal:
    def test_one_refusal_a_day_in_a_campaign(self, household, campaign):
        PledgeRefusalFactory(household=household, campaign=campaign)
        with refused_by_database():
            PledgeRefusalFactory(household=household, campaign=campaign, absent=True)

    def test_the_next_day_is_another_refusal(self, household, campaign):
        for day in (A_DAY, date(2026, 3, 11)):
            PledgeRefusalFactory(household=household, campaign=campaign, asked_on=day)
        assert household.refusals.count() == 2

    def test_the_latest_refusal_stands_first(self, household, campaign):
        early = PledgeRefusalFactory(household=household, campaign=campaign, asked_on=FIRST)
        late = PledgeRefusalFactory(household=household, campaign=campaign, asked_on=LAST)
        assert list(PledgeRefusal.objects.all()) == [late, early]

    def test_a_reason_is_one_of_the_list(self, household, campaign):
        refusal = PledgeRefusalFactory.build(
            household=household, campaign=campaign, reason="khong biet"
        )
        assert list(sentences_of(refusal)) == ["reason"]

    def test_why_somebody_did_not_sign_is_sensitive(self):
        assert PledgeRefusal.Privacy.sensitive == ("reason", "note")

    def test_a_refusal_is_called_without_a_name(self, household):
        refusal = PledgeRefusalFactory(household=household, reason=RefusalReason.ABSENT)
        assert str(refusal) == f"{household.pk} 2026-03-10"

    def test_refusals_go_with_their_household(self, household):
        PledgeRefusalFactory(household=household)
        household.delete()
        assert PledgeRefusal.objects.count() == 0
