"""The ward that each group belonged to, and when. No other record says it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audited import AuditWords
from foundation.dated import Dated, DatedQuerySet, ends_after_start
from foundation.recorded import Recorded


def ward_id_today(group_id: int | None) -> int | None:
    """Returns the ward where the group lies today; None without a group or without a ward."""
    placements = GroupPlacement.objects.in_force(timezone.localdate()).filter(group_id=group_id)
    return placements.values_list("ward_id", flat=True).first()


class InGroup:
    """Mixin of models with a `group`: their events belong to the log of the group's ward today."""

    group_id: int | None

    def get_unit_id(self) -> int | None:
        return ward_id_today(self.group_id)


class GroupPlacement(Dated, Recorded):
    """The ward that a group belongs to, and when. No other model says it."""

    group = models.ForeignKey(
        "wards.NeighbourhoodGroup",
        models.PROTECT,
        related_name="placements",
        verbose_name=_("tổ, thôn"),
    )
    ward = models.ForeignKey(
        "wards.Ward", models.PROTECT, related_name="placements", verbose_name=_("xã, phường")
    )

    objects = DatedQuerySet["GroupPlacement"].as_manager()

    class Meta:
        verbose_name = _("tổ, thôn thuộc xã, phường")
        verbose_name_plural = _("tổ, thôn thuộc xã, phường")
        indexes = [
            models.Index(fields=["ward", "valid_from", "valid_to", "group"]),
            models.Index(fields=["group", "valid_from", "valid_to", "ward"]),
        ]
        constraints = [ends_after_start("placement")]

    class Privacy:
        sensitive = ()
        plain = ("id", "valid_from", "valid_to", "group", "ward", "recorded_by", "recorded_at")

    class Audit(AuditWords):
        told_with = ("wards.neighbourhoodgroup", "wards.wardsuccession")

    def __str__(self) -> str:
        return f"{self.group} · {self.ward}"
