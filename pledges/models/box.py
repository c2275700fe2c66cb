"""Tip-off boxes and the findings of their checks, which criterion 7 counts."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.dated import LATEST_FIRST, Dated, ends_not_before_start
from foundation.fields import EncryptedTextField
from foundation.recorded import Recorded
from pledges.enums import CheckKind
from pledges.models.fixture import Fixture
from wards.models import NeighbourhoodGroup
from wards.models.scope import ScopedDatedQuerySet


class TipBoxQuerySet(ScopedDatedQuerySet["TipBox"]):
    """Boxes, visible to users with VIEW_HOUSEHOLDS in the group."""

    group_path = "group"
    view_permission = Permission.VIEW_HOUSEHOLDS


class TipBox(Fixture, Recorded):
    """A tip-off box, from its installation until its removal."""

    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="boxes", verbose_name=_("tổ, thôn")
    )
    key_holder = models.CharField(_("người giữ khóa"), max_length=120, blank=True)

    objects = TipBoxQuerySet.as_manager()

    class Meta:
        verbose_name = _("hòm thư tố giác")
        verbose_name_plural = _("hòm thư tố giác")
        indexes = [models.Index(fields=["group", "valid_from", "valid_to"])]
        constraints = [ends_not_before_start("box")]

    class Privacy:
        sensitive = ("key_holder",)
        plain = ("id", "valid_from", "valid_to", "group", "place", "recorded_by", "recorded_at")

    @property
    def findings(self) -> Any:
        return self.checks


class BoxCheckQuerySet(ScopedDatedQuerySet["BoxCheck"]):
    """Checks, visible to users with VIEW_HOUSEHOLDS in the box's group."""

    group_path = "box__group"
    view_permission = Permission.VIEW_HOUSEHOLDS


class BoxCheck(Dated, Recorded):
    """The finding of a check of a box, valid from its day until the next finding.

    An opening also has its minutes, even if the box was empty: time, two people, seal, number of letters,
    summary.
    """

    box = models.ForeignKey(
        TipBox, models.CASCADE, related_name="checks", verbose_name=_("hòm thư")
    )
    kind = models.CharField(_("việc"), max_length=12, choices=CheckKind.choices)
    is_working = models.BooleanField(_("còn dùng được"), default=True)
    opened_at = models.TimeField(_("giờ mở"), null=True, blank=True)
    first_person = models.CharField(_("người mở thứ nhất"), max_length=120, blank=True)
    second_person = models.CharField(_("người mở thứ hai"), max_length=120, blank=True)
    is_seal_intact = models.BooleanField(_("niêm phong nguyên vẹn"), null=True, blank=True)
    letters = models.PositiveSmallIntegerField(_("số thư"), null=True, blank=True)
    summary = EncryptedTextField(_("tóm tắt"), blank=True, context="box_check.summary")

    objects = BoxCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần kiểm tra hòm thư")
        verbose_name_plural = _("lần kiểm tra hòm thư")
        ordering = LATEST_FIRST
        indexes = [models.Index(fields=["box", "valid_from", "valid_to", "is_working"])]
        constraints = [
            ends_not_before_start("box_check"),
            models.CheckConstraint(
                condition=~Q(kind="opening")
                | (
                    Q(opened_at__isnull=False, is_seal_intact__isnull=False, letters__isnull=False)
                    & ~Q(first_person="")
                    & ~Q(second_person="")
                ),
                name="box_opening_has_minutes",
                violation_error_message=_(
                    "Biên bản mở hòm thư phải có giờ, hai người mở, niêm phong và số thư."
                ),
            ),
        ]

    class Privacy:
        sensitive = ("first_person", "second_person", "summary")
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "box",
            "kind",
            "is_working",
            "opened_at",
            "is_seal_intact",
            "letters",
            "recorded_by",
            "recorded_at",
        )

    def __str__(self) -> str:
        return f"{self.box_id} {self.valid_from}"
