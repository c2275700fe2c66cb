"""Rows of ledgers as text: how a correction keeps them whole, changes them and puts them back.

A row is kept as Django's own JSON serializer writes it: {"model", "pk", "fields"}.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models
from django.db.models.deletion import Collector

#: A row as it is stored: {"model": "cases.visit", "pk": 7, "fields": {...}}.
StoredRow = dict[str, Any]
#: Counts the edits of a row; it never goes back, so that no open form takes a restored row for the old one.
_VERSION = "version"


@dataclass(frozen=True)
class RowChange:
    """One row as it was and as it becomes; without `before` it is new, without `after` it goes."""

    before: StoredRow | None
    after: StoredRow | None

    @property
    def stored(self) -> StoredRow:
        row = self.after or self.before
        assert row is not None  # noqa: S101 - for mypy: one of the two is always there
        return row

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.stored["model"])

    def reversed(self) -> "RowChange":
        return RowChange(before=self.after, after=self.before)


def stored(row: models.Model) -> StoredRow:
    """Returns the row with every value, sensitive ones in clear: it may only be kept encrypted."""
    (whole,) = json.loads(serializers.serialize("json", [row]))
    return dict(whole)


def loaded(row: StoredRow) -> models.Model:
    """Returns the stored row as an instance that is not saved."""
    (deserialized,) = serializers.deserialize("json", json.dumps([row]))
    instance: models.Model = deserialized.object
    return instance


def with_dependents(row: models.Model, parts: Iterable[models.Model] = ()) -> list[models.Model]:
    """Returns the row and every row that hangs on it and would go with it.

    `parts` go too, though the database protects them. Raises ProtectedError or RestrictedError if
    any other row hangs on one of them that may not go.
    """
    rows: set[models.Model] = set()
    for found in (*parts, row):
        rows |= _dependents(found, going=rows)
    return sorted(rows, key=lambda found: (found != row, found._meta.label_lower, found.pk))


class _RestCollector(Collector):
    """Collects what hangs on a row, apart from rows that go anyway and protect nothing any more."""

    def __init__(self, going: Iterable[models.Model], **options: Any) -> None:
        super().__init__(**options)
        self._going = set(going)

    def related_objects(
        self, related_model: Any, related_fields: Any, objs: Any
    ) -> models.QuerySet[Any]:
        parts = [found.pk for found in self._going if isinstance(found, related_model)]
        rest: Any = super().related_objects(related_model, related_fields, objs)
        return rest.exclude(pk__in=parts)  # type: ignore[no-any-return]  # the stubs know no model here


def _dependents(row: models.Model, going: set[models.Model]) -> set[models.Model]:
    collector = _RestCollector(going, using=type(row)._base_manager.db, origin=row)
    collector.collect([row])
    rows = {instance for instances in collector.data.values() for instance in instances}
    return rows.union(*collector.fast_deletes)


def current(change: RowChange) -> StoredRow | None:
    """Returns the row of the change as it is stored now, or None."""
    row = change.model._base_manager.filter(pk=change.stored["pk"]).first()
    return stored(row) if row else None


def is_as(row: StoredRow | None, other: StoredRow | None) -> bool:
    """Returns whether two stored rows hold the same values, whatever their versions."""
    return _unversioned(row) == _unversioned(other)


def write(changes: Iterable[RowChange]) -> None:
    """Writes the changes in an order in which no two periods ever overlap in between.

    First go the rows that are taken out, then the periods that become shorter, then all others, then
    the rows that come back. Raises IntegrityError if the database refuses the result.
    """
    changes = list(changes)
    for change in changes:
        if change.after is None:
            # Not `delete()`: the rows that hang on it are changes of their own.
            rows = change.model._base_manager.filter(pk=change.stored["pk"])
            rows._raw_delete(rows.db)  # noqa: SLF001 - Django has no public way to delete one row alone
    kept = [change for change in changes if change.before and change.after]
    for change in sorted(kept, key=_grows):
        _save(_next_version(change))
    for change in changes:
        if change.before is None:
            _save(change.stored)


def _save(row: StoredRow) -> None:
    """Writes every value as it is stored, past `save()`, which would derive some of them again."""
    (deserialized,) = serializers.deserialize("json", json.dumps([row]))
    deserialized.save()


def _next_version(change: RowChange) -> StoredRow:
    row, now = change.stored, current(change)
    if now is None or _VERSION not in row["fields"]:
        return row
    return row | {"fields": row["fields"] | {_VERSION: now["fields"][_VERSION] + 1}}


def _grows(change: RowChange) -> bool:
    old, new = (row["fields"] if row else {} for row in (change.before, change.after))
    if "valid_from" not in old:
        return False
    return bool(new["valid_from"] < old["valid_from"] or new["valid_to"] > old["valid_to"])


def _unversioned(row: StoredRow | None) -> StoredRow | None:
    if row is None:
        return None
    fields = {name: value for name, value in row["fields"].items() if name != _VERSION}
    return row | {"fields": fields}
