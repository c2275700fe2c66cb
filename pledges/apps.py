"""The pledges app: it holds households, pledges, tip-off boxes, hotline boards and outreach sessions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = _("Hộ và cam kết")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from corrections.registry import register as register_correctable
        from exchange.registry import register
        from law.queries.deadlines import register_source
        from pledges.corrections import CORRECTIONS
        from pledges.enums import AuditAction
        from pledges.imports import IMPORTS
        from pledges.queries.deadlines import pledge_deadlines

        register_actions(AuditAction, reads=(AuditAction.HOUSEHOLDS_EXPORTED,))
        register_source(pledge_deadlines)
        for importable in IMPORTS:
            register(importable)
        for correctable in CORRECTIONS:
            register_correctable(correctable)
