"""Opening campaigns of pledges."""

from datetime import date

import pytest

from pledges.actions.pledges import open_campaign
from pledges.enums import AuditAction
from pledges.models import PledgeCampaign
from tests.assertions import assert_audited
from tests.pledges.ledger import changed_figures, refusal_of

pytestmark = pytest.mark.django_db


class TestOpenCampaign:
    def open(self, officer, **fields):
        facts = {
            "name": "Đợt 2026",
            "area": None,
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
        }
        return open_campaign(by=officer, **(facts | fields))

    def test_the_facts_are_stored(self, officer, area):
        self.open(officer, name="  Đợt  2026 ", area=area, text=" Không phạm tội. ")
        campaign = PledgeCampaign.objects.get()
        told = (campaign.name, campaign.area, campaign.text)
        assert told == ("Đợt 2026", area, "Không phạm tội.")
        assert (campaign.starts_on, campaign.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))

    def test_the_access_log_says_so(self, officer):
        campaign = self.open(officer)
        event = assert_audited(AuditAction.CAMPAIGN_OPENED, by=officer, target=campaign)
        assert event.after == {
            "id": campaign.pk,
            "name": "Đợt 2026",
            "area_id": None,
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "text": "",
        }

    def test_a_campaign_may_be_planned_ahead(self, officer):
        campaign = self.open(officer, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
        assert campaign.pk

    @pytest.mark.parametrize("ends_on", [date(2026, 1, 1), date(2025, 12, 31)])
    def test_it_ends_after_it_began(self, officer, ends_on):
        refused = refusal_of(self.open, officer=officer, ends_on=ends_on)
        assert refused == {"__all__": ["Ngày kết thúc phải sau ngày bắt đầu."]}

    def test_it_does_not_begin_in_year_203(self, officer):
        refused = refusal_of(self.open, officer=officer, starts_on=date(203, 1, 1))
        assert refused == {"starts_on": ["Ngày không được trước 01/01/1900. Kiểm tra lại năm."]}

    def test_a_name_is_needed(self, officer):
        assert list(refusal_of(self.open, officer=officer, name="  ")) == ["name"]

    def test_figures_do_not_change(self, officer):
        self.open(officer)
        assert changed_figures() == []
