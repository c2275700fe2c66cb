"""The places and dealers of criterion 1, with their states as dated periods."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.dated import IN_ORDER, OPEN, Dated, ends_not_before_start
from foundation.fields import EncryptedTextField
from foundation.recorded import Recorded
from foundation.versions import Versioned
from incidents.enums import HotspotKind
from incidents.statuses import HotspotState
from wards.models import InGroup, NeighbourhoodGroup
from wards.models.scope import ScopedDatedQuerySet, ScopedQuerySet


class HotspotQuerySet(ScopedQuerySet["Hotspot"]):
    """Hotspots are visible to users who hold VIEW_HOTSPOTS where the group lies."""

    group_path = "group"
    view_permission = Permission.VIEW_HOTSPOTS


class Hotspot(InGroup, Versioned, Recorded):
    """A tụ điểm, điểm phức tạp, retail dealer or use point (Decision 28/2025 Art. 2.1)."""

    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="hotspots", verbose_name=_("tổ, thôn")
    )
    kind = models.CharField(_("loại"), max_length=10, choices=HotspotKind.choices)
    place = EncryptedTextField(_("nơi, đối tượng"), context="hotspot.place")
    found_on = models.DateField(_("ngày phát hiện"))
    source = models.CharField(_("nguồn tin"), max_length=200, blank=True)
    recheck_on = models.DateField(_("ngày kiểm tra lại"), null=True, blank=True)

    objects = HotspotQuerySet.as_manager()

    class Meta:
        verbose_name = _("điểm phức tạp")
        verbose_name_plural = _("điểm phức tạp")
        ordering = ("-found_on", "-pk")

    class Privacy:
        sensitive = ("place", "source")
        plain = (
            "id",
            "version",
            "group",
            "kind",
            "found_on",
            "recheck_on",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        former_labels = ("cases.hotspot",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.group}"


class HotspotPeriodQuerySet(ScopedDatedQuerySet["HotspotPeriod"]):
    """A period is visible to the users who may see its hotspot."""

    group_path = "hotspot__group"
    view_permission = Permission.VIEW_HOTSPOTS


class HotspotPeriod(Dated, Recorded):
    """One state of a hotspot; exactly one holds at the close of any day since it was found.

    The allowed moves are in incidents.statuses.HOTSPOT_STATES.
    """

    hotspot = models.ForeignKey(
        Hotspot, models.CASCADE, related_name="periods", verbose_name=_("điểm")
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=HotspotState.choices)
    note = EncryptedTextField(_("kết quả, biện pháp"), blank=True, context="hotspot_period.note")

    objects = HotspotPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("trạng thái điểm")
        verbose_name_plural = _("trạng thái điểm")
        ordering = ("hotspot", *IN_ORDER)
        indexes = [models.Index(fields=["state", "valid_from", "valid_to", "hotspot"])]
        constraints = [
            ends_not_before_start("hotspot_period"),
            models.UniqueConstraint(
                fields=["hotspot"], condition=Q(valid_to=OPEN), name="hotspot_one_state"
            ),
        ]

    class Privacy:
        sensitive = ("note",)
        plain = ("id", "valid_from", "valid_to", "hotspot", "state", "recorded_by", "recorded_at")

    class Audit(AuditWords):
        told_with = ("incidents.hotspot",)
        former_labels = ("cases.hotspotperiod",)

    def __str__(self) -> str:
        return f"{self.hotspot_id} · {self.get_state_display()}"
