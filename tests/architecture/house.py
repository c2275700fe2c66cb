"""The house as the tests see it: its floors, its apps, its models."""

from django.apps import apps

from tests.architecture.floors import FLOORS, ROOT

#: Our Django apps; `foundation` is a package without models.
APPS = tuple(floor for floor in FLOORS if apps.is_installed(floor))
MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]

__all__ = ["APPS", "FLOORS", "MODELS", "ROOT"]
