"""Choices of the reports app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditAction(TextChoices):
    """Actions on reports that the access log records."""

    REPORT_ISSUED = "reports.report_issued", _("ban hành báo cáo")
    REPORT_DOWNLOADED = "reports.report_downloaded", _("tải báo cáo")
