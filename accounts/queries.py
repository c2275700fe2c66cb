"""Reads of the access log, and how models are told in it."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from accounts.models import AuditEvent
from accounts.models.audit_event import AuditEventQuerySet
from foundation.audited import AuditWords


def events(unit_ids: Iterable[int] | None, asked: Mapping[str, Any]) -> AuditEventQuerySet:
    """Events of the units (all when None), newest first, narrowed by what was asked."""
    rows = AuditEvent.objects.all()
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    if asked.get("actor"):
        rows = rows.filter(actor_name__icontains=asked["actor"])
    if asked.get("action"):
        rows = rows.filter(action=asked["action"])
    first, last = asked.get("first"), asked.get("last")
    if isinstance(first, date):
        rows = rows.filter(at__date__gte=first)
    if isinstance(last, date):
        rows = rows.filter(at__date__lte=last)
    return rows


def object_noun(object_type: str) -> str:
    """ "cases.person" in words; a model that no longer exists keeps its technical name."""
    model = model_of(object_type)
    return object_type if model is None else str(model._meta.verbose_name)


def model_of(object_type: str) -> type[models.Model] | None:
    """The model that an event is about, also when it had another label then; None when it is gone."""
    return _models_by_label().get(object_type)


def audit_words(object_type: str) -> type[AuditWords]:
    """How rows of the model are told; by their id alone when it says nothing."""
    return _words_of(model_of(object_type))


def models_told_in(object_type: str) -> list[type[models.Model]]:
    """The model that an event is about, and those whose facts its events tell too."""
    target = model_of(object_type)
    if target is None:
        return []
    label = target._meta.label_lower
    return [target, *(m for m in apps.get_models() if label in _words_of(m).told_with)]


def _words_of(model: type[models.Model] | None) -> type[AuditWords]:
    words: type[AuditWords] = getattr(model, "Audit", AuditWords)
    return words


@cache
def _models_by_label() -> dict[str, type[models.Model]]:
    return {
        label: model
        for model in apps.get_models()
        for label in (model._meta.label_lower, *_words_of(model).former_labels)
    }
