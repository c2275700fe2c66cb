"""Areas that committees answer for: the nation, a province, a city, or a named set of wards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.audited import AuditWords
from foundation.dated import Dated, DatedQuerySet, ends_after_start
from wards.enums import AreaKind


class Area(Dated):
    """A named territory with dated membership; "địa bàn thành phố Lào Cai cũ" outlives the city."""

    kind = models.CharField(_("loại"), max_length=10, choices=AreaKind.choices)
    code = models.CharField(_("mã"), max_length=20, blank=True)
    name = models.CharField(_("tên"), max_length=120)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thuộc"),
    )

    objects = DatedQuerySet["Area"].as_manager()

    class Meta:
        verbose_name = _("địa bàn")
        verbose_name_plural = _("địa bàn")
        constraints = [
            ends_after_start("area"),
            models.UniqueConstraint(
                fields=["kind", "code", "name", "valid_from"], name="area_once"
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "valid_from", "valid_to", "kind", "code", "name", "parent")

    class Audit(AuditWords):
        name = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_nation(self) -> bool:
        return self.kind == AreaKind.NATION


class AreaWard(Dated):
    """The membership of a ward in an area, with its dates."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="memberships", verbose_name=_("địa bàn")
    )
    ward = models.ForeignKey(
        "wards.Ward", models.PROTECT, related_name="memberships", verbose_name=_("xã, phường")
    )

    objects = DatedQuerySet["AreaWard"].as_manager()

    class Meta:
        verbose_name = _("xã, phường trong địa bàn")
        verbose_name_plural = _("xã, phường trong địa bàn")
        indexes = [models.Index(fields=["area", "valid_from", "valid_to"])]
        constraints = [ends_after_start("area_ward")]

    class Privacy:
        sensitive = ()
        plain = ("id", "valid_from", "valid_to", "area", "ward")

    def __str__(self) -> str:
        return f"{self.ward} · {self.area}"
