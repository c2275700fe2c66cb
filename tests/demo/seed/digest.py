"""One number for all that the demonstration wrote, whatever keys the database gave to its rows."""

import hashlib
import json
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

APPS = ("wards", "law", "cases", "pledges", "incidents", "tips", "criteria", "programme")


def digest() -> dict[str, str]:
    """Model -> hash over its rows in the order of writing; references count by place, not by key."""
    places = {model: _places(model) for model in _models() | _referenced()}
    return {
        model._meta.label: _hash([_row(row, places) for row in model._base_manager.order_by("pk")])
        for model in sorted(_models(), key=lambda model: model._meta.label)
    }


def _models() -> set[type[models.Model]]:
    return {model for label in APPS for model in apps.get_app_config(label).get_models()}


def _referenced() -> set[type[models.Model]]:
    return {
        field.related_model
        for model in _models()
        for field in model._meta.concrete_fields
        if field.is_relation
    }


def _places(model: type[models.Model]) -> dict[Any, int]:
    keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
    return {key: place for place, key in enumerate(keys)}


def _row(row: models.Model, places: dict[type[models.Model], dict[Any, int]]) -> list[Any]:
    values = []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.is_relation:
            values.append(None if value is None else places[field.related_model][value])
        elif not field.primary_key and not isinstance(field, models.DateTimeField):
            values.append(value)
    return values


def _hash(rows: list[list[Any]]) -> str:
    text = json.dumps(rows, cls=DjangoJSONEncoder, default=str)
    return f"{len(rows)}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
