"""Marks figures as changed for the scorer, and audits a list of rows in the log of each ward."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from accounts.audit import record
from accounts.models import User
from wards.models import FigureChange
from wards.queries.places import units_of


def mark_changed(group_ids: Iterable[int | None], from_day: date) -> None:
    """Appends one row per group to the log of changed figures, in the caller's transaction.

    Ids may repeat or be None. Rows are written in the order of the groups, because the order of a
    set depends on the ids that the database happened to give.
    """
    FigureChange.objects.bulk_create(
        FigureChange(group_id=group_id, from_day=from_day)
        for group_id in sorted({g for g in group_ids if g is not None})
    )


def mark_changed_since(changed: Iterable[tuple[int, date]]) -> None:
    """Appends each group once to the log of changed figures, from its earliest day in `changed`."""
    first: dict[int, date] = {}
    for group_id, day in changed:
        first[group_id] = min(day, first.get(group_id, day))
    by_day: dict[date, list[int]] = {}
    for group_id, day in first.items():
        by_day.setdefault(day, []).append(group_id)
    for day, group_ids in by_day.items():
        mark_changed(group_ids, day)


def record_by_unit(
    action: str,
    *,
    by: User,
    groups: Sequence[int],
    parts: Mapping[str, Sequence[int]] | None = None,
    reason: str = "",
) -> None:
    """Writes one audit event for each ward whose rows were in a list, with the number of its rows.

    `groups` has the group of each row; `parts` names shares of them, which are counted per ward in
    `after`. Events are written in the order of the wards, so that two lists wait for each other
    instead of dead-locking.
    """
    unit_of = units_of(groups)
    counts: Counter[int | None] = Counter(map(unit_of.get, groups))
    if not counts:
        counts[None] = 0  # an empty list is recorded too
    shares = {name: Counter(map(unit_of.get, of)) for name, of in (parts or {}).items()}
    for unit_id in sorted(counts, key=lambda unit_id: unit_id or 0):
        after = {name: share[unit_id] for name, share in shares.items()}
        record(action, by=by, unit_id=unit_id, count=counts[unit_id], reason=reason, after=after)
