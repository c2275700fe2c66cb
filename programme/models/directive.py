"""The key tasks of an area ("nhiệm vụ, giải pháp trọng tâm") and the wards that carry them out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.audited import AuditWords
from wards.models import Area, Ward


class Directive(models.Model):
    """One key task of an area's plan; it is not a criterion."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="directives", verbose_name=_("địa bàn")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    title = models.CharField(_("nội dung"), max_length=300)
    issued_on = models.DateField(_("ngày giao"))

    class Meta:
        verbose_name = _("nhiệm vụ trọng tâm")
        verbose_name_plural = _("nhiệm vụ trọng tâm")
        ordering = ("area", "number")
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="directive_number_once")
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "area", "number", "title", "issued_on")

    class Audit(AuditWords):
        name = ("title",)
        former_labels = ("criteria.directive",)

    def __str__(self) -> str:
        return self.title


class DirectiveTask(models.Model):
    """A ward's part in a key task: who is in charge, until when, and how far it is, in percent."""

    directive = models.ForeignKey(
        Directive, models.CASCADE, related_name="tasks", verbose_name=_("nhiệm vụ")
    )
    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="directive_tasks", verbose_name=_("xã, phường")
    )
    assignee = models.CharField(_("người phụ trách"), max_length=120)
    due_on = models.DateField(_("hạn"))
    progress = models.PositiveSmallIntegerField(_("tiến độ (%)"), default=0)
    evidence = models.CharField(_("kết quả"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("việc được giao")
        verbose_name_plural = _("việc được giao")
        constraints = [
            models.UniqueConstraint(fields=["directive", "ward"], name="directive_task_once"),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="directive_progress_percent"
            ),
        ]

    class Privacy:
        sensitive = ("assignee",)
        plain = ("id", "directive", "ward", "due_on", "progress", "evidence")

    class Audit(AuditWords):
        former_labels = ("criteria.directivetask",)

    def __str__(self) -> str:
        return f"{self.directive} · {self.ward}"
