"""Where a person lies: for scope, audit and re-scoring."""

from datetime import date

from django.utils import timezone

from cases.models import Person, Residence
from foundation.dated import OPEN
from wards.models import GroupPlacement, NeighbourhoodGroup


def group_of(person: Person) -> NeighbourhoodGroup:
    """The group of the open residence; every person has exactly one."""
    stay = Residence.objects.select_related("group").get(person=person, valid_to=OPEN)
    group: NeighbourhoodGroup = stay.group
    return group


def unit_of(person: Person) -> int | None:
    """The ward where the person lies today; audit events are chained under it."""
    placed = GroupPlacement.objects.in_force(timezone.localdate()).filter(
        group__residences__person=person, group__residences__valid_to=OPEN
    )
    return placed.values_list("ward_id", flat=True).first()


def groups_since(person: Person, day: date) -> list[int]:
    """Groups whose figures a change from `day` on touches."""
    stays = Residence.objects.filter(person=person, valid_to__gt=day)
    return list(stays.values_list("group_id", flat=True))
