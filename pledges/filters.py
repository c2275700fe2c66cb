"""Filters of the list of households, and of the list of groups with their boxes and boards."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import filters, filterset

from accounts.permissions import Permission
from foundation.dated import in_force
from foundation.text import clean, fold
from pledges.enums import FixtureState
from pledges.models import Household
from pledges.models.household import HouseholdQuerySet
from pledges.queries.households import groups_of, is_signed, was_asked
from wards.models import NeighbourhoodGroup
from wards.models.group import GroupQuerySet

SIGNED, UNSIGNED, REFUSED, LEFT = "signed", "unsigned", "refused", "left"


def _groups_seen(request: HttpRequest | None) -> GroupQuerySet:
    if request is None:  # the API description builds the filter without a request
        return NeighbourhoodGroup.objects.none()
    return groups_of(request.user, Permission.VIEW_HOUSEHOLDS)


class HouseholdFilter(filterset.FilterSet):
    """Filters households by head or code, group and state of the pledge; the head is found without accents.

    Households that have left their group are listed only if the reader asks for them.
    """

    q = filters.CharFilter(method="search", label=_("Chủ hộ hoặc mã hộ"))
    group = filters.ModelChoiceFilter(queryset=_groups_seen, label=_("Tổ, thôn"))
    state = filters.ChoiceFilter(
        choices=[
            (SIGNED, _("Đã ký")),
            (UNSIGNED, _("Chưa ký")),
            (REFUSED, _("Đã vận động, chưa ký")),
            (LEFT, _("Đã chuyển đi")),
        ],
        method="in_state",
        label=_("Cam kết"),
    )

    class Meta:
        model = Household
        fields: list[str] = []

    def filter_queryset(self, queryset: HouseholdQuerySet) -> QuerySet[Any]:
        today = timezone.localdate()
        left = self.form.cleaned_data.get("state") == LEFT
        there = Q(valid_to__lte=today) if left else in_force(today)
        return super().filter_queryset(queryset.filter(there))  # type: ignore[no-any-return]  # the library has no types

    def search(self, households: HouseholdQuerySet, _name: str, text: str) -> HouseholdQuerySet:
        by_code = Q(code__icontains=clean(text))
        return households.filter(Q(search_key__contains=fold(text)) | by_code)

    def in_state(self, households: HouseholdQuerySet, _name: str, state: str) -> HouseholdQuerySet:
        if state == LEFT:  # filter_queryset has chosen them already
            return households
        signed = is_signed(timezone.localdate())
        if state == SIGNED:
            return households.filter(signed)
        unsigned = households.filter(~signed)
        return unsigned.filter(was_asked()) if state == REFUSED else unsigned


class FixtureFilter(filterset.FilterSet):
    """Filters groups where the box or board is missing, is broken or was not checked in time."""

    state = filters.ChoiceFilter(
        choices=[
            (state.value, state.label) for state in FixtureState if state != FixtureState.WORKING
        ],
        method="in_state",
        label=_("Hòm thư hoặc bảng"),
    )

    class Meta:
        model = NeighbourhoodGroup
        fields: list[str] = []

    def in_state(self, groups: GroupQuerySet, _name: str, state: str) -> GroupQuerySet:
        return groups.filter(Q(box_state=state) | Q(board_state=state))
