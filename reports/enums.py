"""Choices of the reports floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditAction(TextChoices):
    """What the access log can say about reports."""

    REPORT_ISSUED = "reports.report_issued", _("ban hành báo cáo")
    REPORT_DOWNLOADED = "reports.report_downloaded", _("tải báo cáo")
