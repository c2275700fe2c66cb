"""Screens of a household's signature and of its refusal."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from pledges.enums import AuditAction, RefusalReason, Relation
from pledges.models import Pledge, PledgeRefusal
from tests.assertions import assert_audited, assert_nothing_audited, assert_refused
from tests.factories.pledges import (
    HouseholdFactory,
    PledgeCampaignFactory,
    PledgeFactory,
    PledgeRefusalFactory,
)
from tests.factories.wards import AreaFactory, AreaWardFactory

pytestmark = pytest.mark.django_db

NO_CAMPAIGN = "Địa bàn này chưa có đợt ký cam kết nào đang mở"


@pytest.fixture
def elsewhere(other_ward):
    """A campaign of an area around the other ward."""
    area = AreaFactory(name="Nơi khác")
    AreaWardFactory(area=area, ward=other_ward)
    return PledgeCampaignFactory(area=area, name="Đợt nơi khác")


class TestSign:
    def url(self, household):
        return reverse("pledges:pledge-sign", args=[household.pk])

    def data(self, campaign, **fields):
        return {"campaign": campaign.pk, "signed_on": "04/05/2026", "relation": "head"} | fields

    def test_a_pledge_is_written_and_shown(self, officer_client, officer, household, campaign):
        response = officer_client.post(self.url(household), self.data(campaign))
        pledge = Pledge.objects.get()
        told = (pledge.household, pledge.campaign, pledge.valid_from, pledge.representative)
        assert told == (household, campaign, date(2026, 5, 4), "Hoàng Văn Páo")
        assert response.url == reverse("pledges:household-detail", args=[household.pk])
        assert_audited(AuditAction.PLEDGE_SIGNED, by=officer, target=pledge)

    def test_somebody_else_signs_before_a_witness(self, officer_client, household, campaign):
        who = {"relation": "spouse", "representative": "Lý Thị Mẩy", "witness": "Tẩn A Dùng"}
        officer_client.post(self.url(household), self.data(campaign, **who))
        pledge = Pledge.objects.get()
        told = (pledge.relation, pledge.representative, pledge.witness)
        assert told == (Relation.SPOUSE, "Lý Thị Mẩy", "Tẩn A Dùng")

    def test_a_group_head_writes_for_the_own_group(
        self, group_head, client_of, household, campaign
    ):
        client_of(group_head).post(self.url(household), self.data(campaign))
        assert Pledge.objects.get().household == household

    def test_the_page_says_that_it_is_done(self, officer_client, household, campaign):
        response = officer_client.post(self.url(household), self.data(campaign), follow=True)
        assert "Đã ghi cam kết." in response.content.decode()

    def test_the_open_campaign_and_today_are_chosen(
        self, officer_client, household, campaign, last_campaign, today
    ):
        form = officer_client.get(self.url(household)).context["form"]
        assert (form["campaign"].value(), form["signed_on"].value()) == (campaign.pk, today)

    def test_campaigns_of_other_places_are_no_choice(
        self, officer_client, household, campaign, elsewhere
    ):
        assert "Đợt nơi khác" not in officer_client.get(self.url(household)).content.decode()
        response = officer_client.post(self.url(household), self.data(elsewhere))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["campaign"])

    def test_a_campaign_to_come_is_no_choice(self, officer_client, household, today):
        later = PledgeCampaignFactory(starts_on=date(2026, 11, 25), name="Đợt sau")
        assert "Đợt sau" not in officer_client.get(self.url(household)).content.decode()
        response = officer_client.post(self.url(household), self.data(later))
        assert list(response.context["form"].errors) == ["campaign"]

    def test_without_a_campaign_the_page_says_so(self, officer_client, household, elsewhere):
        response = officer_client.get(self.url(household))
        assert NO_CAMPAIGN in response.content.decode()
        assert 'name="signed_on"' not in response.content.decode()

    def test_with_a_campaign_it_does_not(self, officer_client, household, campaign):
        assert NO_CAMPAIGN not in officer_client.get(self.url(household)).content.decode()

    @pytest.mark.parametrize(
        ("field", "typed", "words"),
        [
            ("signed_on", "25/11/2026", "Ngày không được sau hôm nay."),
            ("signed_on", "01/01/2019", "Hộ này không ở tổ vào ngày ký."),
            ("signed_on", "09/03/2026", "Hộ này đã ký sau ngày này."),
            ("signed_on", "", "Bắt buộc phải nhập."),
        ],
    )
    def test_a_wrong_day_is_refused_beside_the_day(
        self, officer_client, household, campaign, today, field, typed, words
    ):
        PledgeFactory(household=household)
        response = officer_client.post(self.url(household), self.data(campaign, **{field: typed}))
        assert_refused(response, **{field: words})

    def test_a_day_outside_the_campaign_is_refused_beside_the_campaign(
        self, officer_client, household, campaign
    ):
        response = officer_client.post(
            self.url(household), self.data(campaign, signed_on="31/12/2025")
        )
        assert_refused(
            response, campaign="Đợt này mở từ 01/01/2026 đến 31/12/2026; ngày ký không thuộc đợt."
        )

    def test_a_second_signature_in_a_campaign_is_refused_beside_the_campaign(
        self, officer_client, household, campaign
    ):
        PledgeFactory(household=household, campaign=campaign)
        response = officer_client.post(self.url(household), self.data(campaign))
        assert_refused(response, campaign="Hộ này đã ký trong đợt này.")

    def test_a_signer_without_a_name_is_refused_beside_the_name(
        self, officer_client, household, campaign
    ):
        response = officer_client.post(self.url(household), self.data(campaign, relation="child"))
        assert_refused(response, representative="Ghi tên người ký khi chủ hộ không ký.")

    def test_a_stranger_as_head_is_refused_beside_the_relation(
        self, officer_client, household, campaign
    ):
        response = officer_client.post(
            self.url(household), self.data(campaign, representative="Lý Thị Mẩy")
        )
        assert_refused(response, relation="Người ký không phải chủ hộ: chọn quan hệ với chủ hộ.")

    def test_a_refused_form_writes_nothing(self, officer_client, household, campaign):
        officer_client.post(self.url(household), self.data(campaign, relation="child"))
        assert Pledge.objects.count() == 0
        assert_nothing_audited()

    def test_sent_twice_it_is_written_once(self, officer_client, household, campaign):
        data = self.data(campaign, submission=str(uuid.uuid4()))
        statuses = [
            officer_client.post(self.url(household), data).status_code for _time in range(2)
        ]
        assert (statuses, Pledge.objects.count()) == ([302, 302], 1)

    def test_a_late_entry_for_a_household_that_left_is_possible(
        self, officer_client, group, campaign
    ):
        gone = HouseholdFactory(group=group, left=True)
        officer_client.post(self.url(gone), self.data(campaign))
        assert Pledge.objects.get().valid_to == gone.valid_to


class TestRefuse:
    def url(self, household):
        return reverse("pledges:pledge-refuse", args=[household.pk])

    def data(self, campaign, **fields):
        return {"campaign": campaign.pk, "asked_on": "04/05/2026", "reason": "absent"} | fields

    def test_a_refusal_is_written_and_shown(self, officer_client, officer, household, campaign):
        response = officer_client.post(
            self.url(household), self.data(campaign, note="Đi làm xa"), follow=True
        )
        refusal = PledgeRefusal.objects.get()
        told = (refusal.household, refusal.campaign, refusal.asked_on, refusal.reason, refusal.note)
        assert told == (
            household,
            campaign,
            date(2026, 5, 4),
            RefusalReason.ABSENT,
            "Đi làm xa",
        )
        assert "Đã ghi lần vận động." in response.content.decode()
        assert_audited(AuditAction.PLEDGE_REFUSED, by=officer, target=refusal)

    def test_a_group_head_writes_for_the_own_group(
        self, group_head, client_of, household, campaign
    ):
        client_of(group_head).post(self.url(household), self.data(campaign))
        assert PledgeRefusal.objects.get().household == household

    def test_the_page_says_how_the_household_counts(self, officer_client, household, campaign):
        page = officer_client.get(self.url(household)).content.decode()
        assert "Hộ vẫn được tính là chưa ký cho đến khi ký cam kết." in page

    def test_without_a_campaign_the_page_says_so(self, officer_client, household):
        assert NO_CAMPAIGN in officer_client.get(self.url(household)).content.decode()

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("25/11/2026", "Ngày không được sau hôm nay."),
            ("01/01/2019", "Hộ này không ở tổ vào ngày vận động."),
            ("04/05/2026", "Đã ghi lần vận động của ngày này."),
        ],
    )
    def test_a_wrong_day_is_refused_beside_the_day(
        self, officer_client, household, campaign, today, typed, words
    ):
        PledgeRefusalFactory(household=household, campaign=campaign, asked_on=date(2026, 5, 4))
        response = officer_client.post(self.url(household), self.data(campaign, asked_on=typed))
        assert_refused(response, asked_on=words)

    def test_a_day_outside_the_campaign_is_refused_beside_the_campaign(
        self, officer_client, household, campaign
    ):
        response = officer_client.post(
            self.url(household), self.data(campaign, asked_on="31/12/2025")
        )
        assert_refused(
            response,
            campaign="Đợt này mở từ 01/01/2026 đến 31/12/2026; ngày vận động không thuộc đợt.",
        )

    def test_whoever_signed_did_not_refuse(self, officer_client, household, campaign):
        PledgeFactory(household=household, campaign=campaign)
        response = officer_client.post(self.url(household), self.data(campaign))
        assert_refused(response, campaign="Hộ này đã ký trong đợt này.")

    def test_a_reason_is_needed(self, officer_client, household, campaign):
        response = officer_client.post(self.url(household), self.data(campaign, reason=""))
        assert_refused(response, reason="Bắt buộc phải nhập.")

    def test_sent_twice_it_is_written_once(self, officer_client, household, campaign):
        data = self.data(campaign, submission=str(uuid.uuid4()))
        statuses = [
            officer_client.post(self.url(household), data).status_code for _time in range(2)
        ]
        assert (statuses, PledgeRefusal.objects.count()) == ([302, 302], 1)


@pytest.mark.parametrize("name", ["pledges:pledge-sign", "pledges:pledge-refuse"])
@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_campaigns_costs_the_same(
    officer_client, household, name, count, django_assert_num_queries
):
    PledgeCampaignFactory.create_batch(count)
    url = reverse(name, args=[household.pk])
    officer_client.get(url)
    with django_assert_num_queries(7):
        officer_client.get(url)
