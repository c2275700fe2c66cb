"""The reports app: dashboards, report catalogue, PDF rendering, archive of issued reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Báo cáo")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are not loaded earlier
        from reports.enums import AuditAction

        register_actions(
            AuditAction, reads=(AuditAction.REPORT_DOWNLOADED, AuditAction.REPORT_ISSUED)
        )
