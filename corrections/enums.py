"""Kinds of corrections, and their events in the access log."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CorrectionKind(TextChoices):
    """What was done to a row of a ledger. A correction is never a move: nothing happened that day."""

    CHANGED = "changed", _("sửa sai sót")
    REMOVED = "removed", _("hủy bản ghi nhập nhầm")
    RESTORED = "restored", _("khôi phục")


class AuditAction(TextChoices):
    """Corrections in the access log."""

    ROW_CORRECTED = "corrections.row_corrected", _("sửa sai sót")
    ROW_REMOVED = "corrections.row_removed", _("hủy bản ghi nhập nhầm")
    ROW_RESTORED = "corrections.row_restored", _("khôi phục bản ghi đã đính chính")
    CORRECTION_READ = "corrections.correction_read", _("xem một lần đính chính")
    CORRECTIONS_READ = "corrections.corrections_read", _("xem sổ đính chính")
