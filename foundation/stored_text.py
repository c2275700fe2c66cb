"""Cleans rows that are stored already, in a migration, as every edge cleans what is typed from now on."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from foundation.old_encodings import in_old_encoding
from foundation.text import clean
from foundation.validators import check_phone

Tidy = Callable[[str], str]
Row = Any
#: Returns a derived value of a clean row; the values as they were are in the mapping.
Derive = Callable[[Row, Mapping[str, Any]], Any]
_BATCH = 1000


@dataclass
class CleanedTable:
    """What cleaning a table came to. It names rows by id only, because their texts are of people."""

    table: str
    read: int = 0
    cleaned: int = 0
    #: Rows that the database would not take, usually since another row already has the clean text.
    left: list[int] = field(default_factory=list)
    #: Rows that seem to be in an encoding of before Unicode; only an officer can correct them.
    old_encoding: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        words = [f"{self.cleaned} of {self.read} rows cleaned"]
        if self.left:
            words.append(
                f"{len(self.left)} left, as the database refused the clean text: {_ids(self.left)}"
            )
        if self.old_encoding:
            words.append(
                f"{len(self.old_encoding)} seem to be in TCVN3 or VNI: {_ids(self.old_encoding)}"
            )
        return f"{self.table}: " + "; ".join(words)

    @property
    def is_worth_telling(self) -> bool:
        return bool(self.cleaned or self.left or self.old_encoding)


def tidy_phone(number: str) -> str:
    """Returns the number as forms store it now; one that they would refuse is only cleaned."""
    try:
        return check_phone(number)
    except ValidationError:
        return clean(number)


def clean_table(
    model: type[models.Model],
    fields: Mapping[str, Tidy],
    derived: Mapping[str, Derive] | None = None,
) -> CleanedTable:
    """Cleans these fields of all rows, batch by batch, writes only rows that change, and reports.

    `derived` are values that follow from the clean ones, such as search keys. A row that a
    constraint of the database refuses stays as it is and is reported.
    """
    report, derived = CleanedTable(model._meta.db_table), derived or {}
    names = [*fields, *derived]
    for batch in _batches(model, names):
        report.read += len(batch)
        report.old_encoding += [row.pk for row in batch if _is_old(row, fields)]
        _write([row for row in batch if _clean(row, fields, derived)], names, report)
    if report.is_worth_telling:
        sys.stdout.write(f"\n    {report}")
    return report


def _batches(model: type[models.Model], names: list[str]) -> Iterator[list[Row]]:
    rows, last = model._base_manager.only("pk", *names).order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=last)[:_BATCH]):
        yield batch
        last = batch[-1].pk


def _is_old(row: Row, names: Iterable[str]) -> bool:
    return any(in_old_encoding(getattr(row, name) or "") for name in names)


def _clean(row: Row, fields: Mapping[str, Tidy], derived: Mapping[str, Derive]) -> bool:
    """Sets the clean and the derived values; returns whether any of them differs."""
    before = {name: getattr(row, name) for name in (*fields, *derived)}
    for name, tidy in fields.items():
        # a text of invisible marks only stays: an empty one may not be allowed
        setattr(row, name, tidy(before[name] or "") or before[name])
    for name, value_of in derived.items():
        setattr(row, name, value_of(row, before))
    return any(getattr(row, name) != value for name, value in before.items())


def _write(rows: list[Row], names: list[str], report: CleanedTable) -> None:
    if not rows:
        return
    manager = type(rows[0])._base_manager
    try:
        with transaction.atomic():
            manager.bulk_update(rows, names, batch_size=_BATCH // 5)
        report.cleaned += len(rows)
    except DatabaseError:
        for row in rows:
            _write_one(row, names, report)


def _write_one(row: Row, names: list[str], report: CleanedTable) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=names)
        report.cleaned += 1
    except DatabaseError:
        report.left.append(row.pk)


def _ids(ids: list[int]) -> str:
    return "id " + ", ".join(map(str, ids))
