"""Choices of the programme floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    """What the access log can say about phases. A value that the log holds is never renamed."""

    PHASE_PLANNED = "criteria.phase_planned", _("lập giai đoạn")
