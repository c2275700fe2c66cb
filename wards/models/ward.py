"""Commune-level units, the units that succeeded them, and their drug class."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.dated import Dated, DatedQuerySet, ends_after_start
from wards.enums import ClassificationScheme, DrugClass, SuccessionKind, WardKind
from wards.models.scope import Officer, reach_of


class WardQuerySet(DatedQuerySet["Ward"]):
    """Wards, visible to users who may see figures there, with the past units of the same groups."""

    def visible_to(self, user: Officer, permission: Permission = Permission.VIEW_FIGURES) -> Self:
        reach = reach_of(user, permission)
        if reach.everywhere:
            return self
        if not reach:
            return self.none()
        return self.filter(
            models.Q(pk__in=reach.wards)
            | models.Q(
                pk__in=self.model._default_manager.filter(
                    placements__group__in=reach.groups()
                ).values("pk")
            )
        )


class Ward(Dated):
    """A xã, phường or đặc khu. The official code is no key: it is reused for other territory."""

    code = models.CharField(_("mã đơn vị"), max_length=10, db_index=True)
    kind = models.CharField(_("loại"), max_length=8, choices=WardKind.choices)
    name = models.CharField(_("tên"), max_length=80)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    search_key = models.CharField(max_length=100, editable=False, default="")
    is_border = models.BooleanField(_("giáp biên giới"), default=False)
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)
    area_km2 = models.FloatField(_("diện tích (km²)"), null=True, blank=True)
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=200, blank=True)

    objects = WardQuerySet.as_manager()

    class Meta:
        verbose_name = _("xã, phường")
        verbose_name_plural = _("xã, phường")
        ordering = ("sort_key", "pk")
        constraints = [
            ends_after_start("ward"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="ward_code_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(8, 24),
                    longitude__range=(102, 118),
                ),
                name="ward_lies_in_viet_nam",
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "code",
            "kind",
            "name",
            "sort_key",
            "search_key",
            "is_border",
            "latitude",
            "longitude",
            "area_km2",
            "legal_basis",
        )

    class Audit(AuditWords):
        name = ("name",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("reports:ward-detail", args=[self.pk])

    def get_unit_id(self) -> int:
        return self.pk


class WardSuccession(models.Model):
    """The passing of a unit into another on a day, and the resolution that decided it."""

    from_ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="successors", verbose_name=_("đơn vị cũ")
    )
    to_ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="predecessors", verbose_name=_("đơn vị mới")
    )
    effective_on = models.DateField(_("từ ngày"))
    kind = models.CharField(_("hình thức"), max_length=6, choices=SuccessionKind.choices)
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=200)

    class Meta:
        verbose_name = _("kế thừa đơn vị")
        verbose_name_plural = _("kế thừa đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["from_ward", "to_ward"], name="succession_once"),
            models.CheckConstraint(
                condition=~models.Q(from_ward=models.F("to_ward")),
                name="succession_to_another_ward",
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "from_ward", "to_ward", "effective_on", "kind", "legal_basis")

    class Audit(AuditWords):
        name = ("from_ward__name", "to_ward__name")

    def __str__(self) -> str:
        return f"{self.from_ward} → {self.to_ward}"

    def get_unit_id(self) -> int:
        """Returns the unit that received the land: the event belongs to its log."""
        return self.to_ward_id


class WardClassification(Dated):
    """The drug class that a ward was given, with its scheme and decision."""

    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="classifications", verbose_name=_("xã, phường")
    )
    scheme = models.CharField(
        _("cách phân loại"), max_length=10, choices=ClassificationScheme.choices
    )
    drug_class = models.CharField(_("phân loại"), max_length=10, choices=DrugClass.choices)
    decision = models.CharField(_("quyết định"), max_length=120, blank=True)

    objects = DatedQuerySet["WardClassification"].as_manager()

    class Meta:
        verbose_name = _("phân loại địa bàn")
        verbose_name_plural = _("phân loại địa bàn")
        constraints = [ends_after_start("ward_classification")]

    class Privacy:
        sensitive = ()
        plain = ("id", "valid_from", "valid_to", "ward", "scheme", "drug_class", "decision")

    class Audit(AuditWords):
        name = ("ward__name",)

    def __str__(self) -> str:
        return f"{self.ward}: {self.get_drug_class_display()}"

    def get_unit_id(self) -> int:
        return self.ward_id
