"""`/api/v1/wards/`: read-only, limited to the user's scope."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from accounts.permissions import Permission
from wards.api.base import ScopedViewSet, api_operation, resource
from wards.filters import WardFilter
from wards.models import Ward


class WardSerializer(serializers.ModelSerializer[Ward]):
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)

    class Meta:
        model = Ward
        fields = [
            "id",
            "code",
            "kind",
            "kind_label",
            "name",
            "valid_from",
            "valid_to",
            "is_border",
            "latitude",
            "longitude",
            "area_km2",
            "legal_basis",
        ]


@resource("wards")
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
