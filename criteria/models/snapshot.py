"""The daily snapshot, one row for each ward, day and set, which dashboards and trends read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wards.models import Ward


class WardSnapshot(models.Model):
    """All figures of one ward on one day under one set.

    It is only a cache: the ledgers are the source, and a test checks that it equals live scoring.
    """

    ward = models.ForeignKey(
        Ward, models.CASCADE, related_name="snapshots", verbose_name=_("xã, phường"), db_index=False
    )
    day = models.DateField(_("ngày"))
    set_code = models.CharField(_("bộ tiêu chí"), max_length=20)
    #: {criterion code: [numerator, denominator, missing, has_places, verdict]}: a new criterion needs no migration.
    figures = models.JSONField(_("số liệu"))
    #: `CriteriaSet.line_up` when it was taken: under other criteria or rules the figures are not valid.
    line_up = models.CharField(_("phiên bản bộ tiêu chí"), max_length=32, default="")
    met = models.PositiveSmallIntegerField(_("số tiêu chí đạt"))
    total = models.PositiveSmallIntegerField(_("số tiêu chí"))
    people = models.PositiveIntegerField(_("người trong diện quản lý"))
    taken_at = models.DateTimeField(_("chốt lúc"), auto_now=True)

    class Meta:
        verbose_name = _("số liệu chốt ngày")
        verbose_name_plural = _("số liệu chốt ngày")
        indexes = [models.Index(fields=["ward", "set_code", "day"])]
        constraints = [
            models.UniqueConstraint(fields=["set_code", "day", "ward"], name="snapshot_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(met__lte=models.F("total")), name="snapshot_met_within_total"
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "ward",
            "day",
            "set_code",
            "figures",
            "line_up",
            "met",
            "total",
            "people",
            "taken_at",
        )

    def __str__(self) -> str:
        return f"{self.ward_id} {self.day} {self.set_code}"
