"""Which people a user may list, and what the user may do where a person lives."""

from accounts.permissions import ROLE_TABLE, Permission
from cases.models import Person
from cases.models.person import PersonQuerySet
from wards.models.scope import Officer, can, posted_roles


def sees_files(user: Officer) -> bool:
    """Returns whether the user may read whole files: the police and the chairman's office may.

    A clinic knows only the people whom it treats.
    """
    return can(user, Permission.VIEW_PEOPLE)


def people_to_list(user: Officer) -> PersonQuerySet:
    """Returns the people whose files the user may read; for a clinic its substitution patients."""
    if sees_files(user):
        return Person.objects.all().visible_to(user, Permission.VIEW_PEOPLE)
    return Person.objects.all().visible_to(user)


def rights_at(user: Officer, group_id: int, ward_id: int | None) -> frozenset[Permission]:
    """Returns what the user may do in this place, by the postings that the request has read."""
    return frozenset().union(
        *(
            ROLE_TABLE[posted.role].permissions
            for posted in posted_roles(user)
            if posted.everywhere or ward_id in posted.wards or posted.group == group_id
        )
    )
