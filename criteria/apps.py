"""The criteria app: it holds the dated sets of criteria, scoring, evidence and daily snapshots."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = _("Tiêu chí")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from criteria.enums import AuditAction

        register_actions(
            AuditAction, reads=(AuditAction.EVIDENCE_READ, AuditAction.SNAPSHOTS_TAKEN)
        )
