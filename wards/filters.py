"""Filters for lists of places, shared by the screens and the API."""

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import Select
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import filters, filterset
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from foundation.dated import in_force
from foundation.text import clean, fold
from wards.enums import GroupKind
from wards.models import Area, GroupPlacement, NeighbourhoodGroup, Ward
from wards.models.ward import WardQuerySet
from wards.queries.places import provinces_on, wards_of_area_ever
from wards.queries.rights import listed_wards


def _provinces(_request: HttpRequest | None) -> QuerySet[Area]:
    return provinces_on(timezone.localdate())


def _wards_with_groups(request: HttpRequest | None) -> QuerySet[Ward]:
    if request is None:  # the API description is made without a request
        return Ward.objects.none()
    placed = GroupPlacement.objects.in_force(timezone.localdate())
    return listed_wards(request.user).filter(pk__in=placed.values("ward_id"))


class WardFilter(filterset.FilterSet):
    """Filters by name (without accents) or code, by province, and by whether the unit exists."""

    q = filters.CharFilter(method="search", label=_("Tên hoặc mã"))
    province = filters.ModelChoiceFilter(
        queryset=_provinces, method="in_province", label=_("Tỉnh, thành phố")
    )
    state = filters.ChoiceFilter(
        choices=[("current", _("Đang có hiệu lực")), ("ended", _("Đã kết thúc"))],
        method="in_state",
        label=_("Hiệu lực"),
    )

    class Meta:
        model = Ward
        fields: list[str] = []

    def search(self, wards: WardQuerySet, _name: str, text: str) -> WardQuerySet:
        return wards.filter(Q(search_key__contains=fold(text)) | Q(code=clean(text)))

    @extend_schema_field(OpenApiTypes.INT)
    def in_province(self, wards: WardQuerySet, _name: str, province: Area) -> WardQuerySet:
        return wards_of_area_ever(wards, province)

    def in_state(self, wards: WardQuerySet, _name: str, state: str) -> WardQuerySet:
        today = timezone.localdate()
        return wards.in_force(today) if state == "current" else wards.filter(valid_to__lte=today)


class GroupFilter(filterset.FilterSet):
    """Filters by the ward where the group lies today, by kind, and by high risk."""

    ward = filters.ModelChoiceFilter(
        queryset=_wards_with_groups, method="in_ward", label=_("Xã, phường")
    )
    kind = filters.ChoiceFilter(choices=GroupKind.choices, label=_("Loại"))
    is_high_risk = filters.BooleanFilter(
        label=_("Nguy cơ cao"),
        widget=Select(choices=[("", _("Tất cả")), ("true", _("Có")), ("false", _("Không"))]),
    )

    class Meta:
        model = NeighbourhoodGroup
        fields = ["kind"]

    @extend_schema_field(OpenApiTypes.INT)
    def in_ward(self, groups: QuerySet[Any], _name: str, ward: Ward) -> QuerySet[Any]:
        return groups.filter(in_force(timezone.localdate(), "placements__"), placements__ward=ward)
