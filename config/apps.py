"""The front door: settings, URLs, menu, shared presentation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "config"

    def ready(self) -> None:
        from criteria.class_counts import CLASS_COUNTS  # models are loaded only now
        from criteria.sets import SETS
        from wards.queries.event_words import register_values

        counted = [*CLASS_COUNTS, *(one for each in SETS for one in each.criteria)]
        titles = {one.code: one.title for one in counted}
        register_values("criterion", lambda code: titles.get(code, code))
