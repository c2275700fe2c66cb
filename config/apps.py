"""The front door: settings, URLs, menu, shared presentation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "config"

    def ready(self) -> None:
        from criteria.sets import SETS  # models are loaded only now
        from wards.queries.event_words import register_values

        titles = {one.code: one.title for each in SETS for one in each.criteria}
        register_values("criterion", lambda code: titles.get(code, code))
