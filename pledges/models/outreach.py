"""Outreach sessions ("tuyên truyền")."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.recorded import Recorded
from wards.models import InGroup, NeighbourhoodGroup
from wards.models.scope import ScopedQuerySet


class OutreachQuerySet(ScopedQuerySet["Outreach"]):
    """Sessions, visible to users with VIEW_HOUSEHOLDS in the group."""

    group_path = "group"
    view_permission = Permission.VIEW_HOUSEHOLDS


class Outreach(InGroup, Recorded):
    """An outreach session in a group: its topic, its audience and how many people came."""

    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="outreach", verbose_name=_("tổ, thôn")
    )
    held_on = models.DateField(_("ngày"))
    topic = models.CharField(_("nội dung"), max_length=200)
    audience = models.CharField(_("đối tượng tham dự"), max_length=120)
    attendance = models.PositiveIntegerField(_("số người dự"))

    objects = OutreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi tuyên truyền")
        verbose_name_plural = _("buổi tuyên truyền")
        ordering = ("-held_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(attendance__gte=1),
                name="outreach_had_listeners",
                violation_error_message=_("Số người dự phải từ 1 trở lên."),
            )
        ]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "group",
            "held_on",
            "topic",
            "audience",
            "attendance",
            "recorded_by",
            "recorded_at",
        )

    def __str__(self) -> str:
        return f"{self.held_on} · {self.topic}"
