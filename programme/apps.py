"""The programme app: it holds assessments, recognition, phases and directives."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = _("Chương trình")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from programme.enums import AuditAction

        register_actions(AuditAction)
