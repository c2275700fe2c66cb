"""Suspected persons, groups and rings, which criterion 2 asks about."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.dated import LATEST_FIRST, OPEN, Dated, ends_not_before_start
from foundation.fields import EncryptedTextField
from foundation.recorded import Recorded
from incidents.enums import SourceGrade, SuspicionKind, SuspicionOutcome
from wards.models import InGroup, NeighbourhoodGroup
from wards.models.scope import ScopedDatedQuerySet, ScopedQuerySet


class SuspicionQuerySet(ScopedDatedQuerySet["Suspicion"]):
    """Suspicions are visible to users who hold VIEW_HOTSPOTS where the group lies."""

    group_path = "group"
    view_permission = Permission.VIEW_HOTSPOTS


class Suspicion(InGroup, Dated, Recorded):
    """Signs of drug crime, open until a decision closes them; an overdue review still blocks."""

    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="suspicions", verbose_name=_("tổ, thôn")
    )
    kind = models.CharField(_("loại"), max_length=6, choices=SuspicionKind.choices)
    subject = EncryptedTextField(_("đối tượng nghi vấn"), context="suspicion.subject")
    source_grade = models.CharField(
        _("độ tin cậy của nguồn"), max_length=1, choices=SourceGrade.choices
    )
    reason = EncryptedTextField(_("biểu hiện"), context="suspicion.reason")
    outcome = models.CharField(
        _("kết luận"), max_length=9, choices=SuspicionOutcome.choices, blank=True
    )

    objects = SuspicionQuerySet.as_manager()

    class Meta:
        verbose_name = _("nghi vấn")
        verbose_name_plural = _("nghi vấn")
        ordering = LATEST_FIRST
        indexes = [models.Index(fields=["group", "valid_from", "valid_to"])]
        constraints = [
            ends_not_before_start("suspicion"),
            models.CheckConstraint(
                condition=Q(valid_to=OPEN, outcome="") | (~Q(valid_to=OPEN) & ~Q(outcome="")),
                name="suspicion_closed_with_outcome",
            ),
        ]

    class Privacy:
        sensitive = ("subject", "reason")
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "group",
            "kind",
            "source_grade",
            "outcome",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        former_labels = ("cases.suspicion",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.group}"


class SuspicionReviewQuerySet(ScopedQuerySet["SuspicionReview"]):
    """A review is visible to the users who may see its suspicion."""

    group_path = "suspicion__group"
    view_permission = Permission.VIEW_HOTSPOTS


class SuspicionReview(Recorded):
    """A review and the day by which the next one is due; the opening itself is the first review."""

    suspicion = models.ForeignKey(
        Suspicion, models.CASCADE, related_name="reviews", verbose_name=_("nghi vấn")
    )
    reviewed_on = models.DateField(_("ngày rà soát"))
    next_review_on = models.DateField(_("hạn rà soát tiếp"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="suspicion_reviews",
        verbose_name=_("người rà soát"),
    )
    note = EncryptedTextField(_("kết quả rà soát"), blank=True, context="suspicion_review.note")

    objects = SuspicionReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("rà soát nghi vấn")
        verbose_name_plural = _("rà soát nghi vấn")
        ordering = ("suspicion", "reviewed_on")
        constraints = [
            models.UniqueConstraint(fields=["suspicion", "reviewed_on"], name="review_once_a_day"),
            models.CheckConstraint(
                condition=Q(next_review_on__gt=models.F("reviewed_on")), name="review_next_is_later"
            ),
        ]

    class Privacy:
        sensitive = ("note",)
        plain = (
            "id",
            "suspicion",
            "reviewed_on",
            "next_review_on",
            "by",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        told_with = ("incidents.suspicion",)
        former_labels = ("cases.suspicionreview",)

    def __str__(self) -> str:
        return f"{self.suspicion_id} {self.reviewed_on}"
