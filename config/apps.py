"""The project's own app: settings, URLs, menu and shared presentation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "config"

    def ready(self) -> None:
        from criteria.class_counts import CLASS_COUNTS  # models are not loaded earlier
        from criteria.sets import SETS
        from wards.queries.event_words import register_values

        counted = [*CLASS_COUNTS, *(criterion for each in SETS for criterion in each.criteria)]
        titles = {criterion.code: criterion.title for criterion in counted}
        register_values("criterion", lambda code: titles.get(code, code))
