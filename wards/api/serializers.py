"""Wards and groups as the API shows them; only the ward's screens show names of group heads."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from wards.models import NeighbourhoodGroup, Ward


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
