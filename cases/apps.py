"""Cases: people under the drug law, hotspots, suspicions, incidents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Hồ sơ")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from cases.enums import AuditAction
        from cases.imports import PEOPLE
        from wards.imports.registry import register

        register_actions(AuditAction)
        register(PEOPLE)
