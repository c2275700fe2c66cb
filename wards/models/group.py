"""Neighbourhood groups: tổ dân phố, thôn, bản."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.constraints import CheckBeside
from foundation.dated import in_force
from foundation.versions import Versioned
from wards.enums import GroupKind
from wards.models.placement import ward_id_today
from wards.models.scope import ScopedQuerySet


class GroupQuerySet(ScopedQuerySet["NeighbourhoodGroup"]):
    """Groups, visible to users who may see figures there.

    A group head sees the own group through the permission to view households (listed_groups).
    """

    group_path = "pk"
    view_permission = Permission.VIEW_FIGURES

    def in_ward(self, ward_id: int, day: date) -> Self:
        """Returns the groups placed in the ward on that day."""
        return self.filter(in_force(day, "placements__"), placements__ward_id=ward_id)

    def counted(self) -> Self:
        """Returns the groups that criteria 6 to 8 count: neighbourhoods, not "khu vực khác"."""
        return self.exclude(kind=GroupKind.OTHER_PLACE)


class NeighbourhoodGroup(Versioned):
    """A tổ dân phố, thôn or bản; people, households, boxes, boards and incidents refer to it."""

    kind = models.CharField(_("loại"), max_length=5, choices=GroupKind.choices)
    name = models.CharField(_("tên"), max_length=80)
    sort_key = models.CharField(max_length=400, editable=False)
    head_name = models.CharField(_("tổ trưởng, trưởng thôn"), max_length=120, blank=True)
    head_phone = models.CharField(_("điện thoại tổ trưởng"), max_length=20, blank=True)
    is_high_risk = models.BooleanField(_("nguy cơ cao về ma túy"), default=False)
    risk_reason = models.CharField(_("lý do nguy cơ cao"), max_length=200, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ dân phố, thôn")
        verbose_name_plural = _("tổ dân phố, thôn")
        ordering = ("sort_key", "pk")
        constraints = [
            CheckBeside(
                condition=Q(is_high_risk=False) | ~Q(risk_reason=""),
                name="group_high_risk_says_why",
                beside=("risk_reason",),
                violation_error_message=_("Ghi lý do đánh giá nguy cơ cao."),
            )
        ]

    class Privacy:
        sensitive = ("head_name", "head_phone")
        plain = ("id", "version", "kind", "name", "sort_key", "is_high_risk", "risk_reason")

    class Audit(AuditWords):
        name = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_unit_id(self) -> int | None:
        """Returns the ward where the group lies today: events about the group belong to its log."""
        return ward_id_today(self.pk)
