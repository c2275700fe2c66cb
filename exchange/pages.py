"""Turns the preview of an import into its page: counts, and the first rows of each kind."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from exchange.resource import Draft, LedgerResource, Preview, Problem

#: How many rows of each kind a page lists; the counts include all rows.
SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One row of the preview: its number in Excel and the texts of the cells that identify it."""

    row: int
    cells: list[str]
    #: (header, stored value, value in the file) of each cell that the import would change.
    changes: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class PreviewPage:
    """The values that the template of the preview reads."""

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
