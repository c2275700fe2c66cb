"""The cases app: the files of people under the drug law."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Hồ sơ")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from cases.corrections import CORRECTIONS
        from cases.enums import AuditAction
        from cases.imports import IMPORTS
        from cases.queries.deadlines import case_deadlines
        from corrections.registry import register as register_correctable
        from exchange.registry import register
        from law.queries.deadlines import register_source

        reads = (
            AuditAction.PERSON_READ,
            AuditAction.IDENTITY_REVEALED,
            AuditAction.PEOPLE_EXPORTED,
        )
        register_actions(AuditAction, reads=reads)
        register_source(case_deadlines)
        for importable in IMPORTS:
            register(importable)
        for correctable in CORRECTIONS:
            register_correctable(correctable)
