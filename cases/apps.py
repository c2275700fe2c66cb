"""The cases app: the files of people under the drug law."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Hồ sơ")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from cases.enums import AuditAction
        from cases.imports import PEOPLE
        from cases.queries.deadlines import case_deadlines
        from exchange.registry import register
        from law.queries.deadlines import register_source

        reads = (
            AuditAction.PERSON_READ,
            AuditAction.IDENTITY_REVEALED,
            AuditAction.PEOPLE_EXPORTED,
        )
        register_actions(AuditAction, reads=reads)
        register_source(case_deadlines)
        register(PEOPLE)
