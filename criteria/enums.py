"""Choices of the criteria floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

#: The sign beside the word, by the badge that gives it its colour: nothing is said by colour alone.
SIGNS = {"met": "✓", "near": "◐", "missed": "✕", "none": "–"}


class Verdict(TextChoices):
    """What a criterion says of a ward. NEAR is for display only: it is not a pass."""

    MET = "met", _("Đạt")
    NEAR = "near", _("Gần đạt")
    MISSED = "missed", _("Chưa đạt")
    NO_DATA = "no_data", _("Thiếu dữ liệu")

    @property
    def badge(self) -> str:
        return "none" if self is Verdict.NO_DATA else str(self.value)


class AssessmentState(TextChoices):
    DRAFT = "draft", _("dự thảo")
    SUBMITTED = "submitted", _("đã nộp")
    VERIFIED = "verified", _("đã thẩm định")
    RETURNED = "returned", _("trả lại")
    APPROVED = "approved", _("đã công nhận")
    REVOKED = "revoked", _("đã đưa ra khỏi danh sách")


class PhaseState(TextChoices):
    """Where a phase or one of its targets stands at a date."""

    PLANNED = "planned", _("chưa đến hạn")
    DONE = "done", _("đạt đúng hạn")
    DONE_LATE = "done_late", _("đạt sau hạn")
    LATE = "late", _("chậm")
    REGRESSED = "regressed", _("đã đạt, nay không giữ được")

    @property
    def badge(self) -> str:
        if self is PhaseState.PLANNED:
            return "none"
        return "met" if self in {PhaseState.DONE, PhaseState.DONE_LATE} else "missed"


class AuditAction(TextChoices):
    """What the access log can say about scoring and phases."""

    PHASE_PLANNED = "criteria.phase_planned", _("lập giai đoạn")
    SNAPSHOTS_TAKEN = "criteria.snapshots_taken", _("chốt số liệu")
    EVIDENCE_READ = "criteria.evidence_read", _("xem danh sách bằng chứng")
