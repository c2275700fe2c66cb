"""The incidents app: hotspots, suspicions, incidents with their people, and patrols."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = _("Vụ việc và điểm phức tạp")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from corrections.registry import register
        from incidents.corrections import CORRECTIONS
        from incidents.enums import AuditAction
        from incidents.queries.deadlines import incident_deadlines
        from law.queries.deadlines import register_source

        register_actions(AuditAction)
        register_source(incident_deadlines)
        for correctable in CORRECTIONS:
            register(correctable)
