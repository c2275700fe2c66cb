"""Wards: places and who serves where."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WardsConfig(AppConfig):
    name = "wards"
    verbose_name = _("Đơn vị hành chính")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from wards.enums import AuditAction

        register_actions(AuditAction)
