"""Screens of units: the register with reorganisations, and what a ward declared."""

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from wards.actions.population import record_population
from wards.filters import WardFilter
from wards.forms import WardPopulationForm
from wards.models import Ward
from wards.queries.places import ward_register
from wards.queries.rights import editable_wards, keeps_groups_of_a_ward, listed_wards
from wards.views.base import ActionFormView, ScopedListView, found_or_404


class WardList(ScopedListView[Ward]):
    """All units there ever were, for those who keep them; else the wards whose figures one sees."""

    permission = Permission.VIEW_FIGURES
    or_permissions = (Permission.MANAGE_UNITS,)
    template_name = "wards/ward_list.html"
    title = _("Đơn vị hành chính và sắp xếp")
    filterset_class = WardFilter

    def scoped(self) -> QuerySet[Ward]:
        return ward_register(listed_wards(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_edit = keeps_groups_of_a_ward(self.request.user)
        return super().get_context_data(**kwargs) | {"may_edit": may_edit}


class WardPopulation(ActionFormView):
    """What the ward declared on a day."""

    permission = Permission.EDIT_HOUSEHOLDS
    or_permissions = (Permission.MANAGE_UNITS,)
    template_name = "wards/place_edit.html"
    form_class = WardPopulationForm
    success_message = _("Đã ghi số liệu dân cư.")

    @cached_property
    def place(self) -> Ward:
        return found_or_404(editable_wards(self.request.user), pk=self.kwargs["pk"])

    @property
    def title(self) -> str:  # type: ignore[override]  # names the place
        return _("Số liệu dân cư: %(place)s") % {"place": self.place}

    def act(self, form: BaseForm) -> str:
        record_population(by=self.request.user, ward=self.place, **form.cleaned_data)
        return reverse("wards:ward-list")
