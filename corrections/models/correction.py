"""The ledger of corrections: each keeps the rows as they were and as they became."""

import json
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from corrections.enums import CorrectionKind
from corrections.registry import Words, correctables, label_of
from corrections.rows import RowChange
from foundation.audited import AuditWords
from foundation.fields import EncryptedTextField
from wards.models import NeighbourhoodGroup
from wards.models.placement import ward_id_today
from wards.models.scope import Officer, ScopedQuerySet, reach_of


class CorrectionQuerySet(ScopedQuerySet["Correction"]):
    """Corrections, visible to users who may work with the corrected kind of row in one of the groups."""

    group_path = "groups__group"
    view_permission = Permission.CORRECT_OWN

    def in_groups(self, groups: Any) -> Self:
        touched = CorrectedGroup.objects.filter(group__in=groups)
        return self.filter(pk__in=touched.values("correction"))

    def visible_to(self, user: Officer, permission: Permission | None = None) -> Self:
        """Returns the corrections of the kinds that the user works with, in the places of that work.

        A group head, who keeps households, thus sees no correction of a person's file.
        """
        return super().visible_to(user, permission).filter(self._of_kinds_held(user))

    def _of_kinds_held(self, user: Officer) -> Q:
        kinds: dict[tuple[Permission, Permission | None], list[str]] = {}
        for correctable in correctables():
            for permission in correctable.permissions:
                kinds.setdefault((permission, correctable.reads_all), []).append(correctable.kind)
        held = Q(pk__in=())
        for (permission, reads_all), names in kinds.items():
            held |= Q(row_kind__in=names) & _read_by(user, permission, reads_all)
        return held


def _read_by(user: Officer, permission: Permission, reads_all: Permission | None) -> Q:
    """Returns the condition that a correction lies where the user holds the permission.

    Without `reads_all` there, it must also be the user's own.
    """
    there = Q(pk__in=_corrected_where(user, permission))
    if reads_all is None:
        return there
    return there & (Q(by=user.pk) | Q(pk__in=_corrected_where(user, reads_all)))


def _corrected_where(user: Officer, permission: Permission) -> Any:
    """Returns the ids of the corrections in places where the user holds the permission."""
    reach = reach_of(user, permission)
    there = CorrectedGroup.objects.filter(group__in=reach.groups())
    return there.values("correction") if reach else ()


class Correction(models.Model):
    """One change of what was recorded: rows as they were and became, why, by whom, which days.

    It is never changed or deleted. A restoration is a correction of its own that names the one it
    takes back.
    """

    kind = models.CharField(_("việc"), max_length=8, choices=CorrectionKind.choices)
    #: `corrections.registry.Correctable.kind` of the corrected row.
    row_kind = models.CharField(_("loại bản ghi"), max_length=24)
    row_id = models.BigIntegerField(_("mã bản ghi"))
    subject_model = models.CharField(_("loại hồ sơ"), max_length=40)
    subject_id = models.BigIntegerField(_("mã hồ sơ"))
    #: JSON list of {"before", "after"}, the corrected row first; see corrections.rows.
    rows = EncryptedTextField(_("các bản ghi trước và sau"), context="correction.rows")
    reason = EncryptedTextField(_("lý do"), max_length=300, context="correction.reason")
    from_day = models.DateField(_("số liệu thay đổi từ ngày"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="corrections",
        verbose_name=_("người đính chính"),
    )
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    restores = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="restored_by",
        verbose_name=_("khôi phục lần đính chính"),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("đính chính")
        verbose_name_plural = _("đính chính")
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=["subject_model", "subject_id"]),
            models.Index(fields=["at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="restored", restores__isnull=False)
                | (~Q(kind="restored") & Q(restores__isnull=True)),
                name="correction_restores_another",
            )
        ]

    class Privacy:
        sensitive = ("rows", "reason")
        plain = (
            "id",
            "kind",
            "row_kind",
            "row_id",
            "subject_model",
            "subject_id",
            "from_day",
            "by",
            "at",
            "restores",
        )

    class Audit(AuditWords):
        told_with = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.row_label}"

    def get_absolute_url(self) -> str:
        return reverse("corrections:correction-detail", args=[self.pk])

    def get_unit_id(self) -> int | None:
        """Returns the ward of the first corrected group, whose log has the event."""
        first = self.groups.order_by("pk").values_list("group", flat=True).first()
        return ward_id_today(first)

    @property
    def row_label(self) -> Words:
        return label_of(self.row_kind)

    @property
    def changes(self) -> list[RowChange]:
        return [RowChange(**pair) for pair in json.loads(self.rows)]


class CorrectedGroupQuerySet(ScopedQuerySet["CorrectedGroup"]):
    """Touched groups, visible to users who may correct rows in the group."""

    group_path = "group"
    view_permission = Permission.CORRECT_OWN


class CorrectedGroup(models.Model):
    """A group whose figures a correction may have changed, and the first day on which they may differ."""

    correction = models.ForeignKey(
        Correction, models.CASCADE, related_name="groups", verbose_name=_("đính chính")
    )
    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="corrections", verbose_name=_("tổ, thôn")
    )
    from_day = models.DateField(_("từ ngày"))

    objects = CorrectedGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ, thôn có số liệu đính chính")
        verbose_name_plural = _("tổ, thôn có số liệu đính chính")
        constraints = [
            models.UniqueConstraint(fields=["correction", "group"], name="corrected_group_once")
        ]
        indexes = [models.Index(fields=["group", "from_day"])]

    class Privacy:
        sensitive = ()
        plain = ("id", "correction", "group", "from_day")

    def __str__(self) -> str:
        return f"{self.correction_id} · {self.group_id}"
