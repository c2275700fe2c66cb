"""Brings reference rows up to date with their source; counts new, changed and unchanged rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Summary:
    """How many rows a load created, changed and left alone."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Self) -> "Summary":
        return Summary(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
        )

    def __str__(self) -> str:
        return f"{self.created} created, {self.changed} changed, {self.unchanged} unchanged"


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """The rows after a load, by key, and how many were created, changed or left alone."""

    rows: dict[Any, M]
    summary: Summary


def load_rows(
    *, model: type[M], wanted: Iterable[M], key: Sequence[str], compared: Sequence[str]
) -> Loaded[M]:
    """Creates rows missing by `key`, updates those that differ in `compared`; never deletes.

    Reads in one SQL statement and writes in batches.
    """
    key_of = attrgetter(*key)
    rows: dict[Any, M] = {key_of(row): row for row in model._default_manager.all()}
    created: list[M] = []
    changed: list[M] = []
    unchanged = 0
    for row in wanted:
        standing = rows.setdefault(key_of(row), row)
        if standing is row:
            created.append(row)
        elif _take_over(standing, row, compared):
            changed.append(standing)
        else:
            unchanged += 1
    if changed:
        model._default_manager.bulk_update(changed, compared, batch_size=500)
    model._default_manager.bulk_create(created)
    return Loaded(rows, Summary(len(created), len(changed), unchanged))


def _take_over(standing: M, row: M, compared: Sequence[str]) -> bool:
    differing = [name for name in compared if getattr(standing, name) != getattr(row, name)]
    for name in differing:
        setattr(standing, name, getattr(row, name))
    return bool(differing)
