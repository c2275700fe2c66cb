"""Corrections in words: each changed row with the values that differ, before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from corrections.models import Correction
from corrections.registry import correctable_or_404
from corrections.rows import RowChange, loaded
from foundation.dated import OPEN
from wards.models.scope import Officer

#: Values that a person did not enter and that say nothing about the fact.
_DERIVED = {
    "id",
    "version",
    "search_key",
    "sort_key",
    "id_number_index",
    "recorded_by",
    "recorded_at",
}


@dataclass(frozen=True)
class ShownValue:
    """One value before and after; a value that is missing on one side is "–"."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class ShownRow:
    """One changed row: what it is, whether it stays, and its values."""

    label: str
    is_removed: bool
    is_new: bool
    values: tuple[ShownValue, ...]


def shown_changes(changes: Iterable[RowChange]) -> list[ShownRow]:
    """Returns the changed rows for people; a row that goes or comes shows all of its values."""
    return [_shown(change) for change in changes]


def subject_of(correction: Correction, user: Officer) -> Any | None:
    """Returns the corrected file if the user may see it, else None."""
    model = apps.get_model(correction.subject_model)
    for permission in correctable_or_404(correction.row_kind).permissions:
        rows = model._default_manager.visible_to(user, permission)
        if (subject := rows.filter(pk=correction.subject_id).first()) is not None:
            return subject
    return None


def _shown(change: RowChange) -> ShownRow:
    before = loaded(change.before) if change.before else None
    after = loaded(change.after) if change.after else None
    values = [
        ShownValue(str(field.verbose_name), _value(before, field), _value(after, field))
        for field in change.model._meta.concrete_fields
        if field.name not in _DERIVED
    ]
    kept = before is not None and after is not None
    return ShownRow(
        label=str(change.model._meta.verbose_name),
        is_removed=after is None,
        is_new=before is None,
        values=tuple(value for value in values if value.differs or not kept),
    )


def _value(row: models.Model | None, field: models.Field[Any, Any]) -> str:
    if row is None:
        return "–"
    value = getattr(row, field.attname)
    if value is None or value == "":
        return "–"
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(field, models.ForeignKey):
        return str(field.remote_field.model._base_manager.filter(pk=value).first() or value)
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return _("nay") if value == OPEN else f"{value:%d/%m/%Y}"
    return str(value)
