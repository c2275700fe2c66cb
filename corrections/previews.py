"""What a correction would do: it is written, compared, and taken back in one transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from corrections.applying import (
    apply,
    locked_row,
    refuse_unless_may_correct,
    refuse_unless_may_restore,
    touched_by,
)
from corrections.models import Correction
from corrections.plans import Plan, change_plan, removal_plan, restoration_plan
from corrections.registry import Correctable, figures_of
from corrections.rows import loaded
from foundation.dated import OPEN

#: A preview compares the figures of at most so many days.
MOST_DAYS = 6


@dataclass(frozen=True)
class Effect:
    """What a correction does: its changes, and the figures before and after, where they differ."""

    plan: Plan
    from_day: date
    figures: tuple[tuple[Any, str, str], ...]


def preview_change(
    *, by: User, correctable: Correctable, row: Any, values: Mapping[str, Any]
) -> Effect:
    """Returns what `correct_row` would do, and changes nothing; raises the same errors."""
    with _undone():
        row = locked_row(correctable, row)
        refuse_unless_may_correct(by, correctable, row)
        return _effect(by, change_plan(correctable, row, values))


def preview_removal(*, by: User, correctable: Correctable, row: Any) -> Effect:
    """Returns what `remove_row` would do, and changes nothing; raises the same errors."""
    with _undone():
        row = locked_row(correctable, row)
        refuse_unless_may_correct(by, correctable, row)
        return _effect(by, removal_plan(correctable, row))


def preview_restoration(*, by: User, correction: Correction) -> Effect:
    """Returns what `restore` would do, and changes nothing; raises the same errors."""
    with _undone():
        refuse_unless_may_restore(by, correction)
        return _effect(by, restoration_plan(correction))


def _effect(by: User, plan: Plan) -> Effect:
    """Writes the plan inside a transaction that is taken back, to compare figures before and after."""
    subject = plan.correctable.subject(plan.row)
    groups = set(touched_by(plan, [change.before for change in plan.changes]))
    groups |= set(touched_by(plan, [change.after for change in plan.changes]))
    days = _days_of(plan)
    before = figures_of(by, groups, days)
    touched = apply(plan, subject)
    after = figures_of(by, {*groups, *touched}, days)
    differing = tuple(
        (after.get(key) or before[key], _figure(before, key), _figure(after, key))
        for key in dict.fromkeys([*before, *after])
        if _figure(before, key) != _figure(after, key)
    )
    return Effect(plan, min(touched.values(), default=timezone.localdate()), differing)


def _figure(lines: Mapping[Any, Any], key: Any) -> str:
    return lines[key].figure if key in lines else "–"


def _days_of(plan: Plan) -> list[date]:
    """Returns the days on which figures may begin to differ, and today, which counts most."""
    today, days = timezone.localdate(), set[date]()
    for change in plan.changes:
        for row in (change.before, change.after):
            days |= {day for day in _dates_in(row) if day <= today}
    return sorted({*sorted(days)[: MOST_DAYS - 1], today})


def _dates_in(row: Any) -> Iterator[date]:
    for field in loaded(row)._meta.concrete_fields if row else ():
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            value = row["fields"].get(field.name)
            if value and (day := date.fromisoformat(value)) != OPEN:
                yield day


@contextmanager
def _undone() -> Iterator[None]:
    """Takes everything back that is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
