"""Choices of the programme app: states, and events of the access log."""

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
    """The state of a phase, or of one of its targets, on a day."""

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
    """Events about phases that the access log records. A value that the log contains is never renamed."""

    PHASE_PLANNED = "criteria.phase_planned", _("lập giai đoạn")
