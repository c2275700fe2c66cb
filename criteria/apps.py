"""The criteria app: it holds the dated sets of criteria, scoring, evidence and daily snapshots."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = _("Tiêu chí")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from corrections.registry import register_figures, register_forgetter
        from criteria.actions.snapshots import forget_empty_wards
        from criteria.enums import AuditAction
        from criteria.queries.corrected import corrected_figures

        register_actions(
            AuditAction, reads=(AuditAction.EVIDENCE_READ, AuditAction.SNAPSHOTS_TAKEN)
        )
        register_figures(corrected_figures)
        register_forgetter(forget_empty_wards)
