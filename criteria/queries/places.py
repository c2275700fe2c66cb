"""Which wards are worth scoring on a day."""

from datetime import date

from wards.models import GroupPlacement, Ward
from wards.models.ward import WardQuerySet


def scored_wards(day: date, *, code: str = "", with_groups: bool = True) -> WardQuerySet:
    """Wards in force that day; `with_groups` leaves out those where nothing is registered yet."""
    wards = Ward.objects.in_force(day)
    if code:
        return wards.filter(code=code)
    if with_groups:
        wards = wards.filter(pk__in=GroupPlacement.objects.in_force(day).values("ward_id"))
    return wards
