"""`/api/v1/groups/`: read-only, limited to the user's scope; only the ward's screens show names of group heads."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from accounts.permissions import Permission
from wards.api.base import ScopedViewSet, api_operation, resource
from wards.filters import GroupFilter
from wards.models import NeighbourhoodGroup
from wards.queries.places import groups_with_ward


class GroupSerializer(serializers.ModelSerializer[NeighbourhoodGroup]):
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    ward = serializers.SerializerMethodField()

    class Meta:
        model = NeighbourhoodGroup
        fields = [
            "id",
            "kind",
            "kind_label",
            "name",
            "ward",
            "is_high_risk",
            "risk_reason",
            "version",
        ]

    @extend_schema_field({"type": "integer", "nullable": True, "description": "Ward of today"})
    def get_ward(self, group: Any) -> int | None:
        placements = group.placements_that_day
        return placements[0].ward_id if placements else None


@resource("groups")
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
