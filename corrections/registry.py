"""The rows that can be corrected. Each ledger registers its own kinds at start (apps.ready).

A correction never knows which ledgers there are; a ledger says in its `corrections.py` what may be
changed in a row, what hangs on it, and what must hold afterwards.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Permission
from wards.models.scope import Officer

Words = str | Promise
#: Groups whose figures a row counts in, each with the first day on which it does.
Touched = Iterable[tuple[int, date]]


def _nothing(_old: Any, _new: Any) -> Iterable[models.Model]:
    return ()


def _as_typed(_new: Any, _old: Any) -> None:
    """Derives nothing."""


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """One kind of row that can be put right or taken out."""

    #: Its name in addresses, e.g. "residence".
    kind: str
    model: type[models.Model]
    #: What the row is, e.g. "nơi cư trú".
    label: Words
    #: The permission that is asked for where the row lies.
    permission: Permission
    #: The fields that may be changed; with none, the row can only be taken out.
    fields: tuple[str, ...] = ()
    #: False for a row that is only taken out with the row it belongs to.
    can_be_removed: bool = True
    #: Fields that name the row's chain of periods without gaps, e.g. ("person",): the period before
    #: ends where this one begins, and takes its place when this one is taken out.
    chain: tuple[str, ...] = ()
    #: Fields that say how a period ended; the period before takes them over with the end.
    end_fields: tuple[str, ...] = ()
    #: The row that is locked, whose page the user returns to: a person, a household.
    subject: Callable[[Any], Any]
    #: Groups and days that the row counts in, read from the database before and after.
    touches: Callable[[Any], Touched]
    #: Sets the values that follow from others: (new, old).
    derive: Callable[[Any, Any], None] = _as_typed
    #: Other rows that change with it, as they become: (old, new), new = None when it is taken out.
    hanging: Callable[[Any, Any | None], Iterable[models.Model]] = _nothing
    #: Raises ValidationError if what is stored about the subject no longer agrees.
    check: Callable[[Any], None] = lambda _subject: None
    #: Offers the choices of a field of the form, by its name: "group" -> the user's groups.
    choices: Mapping[str, Callable[[Officer, Any], models.QuerySet[Any]]] | None = None


@dataclass(frozen=True)
class FigureLine:
    """A figure of a ward on a day, as its reader may see it."""

    ward: str
    day: date
    title: str
    figure: str


#: (user, groups, days) -> the figures of the wards of these groups, by anything that names a figure.
Figures = Callable[[User, Iterable[int], Iterable[date]], Mapping[Any, FigureLine]]

_kinds: dict[str, Correctable] = {}
_figures: list[Figures] = []


def register(correctable: Correctable) -> None:
    """Adds a kind of row; each ledger calls this at start."""
    _kinds[correctable.kind] = correctable


def register_figures(figures: Figures) -> None:
    """Adds figures that a preview compares; the app that scores calls this at start."""
    _figures.append(figures)


def correctables() -> list[Correctable]:
    return list(_kinds.values())


def correctable_or_404(kind: str) -> Correctable:
    """Returns the kind of that name; raises Http404 if there is none."""
    if kind not in _kinds:
        raise Http404
    return _kinds[kind]


def label_of(kind: str) -> Words:
    return _kinds[kind].label if kind in _kinds else kind


def figures_of(user: User, groups: Iterable[int], days: Iterable[date]) -> dict[Any, FigureLine]:
    """Returns every registered figure of the wards of the groups on the days."""
    groups, days = set(groups), sorted(set(days))
    lines: dict[Any, FigureLine] = {}
    for figures in _figures:
        lines.update(figures(user, groups, days))
    return lines
