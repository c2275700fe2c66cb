"""Pledges: households, pledges, tip-off boxes, hotline boards, tips, outreach."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = _("Hộ và cam kết")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from pledges.enums import AuditAction
        from pledges.imports import HOUSEHOLDS
        from wards.imports.registry import register

        register_actions(AuditAction)
        register(HOUSEHOLDS)
