"""The phases of an area's programme, and the wards in which each phase must reach the goal."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.audited import AuditWords
from wards.models import Area, Ward


class Phase(models.Model):
    """One phase of an area's plan. Its state is not stored but computed from its targets and the verdicts."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="phases", verbose_name=_("địa bàn"))
    number = models.PositiveSmallIntegerField(_("giai đoạn"))
    title = models.CharField(_("nhiệm vụ"), max_length=200)
    starts_on = models.DateField(_("bắt đầu"))
    ends_on = models.DateField(_("kết thúc"), null=True, blank=True)
    set_code = models.CharField(_("bộ tiêu chí"), max_length=20)

    class Meta:
        verbose_name = _("giai đoạn")
        verbose_name_plural = _("giai đoạn")
        ordering = ("area", "number")
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="phase_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lt=F("ends_on")),
                name="phase_ends_after_start",
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "area", "number", "title", "starts_on", "ends_on", "set_code")

    class Audit(AuditWords):
        name = ("title",)
        former_labels = ("criteria.phase",)

    def __str__(self) -> str:
        return f"Giai đoạn {self.number}"


class PhaseTarget(models.Model):
    """A ward that must meet all criteria of the phase's set, and the day on which this is due."""

    phase = models.ForeignKey(
        Phase, models.CASCADE, related_name="targets", verbose_name=_("giai đoạn")
    )
    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="phase_targets", verbose_name=_("xã, phường")
    )
    due_on = models.DateField(_("hạn"))

    class Meta:
        verbose_name = _("chỉ tiêu giai đoạn")
        verbose_name_plural = _("chỉ tiêu giai đoạn")
        ordering = ("due_on", "pk")
        constraints = [models.UniqueConstraint(fields=["phase", "ward"], name="phase_target_once")]

    class Privacy:
        sensitive = ()
        plain = ("id", "phase", "ward", "due_on")

    class Audit(AuditWords):
        former_labels = ("criteria.phasetarget",)

    def __str__(self) -> str:
        return f"{self.phase} · {self.ward}"
