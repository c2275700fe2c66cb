"""Selects the wards that are scored on a day."""

from datetime import date

from wards.models import GroupPlacement, Ward
from wards.models.ward import WardQuerySet


def scored_wards(day: date, *, code: str = "", with_groups: bool = True) -> WardQuerySet:
    """Returns the wards in force on the day; `with_groups` leaves out wards in which no group lies that day.

    With `code`, returns only the ward with that code, even if no group lies in it.
    """
    wards = Ward.objects.in_force(day)
    if code:
        return wards.filter(code=code)
    if with_groups:
        wards = wards.filter(pk__in=GroupPlacement.objects.in_force(day).values("ward_id"))
    return wards
