"""Residences and absences: where a person lives, and when they are away."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.enums import AbsenceReason, ResidenceKind
from cases.models.person import Person, reason_field
from foundation.audited import AuditWords
from foundation.dated import OPEN, Dated, DatedQuerySet, ends_not_before_start
from foundation.fields import EncryptedTextField
from foundation.recorded import Recorded
from wards.models import NeighbourhoodGroup
from wards.models.scope import ScopedQuerySet


class PersonalQuerySet(ScopedQuerySet[Any]):
    """Base for rows of a person, visible to users who hold VIEW_PEOPLE where the person lives."""

    group_path = "person__residences__group"
    view_permission = Permission.VIEW_PEOPLE

    def in_groups(self, groups: Iterable[int] | models.QuerySet[Any]) -> Self:
        return self.filter(person__in=Person.objects.in_groups(groups))


class DatedPersonalQuerySet(PersonalQuerySet, DatedQuerySet[Any]):
    """The same for rows that hold from one day until another."""


class Residence(Dated, Recorded):
    """One stay in one group. A person has exactly one open residence, and stays do not overlap."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="residences", verbose_name=_("người")
    )
    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="residences", verbose_name=_("tổ, thôn")
    )
    kind = models.CharField(
        _("hình thức cư trú"),
        max_length=10,
        choices=ResidenceKind.choices,
        default=ResidenceKind.PERMANENT,
    )
    address = EncryptedTextField(
        _("địa chỉ"), max_length=200, blank=True, context="residence.address"
    )
    unusual_reason = reason_field(context="residence.unusual_reason")

    objects = DatedPersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("nơi cư trú")
        verbose_name_plural = _("nơi cư trú")
        indexes = [
            models.Index(fields=["group", "valid_from", "valid_to", "person"]),
            models.Index(fields=["person", "valid_from", "valid_to", "group"]),
        ]
        constraints = [
            ends_not_before_start("residence"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to=OPEN), name="residence_one_open"
            ),
        ]

    class Privacy:
        sensitive = ("address", "unusual_reason")
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "person",
            "group",
            "kind",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        told_with = ("cases.person",)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.group}"


class Absence(Dated, Recorded):
    """A time away from the area; a person who is absent does not count in criterion 4."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="absences", verbose_name=_("người")
    )
    reason = models.CharField(_("lý do vắng mặt"), max_length=10, choices=AbsenceReason.choices)
    note = EncryptedTextField(_("ghi chú"), blank=True, context="absence.note")

    objects = DatedPersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("vắng mặt")
        verbose_name_plural = _("vắng mặt")
        indexes = [models.Index(fields=["person", "valid_from", "valid_to"])]
        constraints = [ends_not_before_start("absence")]

    class Privacy:
        sensitive = ("note",)
        plain = ("id", "valid_from", "valid_to", "person", "reason", "recorded_by", "recorded_at")

    class Audit(AuditWords):
        told_with = ("cases.person",)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.get_reason_display()}"
