"""Queries of the access log, and how the log shows the models."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from accounts.enums import AuditAction
from accounts.models import AuditEvent, User
from accounts.models.audit_event import AuditEventQuerySet
from foundation.audited import AuditWords


def events(unit_ids: Iterable[int] | None, asked: Mapping[str, Any]) -> AuditEventQuerySet:
    """Returns events of the units (all when None), newest first.

    `asked` may narrow them by "actor", "action", "first" and "last" day.
    """
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
    """Returns the model's name in Vietnamese; a model that no longer exists gives its label."""
    model = model_of(object_type)
    return object_type if model is None else str(model._meta.verbose_name)


def model_of(object_type: str) -> type[models.Model] | None:
    """Returns the model that an event is about, also by a former label; None if it is gone."""
    return _models_by_label().get(object_type)


def audit_words(object_type: str) -> type[AuditWords]:
    """Returns the `Audit` class of the model, or the base class: then its rows are shown by id."""
    return _words_of(model_of(object_type))


def models_told_in(object_type: str) -> list[type[models.Model]]:
    """Returns the model that an event is about and the models whose facts it also records."""
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


def has_revoked(user: User, token_key: str) -> bool:
    """Returns whether the user revoked this key of theirs at some time before."""
    revoked = AuditEvent.objects.filter(actor_id=user.pk, action=AuditAction.TOKEN_REVOKED)
    return revoked.filter(before__token=token_key).exists()
