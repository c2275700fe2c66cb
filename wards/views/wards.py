"""Screens of units: the register with reorganisations, and what a ward declared."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import View

from accounts.http import OfficerRequest
from accounts.permissions import Permission
from wards.actions.marks import mark_border
from wards.actions.population import record_population
from wards.filters import WardFilter
from wards.forms import WardPopulationForm
from wards.models import Ward
from wards.models.scope import can
from wards.queries.places import ward_register
from wards.queries.rights import editable_wards, keeps_groups_of_a_ward, listed_wards
from wards.views.base import (
    ActionFormView,
    RequiresMixin,
    ScopedListView,
    found_or_404,
    visible_or_404,
)


class WardList(ScopedListView[Ward]):
    """Lists all units, past ones too, for administrators; else wards whose figures they see."""

    permission = Permission.VIEW_FIGURES
    or_permissions = (Permission.MANAGE_UNITS,)
    template_name = "wards/ward_list.html"
    title = _("Đơn vị hành chính và sắp xếp")
    filterset_class = WardFilter

    def scoped(self) -> QuerySet[Ward]:
        return ward_register(listed_wards(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "may_edit": keeps_groups_of_a_ward(self.request.user),
            "may_mark": can(self.request.user, Permission.MANAGE_UNITS),
        }


class WardBorder(RequiresMixin, View):
    """Sets by one button in the list whether a unit lies on the border; returns to the same row."""

    permission = Permission.MANAGE_UNITS

    def post(self, request: OfficerRequest, pk: int) -> HttpResponse:
        wards = Ward.objects.in_force(timezone.localdate())
        ward = visible_or_404(wards, request, self.permission, pk=pk)
        is_border = request.POST.get("is_border") == "yes"
        mark_border(by=request.user, ward=ward, is_border=is_border)
        message = _("Đã đánh dấu giáp biên giới: %(ward)s.")
        if not is_border:
            message = _("Đã bỏ đánh dấu giáp biên giới: %(ward)s.")
        messages.success(request, message % {"ward": ward})
        return redirect(f"{reverse('wards:ward-list')}?{request.GET.urlencode()}#ward-{ward.pk}")


class WardPopulation(ActionFormView):
    """Records what the ward declared on a day."""

    permission = Permission.EDIT_HOUSEHOLDS
    or_permissions = (Permission.MANAGE_UNITS,)
    template_name = "wards/population.html"
    form_class = WardPopulationForm
    success_message = _("Đã ghi số liệu dân cư.")

    @cached_property
    def place(self) -> Ward:
        return found_or_404(editable_wards(self.request.user), pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return _("Số liệu dân cư: %(place)s") % {"place": self.place}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figures = self.place.population_figures.order_by("-counted_on")
        return super().get_context_data(**kwargs) | {"figures": figures, "kind": "ward-population"}

    def submit(self, form: BaseForm) -> str:
        record_population(by=self.request.user, ward=self.place, **form.cleaned_data)
        return reverse("wards:ward-list")
