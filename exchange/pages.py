"""A preview as its page prints it: counts, and the first rows of each kind."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from exchange.resource import Draft, LedgerResource, Preview, Problem

#: Rows of each kind that a page shows; the counts tell of the others.
SHOWN = 50


@dataclass(frozen=True)
class Line:
    """A row by its number in Excel, with the cells that stand for it."""

    row: int
    cells: list[str]
    #: (header, value now, value in the file)
    changes: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class PreviewPage:
    """What the template needs."""

    headers: list[str]
    counts: dict[str, int]
    new: list[Line]
    changed: list[Line]
    unchanged: list[Line]
    problems: list[Problem]
    notes: list[Problem]
    notices: tuple[str, ...]
    can_be_saved: bool


def page_of(preview: Preview, resource: LedgerResource) -> PreviewPage:
    return PreviewPage(
        headers=[resource.columns[name].header for name in resource.shown],
        counts={
            "new": len(preview.new),
            "changed": len(preview.changed),
            "unchanged": len(preview.unchanged),
            "faulty": preview.faulty_rows,
            "notes": len({note.row for note in preview.notes}),
        },
        new=[_line(draft, resource) for draft in preview.new[:SHOWN]],
        changed=[_line(draft, resource) for draft in preview.changed[:SHOWN]],
        unchanged=[_line(draft, resource) for draft in preview.unchanged[:SHOWN]],
        problems=_of_first_rows(preview.problems),
        notes=_of_first_rows(preview.notes),
        notices=preview.table.notices,
        can_be_saved=preview.can_be_saved,
    )


def _line(draft: Draft, resource: LedgerResource) -> Line:
    cells = [resource.columns[name].shown(draft.values.get(name)) for name in resource.shown]
    return Line(draft.row, cells, _changes(draft, resource) if draft.stored is not None else [])


def _changes(draft: Draft, resource: LedgerResource) -> list[tuple[str, str, str]]:
    columns, stored = resource.columns, draft.stored or {}
    empty = _("trống")
    return [
        (
            columns[name].header,
            columns[name].shown(stored.get(name)) or empty,
            columns[name].shown(value) or empty,
        )
        for name, value in draft.changes.items()
    ]


def _of_first_rows(problems: list[Problem]) -> list[Problem]:
    rows: dict[int, Any] = dict.fromkeys(problem.row for problem in problems)
    shown = set(list(rows)[:SHOWN])
    return [problem for problem in problems if problem.row in shown]
