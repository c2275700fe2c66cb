"""What scores and evidence share: the day that is asked about, and the sets of criteria."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from criteria.sets import SETS
from wards.api.fields import Day

Output = serializers.Serializer[Any]

SET_CODES = [criteria_set.code for criteria_set in SETS]


class AskedDay(serializers.Serializer[Any]):
    """The parameter `as_of`, a day not after today; the views use today, or a former ward's last day, without it."""

    as_of = Day(required=False, help_text="YYYY-MM-DD")

    def validate_as_of(self, day: Any) -> Any:
        if day > timezone.localdate():
            raise serializers.ValidationError(_("Chưa có số liệu cho ngày sau hôm nay."))
        return day
