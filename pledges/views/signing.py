"""Screens that record the signature or the refusal of a household."""

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pledges.actions.pledges import record_refusal, sign_pledge
from pledges.forms import RefuseForm, SignForm
from pledges.models import PledgeCampaign
from pledges.queries.households import LATE_ENTRY, campaigns_for
from pledges.views.households import HouseholdActionView, household_url


class CampaignView(HouseholdActionView):
    """Base of forms that choose one of the campaigns of the household's group."""

    @property
    def campaigns(self) -> QuerySet[PledgeCampaign]:
        groups, today = [self.household.group_id], timezone.localdate()
        return campaigns_for(groups, today, late_entry=LATE_ENTRY)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"campaigns": self.campaigns, "today": timezone.localdate()}
        return super().get_form_kwargs() | known

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lacks_campaign = not self.campaigns.exists()
        return super().get_context_data(**kwargs) | {"lacks_campaign": lacks_campaign}


class PledgeSign(CampaignView):
    form_class = SignForm
    action_label = _("Ký cam kết")
    intro = _("Cam kết trước đó, nếu có, kết thúc từ ngày ký.")
    success_message = _("Đã ghi cam kết.")

    def submit(self, form: BaseForm) -> str:
        sign_pledge(by=self.request.user, household=self.household, **form.cleaned_data)
        return household_url(self.household)


class PledgeRefuse(CampaignView):
    form_class = RefuseForm
    action_label = _("Ghi chưa ký cam kết")
    intro = _("Hộ vẫn được tính là chưa ký cho đến khi ký cam kết.")
    success_message = _("Đã ghi lần vận động.")

    def submit(self, form: BaseForm) -> str:
        record_refusal(by=self.request.user, household=self.household, **form.cleaned_data)
        return household_url(self.household)
