"""The corrections app: how a row of any ledger is put right or taken out, and the ledger of all such changes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrectionsConfig(AppConfig):
    name = "corrections"
    verbose_name = _("Đính chính")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from corrections.enums import AuditAction
        from corrections.registry import register
        from corrections.units import CORRECTIONS

        register_actions(AuditAction)
        for correctable in CORRECTIONS:
            register(correctable)
