"""`/api/v1/wards/` and `/api/v1/groups/`: read-only, limited to the user's scope."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_view
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from accounts.permissions import Permission
from wards.api.base import ScopedViewSet, api_operation
from wards.api.serializers import GroupSerializer, WardSerializer
from wards.filters import GroupFilter, WardFilter
from wards.models import NeighbourhoodGroup, Ward
from wards.queries.places import groups_with_ward


@extend_schema_view(
    list=api_operation(_("Danh sách xã, phường trong phạm vi của bạn")),
    retrieve=api_operation(_("Một xã, phường")),
)
class WardViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet[Ward]):
    """Units that are or were in force."""

    queryset = Ward.objects.all()
    serializer_class = WardSerializer
    filterset_class = WardFilter
    view_permission = Permission.VIEW_FIGURES


@extend_schema_view(
    list=api_operation(_("Danh sách tổ dân phố, thôn")),
    retrieve=api_operation(_("Một tổ dân phố, thôn")),
)
class GroupViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet[NeighbourhoodGroup]):
    """Neighbourhood groups with their ward of today."""

    queryset = NeighbourhoodGroup.objects.all()
    serializer_class = GroupSerializer
    filterset_class = GroupFilter
    view_permission = Permission.VIEW_FIGURES

    def get_queryset(self) -> QuerySet[Any]:
        return groups_with_ward(super().get_queryset(), timezone.localdate())  # type: ignore[arg-type]  # the queryset of groups, which the base class cannot say
