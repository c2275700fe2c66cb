"""Screens of neighbourhood groups."""

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from wards.actions.groups import create_group, edit_group
from wards.actions.population import record_population
from wards.filters import GroupFilter
from wards.forms import GroupForm, NewGroupForm, PopulationForm
from wards.models import NeighbourhoodGroup
from wards.models.scope import can
from wards.queries.places import groups_with_ward
from wards.queries.rights import (
    counted_groups,
    editable_groups,
    keeps_groups,
    keeps_groups_of_a_ward,
    listed_groups,
    wards_to_choose,
)
from wards.views.base import (
    ActionFormView,
    ScopedListView,
    VersionedEditMixin,
    found_or_404,
)


class GroupList(ScopedListView[NeighbourhoodGroup]):
    permission = Permission.VIEW_HOUSEHOLDS
    or_permissions = (Permission.MANAGE_UNITS,)
    template_name = "wards/group_list.html"
    title = _("Tổ dân phố, thôn")
    filterset_class = GroupFilter

    def scoped(self) -> QuerySet[NeighbourhoodGroup]:
        return groups_with_ward(listed_groups(self.request.user), timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "may_create": keeps_groups_of_a_ward(self.request.user),
            "may_count": keeps_groups(self.request.user),
        }


class GroupCreate(ActionFormView):
    permission = Permission.EDIT_HOUSEHOLDS
    or_permissions = (Permission.MANAGE_UNITS,)
    form_class = NewGroupForm
    title = _("Thêm tổ dân phố, thôn")

    def get_form_kwargs(self) -> dict[str, Any]:
        wards = wards_to_choose(self.request.user, self.request.GET.get("ward", ""))
        return super().get_form_kwargs() | {"wards": wards}

    def submit(self, form: BaseForm) -> str:
        create_group(by=self.request.user, **form.cleaned_data)
        return reverse("wards:group-list")


class GroupEdit(VersionedEditMixin):
    permission = Permission.EDIT_HOUSEHOLDS
    or_permissions = (Permission.MANAGE_UNITS,)
    template_name = "wards/group_edit.html"
    form_class = GroupForm

    @cached_property
    def group(self) -> NeighbourhoodGroup:
        return found_or_404(editable_groups(self.request.user), pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return _("Sửa %(group)s") % {"group": self.group}

    def get_row(self) -> NeighbourhoodGroup:
        return self.group

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_correct = can(self.request.user, Permission.MANAGE_UNITS)
        placements = self.group.placements.select_related("ward").order_by("-valid_from", "-pk")
        own = {"placements": placements, "may_correct": may_correct}
        return super().get_context_data(**kwargs) | own

    def edit(self, **edit: Any) -> str:
        edit_group(by=self.request.user, group=self.group, **edit)
        return reverse("wards:group-list")


class GroupPopulation(ActionFormView):
    """Records what a group declared on a day; a group head may do so for the own group."""

    permission = Permission.EDIT_HOUSEHOLDS
    or_permissions = (Permission.MANAGE_UNITS,)
    template_name = "wards/population.html"
    form_class = PopulationForm
    success_message = _("Đã ghi số liệu dân cư.")

    @cached_property
    def place(self) -> NeighbourhoodGroup:
        return found_or_404(counted_groups(self.request.user), pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return _("Số liệu dân cư: %(place)s") % {"place": self.place}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figures = self.place.population_figures.order_by("-counted_on")
        return super().get_context_data(**kwargs) | {"figures": figures, "kind": "population"}

    def submit(self, form: BaseForm) -> str:
        record_population(by=self.request.user, group=self.place, **form.cleaned_data)
        return reverse("wards:group-list")
