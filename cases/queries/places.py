"""Reads the groups where a person lives, for scope, audit and re-scoring."""

from datetime import date

from cases.models import Person, Residence
from foundation.dated import OPEN
from wards.models import NeighbourhoodGroup


def group_of(person: Person) -> NeighbourhoodGroup:
    """Returns the group of the open residence; every person has exactly one."""
    stay = Residence.objects.select_related("group").get(person=person, valid_to=OPEN)
    group: NeighbourhoodGroup = stay.group
    return group


def groups_since(person: Person, day: date) -> list[int]:
    """Returns the ids of the groups whose figures are affected by a change from `day` on."""
    stays = Residence.objects.filter(person=person, valid_to__gt=day)
    return list(stays.values_list("group_id", flat=True))
