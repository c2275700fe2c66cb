"""The front door: settings, URLs, menu, shared presentation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "config"
