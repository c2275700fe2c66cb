"""Figures that a unit declares: compared with the registers, they show what is missing there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.recorded import Recorded
from wards.models.group import NeighbourhoodGroup
from wards.models.placement import ward_id_today
from wards.models.scope import ScopedQuerySet
from wards.models.ward import Ward


class PopulationFigureQuerySet(ScopedQuerySet["PopulationFigure"]):
    """Population figures, visible to users who may see figures of the group."""

    group_path = "group"
    view_permission = Permission.VIEW_FIGURES


class PopulationFigure(Recorded):
    """Residents, households and groups that a place declared on a day.

    What is declared and not registered is missing data.
    """

    ward = models.ForeignKey(
        Ward,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="population_figures",
        verbose_name=_("xã, phường"),
    )
    group = models.ForeignKey(
        NeighbourhoodGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="population_figures",
        verbose_name=_("tổ, thôn"),
    )
    counted_on = models.DateField(_("ngày"))
    residents = models.PositiveIntegerField(_("nhân khẩu đang cư trú"), null=True, blank=True)
    households = models.PositiveIntegerField(_("số hộ khai báo"), null=True, blank=True)
    groups = models.PositiveIntegerField(_("số tổ, thôn khai báo"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=200)

    objects = PopulationFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu dân cư")
        verbose_name_plural = _("số liệu dân cư")
        indexes = [
            models.Index(fields=["ward", "counted_on"]),
            models.Index(fields=["group", "counted_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ward__isnull=True) ^ models.Q(group__isnull=True),
                name="population_of_one_place",
            ),
            models.UniqueConstraint(
                fields=["ward", "counted_on"], name="population_once_a_day_per_ward"
            ),
            models.UniqueConstraint(
                fields=["group", "counted_on"], name="population_once_a_day_per_group"
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "ward",
            "group",
            "counted_on",
            "residents",
            "households",
            "groups",
            "source",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        name = ("ward__name", "group__name")

    def __str__(self) -> str:
        return f"{self.ward or self.group} {self.counted_on}"

    def get_unit_id(self) -> int | None:
        return self.ward_id or ward_id_today(self.group_id)
