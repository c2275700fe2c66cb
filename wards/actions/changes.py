"""Telling the scorer that figures changed."""

from collections.abc import Iterable
from datetime import date

from wards.models import FigureChange


def mark_changed(group_ids: Iterable[int | None], from_day: date) -> None:
    """Append to the dirty log inside the caller's transaction; groups may repeat or be None."""
    FigureChange.objects.bulk_create(
        FigureChange(group_id=group_id, from_day=from_day)
        for group_id in {g for g in group_ids if g is not None}
    )
