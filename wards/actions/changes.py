"""Telling the scorer that figures changed, and the log of each ward that a list went through it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from accounts.audit import record
from accounts.models import User
from wards.models import FigureChange
from wards.queries.places import units_of


def mark_changed(group_ids: Iterable[int | None], from_day: date) -> None:
    """Append to the dirty log inside the caller's transaction; groups may repeat or be None.

    In the order of the groups: the order of a set depends on the ids that the database happened to give.
    """
    FigureChange.objects.bulk_create(
        FigureChange(group_id=group_id, from_day=from_day)
        for group_id in sorted({g for g in group_ids if g is not None})
    )


def mark_changed_since(changed: Iterable[tuple[int, date]]) -> None:
    """Each group is re-scored from its own first day."""
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
    """One event in the log of every ward whose rows a list held, with their count; `parts` are counted beside.

    `groups` has the group of each row. In the order of the wards, so that two lists wait for each other
    instead of dead-locking.
    """
    unit_of = units_of(groups)
    counts: Counter[int | None] = Counter(map(unit_of.get, groups))
    if not counts:
        counts[None] = 0  # that nothing was on it is told too
    shares = {name: Counter(map(unit_of.get, of)) for name, of in (parts or {}).items()}
    for unit_id in sorted(counts, key=lambda unit_id: unit_id or 0):
        after = {name: share[unit_id] for name, share in shares.items()}
        record(action, by=by, unit_id=unit_id, count=counts[unit_id], reason=reason, after=after)
