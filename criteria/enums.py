"""Choices of the criteria app: verdicts, and events of the access log."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

#: Badge (the colour) -> sign shown next to the word, because no meaning may depend on colour alone.
SIGNS = {"met": "✓", "near": "◐", "missed": "✕", "none": "–"}


class Verdict(TextChoices):
    """The verdict of a criterion on a ward. NEAR is for display only: the criterion is not met."""

    MET = "met", _("Đạt")
    NEAR = "near", _("Gần đạt")
    MISSED = "missed", _("Chưa đạt")
    NO_DATA = "no_data", _("Thiếu dữ liệu")

    @property
    def badge(self) -> str:
        return "none" if self is Verdict.NO_DATA else str(self.value)


class AuditAction(TextChoices):
    """Events about scoring that the access log records."""

    SNAPSHOTS_TAKEN = "criteria.snapshots_taken", _("chốt số liệu")
    EVIDENCE_READ = "criteria.evidence_read", _("xem danh sách bằng chứng")
