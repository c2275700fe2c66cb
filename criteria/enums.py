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


class AuditAction(TextChoices):
    """What the access log can say about scoring."""

    SNAPSHOTS_TAKEN = "criteria.snapshots_taken", _("chốt số liệu")
    EVIDENCE_READ = "criteria.evidence_read", _("xem danh sách bằng chứng")
