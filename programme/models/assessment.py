"""The assessment of a ward, whose results are frozen, and the recognition that may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from criteria.enums import Verdict
from foundation.audited import AuditWords
from programme.enums import AssessmentState
from wards.models import Ward


class Assessment(models.Model):
    """A ward's assessment under a set on a day; its results are frozen, so later corrections do not change a report."""

    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="assessments", verbose_name=_("xã, phường")
    )
    set_code = models.CharField(_("bộ tiêu chí"), max_length=20)
    as_of = models.DateField(_("thời điểm"))
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=AssessmentState.choices,
        default=AssessmentState.DRAFT,
    )
    note = models.CharField(_("nhận xét"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đánh giá")
        verbose_name_plural = _("đánh giá")
        ordering = ("-as_of", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["ward", "set_code", "as_of"], name="assessment_once")
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "ward", "set_code", "as_of", "state", "note")

    class Audit(AuditWords):
        former_labels = ("criteria.assessment",)

    def __str__(self) -> str:
        return f"{self.ward} {self.as_of} {self.set_code}"


class CriterionResult(models.Model):
    """The frozen result of one criterion in an assessment."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="results", verbose_name=_("đánh giá")
    )
    criterion = models.CharField(_("tiêu chí"), max_length=40)
    numerator = models.PositiveIntegerField(_("tử số"))
    denominator = models.PositiveIntegerField(_("mẫu số"), null=True, blank=True)
    missing = models.PositiveIntegerField(_("còn thiếu dữ liệu"), default=0)
    verdict = models.CharField(_("kết luận"), max_length=8, choices=Verdict.choices)
    evidence_sha256 = models.CharField(_("dấu vân tay bằng chứng"), max_length=64, blank=True)
    criterion_version = models.PositiveSmallIntegerField(_("phiên bản tiêu chí"), default=1)

    class Meta:
        verbose_name = _("kết quả tiêu chí")
        verbose_name_plural = _("kết quả tiêu chí")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="result_once")
        ]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "assessment",
            "criterion",
            "numerator",
            "denominator",
            "missing",
            "verdict",
            "evidence_sha256",
            "criterion_version",
        )

    class Audit(AuditWords):
        told_with = ("wards.ward",)
        former_labels = ("criteria.criterionresult",)

    def __str__(self) -> str:
        return f"{self.criterion}: {self.verdict}"


class Recognition(models.Model):
    """The decision that recognised a ward as drug-free, and when and why the ward was taken off the list again."""

    assessment = models.OneToOneField(
        Assessment, models.PROTECT, related_name="recognition", verbose_name=_("đánh giá")
    )
    decision_number = models.CharField(_("số quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    revoked_on = models.DateField(_("ngày đưa ra khỏi danh sách"), null=True, blank=True)
    revocation_reason = models.CharField(_("lý do"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("công nhận")
        verbose_name_plural = _("công nhận")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True, revocation_reason="")
                | models.Q(revoked_on__isnull=False, revoked_on__gt=models.F("decided_on"))
                & ~models.Q(revocation_reason=""),
                name="recognition_revoked_with_reason",
            )
        ]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "assessment",
            "decision_number",
            "decided_on",
            "revoked_on",
            "revocation_reason",
        )

    class Audit(AuditWords):
        former_labels = ("criteria.recognition",)

    def __str__(self) -> str:
        return self.decision_number
