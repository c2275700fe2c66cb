"""Screens of boxes and boards by group, and the base views of all forms about a box or board."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from corrections.queries.ledger import corrections_of
from law.queries.terms import rules_on
from pledges.filters import FixtureFilter
from pledges.forms import CorrectingForm
from pledges.queries.fixtures import (
    Rules,
    boards_of,
    boxes_of,
    groups_with_fixtures,
    name_states,
)
from pledges.queries.households import groups_of
from pledges.validators import WRITTEN
from wards.models import NeighbourhoodGroup
from wards.models.scope import can, reach_of
from wards.views.base import (
    ActionFormView,
    ScopedDetailView,
    ScopedListView,
    Words,
    visible_or_404,
)


class FixtureList(ScopedListView[NeighbourhoodGroup]):
    permission = Permission.VIEW_HOUSEHOLDS
    template_name = "pledges/fixture_list.html"
    title = _("Hòm thư tố giác và bảng đường dây nóng")
    filterset_class = FixtureFilter

    @cached_property
    def rules(self) -> Rules:
        return rules_on(timezone.localdate())

    def scoped(self) -> QuerySet[NeighbourhoodGroup]:
        user = self.request.user
        editable = reach_of(user, Permission.EDIT_HOUSEHOLDS).groups()
        groups = groups_of(user, self.permission).annotate(may_edit=Q(pk__in=editable))
        return groups_with_fixtures(groups, timezone.localdate(), self.rules)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        name_states(context["object_list"], self.rules)
        return context | {"today": timezone.localdate()}


class FixtureActionView(ActionFormView):
    """Base of forms that act on a box or board and then return to the list."""

    permission = Permission.EDIT_HOUSEHOLDS
    template_name = "pledges/fixture_act.html"
    action_label: Words
    intro: Words = ""

    def get_title(self) -> Words:
        return self.action_label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "action_label": self.action_label,
            "intro": self.intro,
            "cancel_url": reverse("pledges:fixture-list"),
        }

    def submit(self, form: BaseForm) -> str:
        self.run_action(**form.cleaned_data)
        return reverse("pledges:fixture-list")

    def run_action(self, **values: Any) -> None:
        """Calls exactly one action with the form's values; every subclass overrides it."""
        raise NotImplementedError


class FixtureInstall(FixtureActionView):
    """Base of forms that put up a box or board in a group; the kind "khu vực khác" is not offered, as it needs none."""

    def get_initial(self) -> dict[str, Any]:
        group = self.request.GET.get("group")
        return {"group": group} if group else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        groups = groups_of(self.request.user, self.permission).counted()
        return super().get_form_kwargs() | {"groups": groups}


class OneFixtureView(FixtureActionView):
    """Base of forms about an existing box or board in a group where the user may edit."""

    #: All boxes, or all boards; the view looks up its box or board among them.
    fixtures: QuerySet[Any]

    @cached_property
    def fixture(self) -> Any:
        rows: QuerySet[Model] = self.fixtures.select_related("group")
        return visible_or_404(rows, self.request, self.permission, pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return f"{self.action_label}: {self.fixture}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"fixture": self.fixture}


class FixtureFindingView(OneFixtureView):
    """Base of forms about a finding at a box or board.

    If the action refuses to overwrite a finding of that day, the form is shown again and offers to correct it.
    """

    def show_errors(self, form: BaseForm, error: ValidationError) -> None:
        super().show_errors(form, error)
        codes = [
            error_of_field.code
            for errors in form.errors.as_data().values()
            for error_of_field in errors
        ]
        if WRITTEN in codes and isinstance(form, CorrectingForm):
            form.offer_to_correct()


class GroupFixtures(ScopedDetailView[NeighbourhoodGroup]):
    """Page of all boxes and boards that a group ever had, with their minutes and findings."""

    permission = Permission.VIEW_HOUSEHOLDS
    template_name = "pledges/fixture_detail.html"
    context_object_name = "group"

    def get_queryset(self) -> QuerySet[NeighbourhoodGroup]:
        return groups_of(self.request.user, self.permission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, boxes, boards = self.request.user, boxes_of(self.object), boards_of(self.object)
        may_edit = can(user, Permission.EDIT_HOUSEHOLDS, group=self.object)
        return super().get_context_data(**kwargs) | {
            "title": self.object,
            "boxes": boxes,
            "boards": boards,
            "may_correct": may_edit and can(user, Permission.CORRECT_OWN),
            "corrections": corrections_of(*boxes, *boards).visible_to(user),
        }
