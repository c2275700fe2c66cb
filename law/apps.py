"""Law: rules with their dates, terms and deadlines."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    name = "law"
    verbose_name = _("Quy định pháp luật")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from law.enums import AuditAction

        register_actions(AuditAction)
