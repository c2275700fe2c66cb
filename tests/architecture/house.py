"""The house as the tests see it: its floors, its files."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
#: Our Django apps, by label, top floor first; `foundation` is a package without models.
APPS = tuple(one.label for one in apps.get_app_configs() if Path(one.path).parent == ROOT)
FLOORS = (*APPS, "foundation")
MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]
