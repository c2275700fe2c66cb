"""Screens of households: the list with its coverage, the page of a household, and the forms that change it."""

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from corrections.queries.ledger import corrections_of
from pledges.actions.households import (
    HouseholdRow,
    edit_household,
    end_household,
    register_household,
)
from pledges.filters import HouseholdFilter
from pledges.forms import HouseholdEndForm, HouseholdForm, NewHouseholdForm
from pledges.models import Household
from pledges.queries.households import (
    coverage,
    groups_of,
    pledges_of,
    refusals_of,
    with_pledges,
)
from wards.models.scope import can
from wards.queries.places import ward_of_group
from wards.views.base import (
    ActionFormView,
    ScopedDetailView,
    ScopedListView,
    VersionedEditMixin,
    Words,
    visible_or_404,
)


class HouseholdList(ScopedListView[Household]):
    permission = Permission.VIEW_HOUSEHOLDS
    model = Household
    template_name = "pledges/household_list.html"
    title = _("Hộ và cam kết")
    filterset_class = HouseholdFilter

    def scoped(self) -> QuerySet[Household]:
        households = Household.objects.visible_to(self.request.user)
        return with_pledges(households, timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        group = context["filter"].form.cleaned_data.get("group")
        return context | {
            "coverage": coverage(self.request.user, timezone.localdate(), group),
            "group": group,
            "may_edit": can(self.request.user, Permission.EDIT_HOUSEHOLDS),
        }


class HouseholdDetail(ScopedDetailView[Household]):
    permission = Permission.VIEW_HOUSEHOLDS
    queryset = Household.objects.select_related("group", "split_from")
    template_name = "pledges/household_detail.html"
    context_object_name = "household"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        household, today = self.object, timezone.localdate()
        pledges = list(pledges_of(household))
        user = self.request.user
        may_edit = can(user, Permission.EDIT_HOUSEHOLDS, group=household.group)
        return super().get_context_data(**kwargs) | {
            "title": household.head_name,
            "ward": ward_of_group(household.group, today),
            "in_force": next((p for p in pledges if p.holds_on(today)), None),
            "pledges": pledges,
            "refusals": list(refusals_of(household)),
            "may_edit": may_edit and household.is_open,
            "may_correct": may_edit and can(user, Permission.CORRECT_OWN),
            "corrections": corrections_of(household).visible_to(user),
        }


class HouseholdCreate(ActionFormView):
    permission = Permission.EDIT_HOUSEHOLDS
    template_name = "pledges/household_act.html"
    form_class = NewHouseholdForm
    title = _("Lập hộ mới")
    success_message = _("Đã lập hộ.")

    def get_initial(self) -> dict[str, Any]:
        group = self.request.GET.get("group")
        return {"group": group} if group else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        groups = groups_of(self.request.user, self.permission)
        return super().get_form_kwargs() | {"groups": groups}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cancel_url = reverse("pledges:household-list")
        return super().get_context_data(**kwargs) | {
            "action_label": self.get_title(),
            "cancel_url": cancel_url,
        }

    def submit(self, form: BaseForm) -> str:
        row = HouseholdRow(**form.cleaned_data)
        return household_url(register_household(by=self.request.user, row=row))


class HouseholdActionView(ActionFormView):
    """Base of forms that act on a household and then return to its page."""

    permission = Permission.EDIT_HOUSEHOLDS
    template_name = "pledges/household_act.html"
    #: Name of the act; the title adds the household to it.
    action_label: Words
    intro: Words = ""

    @cached_property
    def household(self) -> Household:
        rows = Household.objects.select_related("group")
        return visible_or_404(rows, self.request, self.permission, pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return gettext("%(action_label)s: %(name)s") % {
            "action_label": self.action_label,
            "name": self.household,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "household": self.household,
            "action_label": self.action_label,
            "intro": self.intro,
            "cancel_url": household_url(self.household),
        }


class HouseholdEdit(VersionedEditMixin, HouseholdActionView):
    form_class = HouseholdForm
    action_label = _("Sửa hộ")

    def get_row(self) -> Household:
        return self.household

    def edit(self, **edit: Any) -> str:
        edit_household(by=self.request.user, household=self.household, **edit)
        return household_url(self.household)


class HouseholdEnd(HouseholdActionView):
    form_class = HouseholdEndForm
    action_label = _("Hộ chuyển đi, xóa hộ")
    intro = _(
        "Cam kết của hộ kết thúc cùng ngày. Hộ và các cam kết vẫn tra được ở mục “Đã chuyển đi”."
    )
    success_message = _("Đã ghi hộ không còn ở tổ, thôn.")

    def submit(self, form: BaseForm) -> str:
        end_household(by=self.request.user, household=self.household, **form.cleaned_data)
        return household_url(self.household)


def household_url(household: Household) -> str:
    return household.get_absolute_url()
