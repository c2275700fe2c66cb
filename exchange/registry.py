"""The lists that can be imported and exported.

Each ledger registers its own lists at start (apps.ready), as it does its audit actions.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Permission
from exchange.resource import LedgerResource
from wards.models.scope import Officer, can

Words = str | Promise


@dataclass(frozen=True)
class Importable:
    """One kind of list, with the permissions that it needs."""

    kind: str
    label: Words
    #: Sentences for the officer: what the list holds (`about`), how a row of it is recognised and
    #: what an import leaves unchanged (`rules`).
    about: Words
    rules: tuple[Words, ...]
    #: An import needs IMPORT_DATA and `edit`, an export needs EXPORT_DATA and `view`.
    edit: Permission
    view: Permission
    resource: Callable[[User, Permission], LedgerResource]
    icon: str
    list_url_name: str


_lists: dict[str, Importable] = {}


def register(importable: Importable) -> None:
    """Adds a kind of list; each ledger calls this at start."""
    _lists[importable.kind] = importable


def importables() -> list[Importable]:
    return list(_lists.values())


def label_of(kind: str) -> Words:
    return _lists[kind].label if kind in _lists else kind


def importable_or_404(kind: str, user: Officer, permission: Permission) -> Importable:
    """Returns the kind of list; raises Http404 unless the user may import (or export) it."""
    importable = _lists.get(kind)
    if (
        importable is None
        or not can(user, permission)
        or not can(user, _beside(importable, permission))
    ):
        raise Http404
    return importable


def importables_for(user: Officer, permission: Permission) -> list[Importable]:
    held = can(user, permission)
    return [
        importable
        for importable in _lists.values()
        if held and can(user, _beside(importable, permission))
    ]


def _beside(importable: Importable, permission: Permission) -> Permission:
    return importable.edit if permission == Permission.IMPORT_DATA else importable.view
