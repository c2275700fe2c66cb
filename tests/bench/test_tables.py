"""The benchmark writes and reads tables by name: each name is that of a table of today."""

import re
from pathlib import Path

import pytest
from django.apps import apps

LABELS = "|".join(config.label for config in apps.get_app_configs())
TABLES = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


@pytest.mark.parametrize("name", ["data.py", "hand.py"])
def test_every_table_that_is_named_exists(name):
    source = Path(__file__).with_name(name).read_text(encoding="utf-8")
    named = set(re.findall(rf"\b(?:{LABELS})_[a-z]+\b", source))
    assert len(named) > 5
    assert named <= TABLES
