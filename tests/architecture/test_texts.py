"""Every text that somebody types is cleaned: all text fields of forms and of bodies are those of the house."""

import importlib

import pytest
from django import forms
from rest_framework import serializers

from foundation.forms import LineField
from tests.architecture.house import APPS, ROOT
from wards.api.fields import Text

#: Subclasses of Django's text field whose values are no text of a ledger.
_OTHER_KINDS = (forms.EmailField, forms.URLField, forms.UUIDField, forms.JSONField)


def modules(pattern: str) -> list[str]:
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for app in (*APPS, "config")
        for path in (ROOT / app).glob(pattern)
    )


def classes(pattern: str, base: type) -> list[type]:
    loaded = [importlib.import_module(name) for name in modules(pattern)]
    return sorted(
        {
            kind
            for module in loaded
            for kind in vars(module).values()
            if isinstance(kind, type)
            and issubclass(kind, base)
            and kind.__module__ == module.__name__
        },
        key=str,
    )


FORMS = [
    *classes("forms.py", forms.BaseForm),
    *classes("forms/*.py", forms.BaseForm),
    *classes("gallery.py", forms.BaseForm),
]
#: What may be sent. A class named Serializer or Output only answers: no view reads a request with it.
BODIES = [
    body
    for body in classes("api/**/*.py", serializers.Serializer)
    if not body.__name__.endswith(("Serializer", "Output"))
]


def test_there_are_forms_and_bodies():
    assert len(FORMS) > 25
    assert len(BODIES) > 7


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_a_form_cleans_its_texts(form):
    plain = [
        name
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, (LineField, *_OTHER_KINDS))
    ]
    assert plain == []


@pytest.mark.parametrize("body", BODIES, ids=lambda body: f"{body.__module__}.{body.__name__}")
def test_a_body_cleans_its_texts(body):
    plain = [
        name
        for name, field in fields_of(body).items()
        if isinstance(field, serializers.CharField)
        and not field.read_only
        and not isinstance(field, Text)
    ]
    assert plain == []


def fields_of(body: type) -> dict:
    return body().get_fields() if hasattr(body, "Meta") else body._declared_fields
