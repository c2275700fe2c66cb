"""The rows that can be corrected. Each ledger registers its own kinds at start (apps.ready).

A correction never knows which ledgers there are; a ledger says in its `corrections.py` what may be
changed in a row, what hangs on it, and what must hold afterwards.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Permission
from wards.models.scope import Officer

Words = str | Promise
#: Groups whose figures a row counts in, each with the first day on which it does.
Touched = Iterable[tuple[int, date]]


def _nothing(_old: Any, _new: Any) -> Iterable[models.Model]:
    return ()


def _alone(_row: Any) -> Iterable[models.Model]:
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
    #: Other permissions that do as well.
    or_permissions: tuple[Permission, ...] = ()
    #: Who lacks it where the row lies reads only own corrections: a clinic knows no whole file.
    reads_all: Permission | None = None
    #: The rows that a user may correct; without it, those visible with the permission.
    rows: Callable[[Officer], models.QuerySet[Any]] | None = None
    #: The fields that may be changed; with none, the row can only be taken out.
    fields: tuple[str, ...] = ()
    #: Those of the days among them that may lie ahead, such as the end of a term.
    planned: tuple[str, ...] = ()
    #: False for a row that is only taken out with the row it belongs to.
    can_be_removed: bool = True
    #: Fields that name the row's chain of periods without gaps, e.g. ("person",): the period before
    #: ends where this one begins, and takes its place when this one is taken out.
    chain: tuple[str, ...] = ()
    #: Whether the next period takes the place of the first one; else nothing held at that time.
    first_passes_on: bool = True
    #: Fields that say how a period ended; the period before takes them over with the end.
    end_fields: tuple[str, ...] = ()
    #: The row that is locked, whose page the user returns to: a person, a household.
    subject: Callable[[Any], Any]
    #: The address of the subject's page; without it, the one that the subject itself names.
    page: Callable[[Any], str] | None = None
    #: Groups and days that the row counts in, read from the database before and after.
    touches: Callable[[Any], Touched]
    #: Sets the values that follow from others: (new, old).
    derive: Callable[[Any, Any], None] = _as_typed
    #: Other rows that change with it, as they become: (old, new), new = None when it is taken out.
    hanging: Callable[[Any, Any | None], Iterable[models.Model]] = _nothing
    #: Rows that go with it though the database protects them from its deletion: a household's pledges.
    parts: Callable[[Any], Iterable[models.Model]] = _alone
    #: Raises ValidationError if what is stored about the subject no longer agrees.
    check: Callable[[Any], None] = lambda _subject: None
    #: Offers the choices of a field of the form, by its name: "group" -> the user's groups.
    choices: Mapping[str, Callable[[Officer, Any], models.QuerySet[Any]]] | None = None

    @property
    def permissions(self) -> tuple[Permission, ...]:
        return self.permission, *self.or_permissions

    def rows_for(self, user: Officer) -> models.QuerySet[Any]:
        """Returns the rows that the user may correct by permission and place."""
        if self.rows is not None:
            return self.rows(user)
        every: Any = self.model._default_manager.all()
        seen: models.QuerySet[Any] = every.visible_to(user, self.permission)
        return seen

    def page_of(self, subject: Any) -> str:
        """Returns the address of the subject's page; of the ledger of corrections if it has none."""
        if self.page is not None:
            return self.page(subject)
        own = getattr(subject, "get_absolute_url", None)
        return str(own()) if own else reverse("corrections:correction-list")

    def list_of(self, subject: Any) -> str:
        """Returns the address of the list that the subject stood in, for when it is taken out."""
        own = getattr(subject, "get_list_url", None)
        return str(own()) if own else reverse("corrections:correction-list")


@dataclass(frozen=True)
class FigureLine:
    """A figure of a ward on a day, as its reader may see it."""

    ward: str
    day: date
    title: str
    figure: str


#: (user, groups, days) -> the figures of the wards of these groups, by anything that names a figure.
Figures = Callable[[User, Iterable[int], Iterable[date]], Mapping[Any, FigureLine]]


class Forgetter(Protocol):
    """Takes back what is stored from a day on about those of the wards in which no group lies any more."""

    def __call__(self, *, ward_ids: Iterable[int], since: date) -> None: ...


_kinds: dict[str, Correctable] = {}
_figures: list[Figures] = []
_forgetters: list[Forgetter] = []


def register(correctable: Correctable) -> None:
    """Adds a kind of row; each ledger calls this at start."""
    _kinds[correctable.kind] = correctable


def register_figures(figures: Figures) -> None:
    """Adds figures that a preview compares; the app that scores calls this at start."""
    _figures.append(figures)


def register_forgetter(forgetter: Forgetter) -> None:
    """Adds what a ward loses whose last group was never there; the app that scores calls this at start."""
    _forgetters.append(forgetter)


def forget_empty_wards(ward_ids: Iterable[int], since: date) -> None:
    """Lets every app take back what it stored about those of the wards that have no group any more."""
    for forgetter in _forgetters:
        forgetter(ward_ids=ward_ids, since=since)


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
