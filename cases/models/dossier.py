"""Dossiers with their numbers, the required forms that they contain, and scanned documents."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.enums import DossierKind
from cases.models.person import OfPerson, Person
from cases.models.residence import DatedPersonalQuerySet, PersonalQuerySet
from cases.statuses import DOSSIER_FORMS
from foundation.dated import LATEST_FIRST, Dated, ends_not_before_start
from foundation.recorded import Recorded


class Dossier(OfPerson, Dated, Recorded):
    """One dossier of one kind, open from valid_from until valid_to; two of a kind never overlap."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="dossiers", verbose_name=_("người")
    )
    kind = models.CharField(_("loại hồ sơ"), max_length=12, choices=DossierKind.choices)
    number = models.CharField(_("số hồ sơ"), max_length=60, db_index=True)
    legal_basis = models.CharField(_("căn cứ pháp lý"), max_length=200)
    close_reason = models.CharField(_("lý do đóng"), max_length=200, blank=True)

    objects = DatedPersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")
        ordering = LATEST_FIRST
        indexes = [
            models.Index(fields=["person", "kind", "valid_from", "valid_to"]),
            models.Index(fields=["kind", "valid_from"]),
        ]
        constraints = [
            ends_not_before_start("dossier"),
            # Every ward has its own numbers; cases.actions.dossiers gives each number once there.
            models.UniqueConstraint(
                fields=["person", "kind", "number"], name="dossier_number_once"
            ),
        ]

    class Privacy:
        sensitive = ("number", "kind")
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "person",
            "legal_basis",
            "close_reason",
            "recorded_by",
            "recorded_at",
        )

    def __str__(self) -> str:
        return f"{self.number} · {self.get_kind_display()}"

    @property
    def required_forms(self) -> int:
        return len(DOSSIER_FORMS[self.kind])


class DossierPartQuerySet(PersonalQuerySet):
    """Parts of a dossier are visible to users who may read the file of its person."""

    group_path = "dossier__person__residences__group"

    def in_groups(self, groups: Iterable[int] | models.QuerySet[Any]) -> Self:
        return self.filter(dossier__person__in=Person.objects.in_groups(groups))


class DossierForm(Recorded):
    """One required form (cases.statuses.DOSSIER_FORMS) and the day it was put in the dossier."""

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, related_name="forms", verbose_name=_("hồ sơ")
    )
    code = models.CharField(_("biểu mẫu"), max_length=12)
    filed_on = models.DateField(_("ngày đưa vào"))

    objects = DossierPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu mẫu trong hồ sơ")
        verbose_name_plural = _("biểu mẫu trong hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "code"], name="dossier_form_once")
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "dossier", "code", "filed_on", "recorded_by", "recorded_at")

    def __str__(self) -> str:
        return self.code


class DossierDocument(models.Model):
    """A scan in the dossier, identified by the hash of its content; its title is for people."""

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, related_name="documents", verbose_name=_("hồ sơ")
    )
    title = models.CharField(_("tên tài liệu"), max_length=160)
    file = models.FileField(_("tệp"), upload_to="dossiers/%Y/")
    sha256 = models.CharField(_("mã băm"), max_length=64)
    size = models.PositiveIntegerField(_("dung lượng (byte)"))
    added_on = models.DateField(_("ngày đưa vào"))

    objects = DossierPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài liệu trong hồ sơ")
        verbose_name_plural = _("tài liệu trong hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sha256"], name="document_once_in_dossier")
        ]

    class Privacy:
        sensitive = ("title", "file")
        plain = ("id", "dossier", "sha256", "size", "added_on")

    def __str__(self) -> str:
        return self.title
