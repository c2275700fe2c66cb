"""Which places a user may list and change: administrators and the ward's police maintain units."""

from django.db.models import Q
from django.utils import timezone

from accounts.permissions import Permission
from wards.models import GroupPlacement, NeighbourhoodGroup, Ward
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer, Reach, reach_of
from wards.models.ward import WardQuerySet

KEEPING_UNITS = Permission.MANAGE_UNITS
KEEPING_GROUPS = (Permission.EDIT_HOUSEHOLDS, Permission.MANAGE_UNITS)


def listed_wards(user: Officer) -> WardQuerySet:
    """Returns all units, past ones too, for administrators; else wards whose figures they see."""
    if reach_of(user, KEEPING_UNITS):
        return Ward.objects.all().visible_to(user, KEEPING_UNITS)
    return Ward.objects.all().visible_to(user)


def editable_wards(user: Officer) -> WardQuerySet:
    """Returns today's wards in which the user may change groups; none for a group head."""
    wards = Ward.objects.in_force(timezone.localdate())
    reach = _joined(user, *KEEPING_GROUPS)
    return wards if reach.everywhere else wards.filter(pk__in=reach.wards)


def wards_to_choose(user: Officer, named: str) -> WardQuerySet:
    """Returns the wards offered for a new group: the ward named in the URL, else all of the user's.

    Users who serve the nation get only wards that have groups, instead of all 3,321.
    """
    wards = editable_wards(user)
    if named.isdecimal():
        return wards.filter(pk=named)
    if not _joined(user, *KEEPING_GROUPS).everywhere:
        return wards
    placed = GroupPlacement.objects.in_force(timezone.localdate())
    return wards.filter(pk__in=placed.values("ward_id"))


def keeps_groups(user: Officer) -> bool:
    """Returns whether the user may maintain a whole ward's groups, or the own, in some place."""
    return bool(_joined(user, *KEEPING_GROUPS))


def keeps_groups_of_a_ward(user: Officer) -> bool:
    reach = _joined(user, *KEEPING_GROUPS)
    return reach.everywhere or bool(reach.wards)


def editable_groups(user: Officer) -> GroupQuerySet:
    placed = GroupPlacement.objects.in_force(timezone.localdate())
    return NeighbourhoodGroup.objects.filter(
        pk__in=placed.filter(ward__in=editable_wards(user)).values("group_id")
    )


def counted_groups(user: Officer) -> GroupQuerySet:
    """Returns groups whose population the user may record: those they may edit or head."""
    own = _joined(user, *KEEPING_GROUPS).own_groups
    return NeighbourhoodGroup.objects.filter(
        Q(pk__in=editable_groups(user).values("pk")) | Q(pk__in=own)
    )


def listed_groups(user: Officer) -> GroupQuerySet:
    """Returns groups with their heads' names, for users who see households or maintain units."""
    reach = _joined(user, Permission.VIEW_HOUSEHOLDS, Permission.MANAGE_UNITS)
    groups = NeighbourhoodGroup.objects.all()
    return groups.in_groups(reach.groups()) if reach else groups.none()


def _joined(user: Officer, *permissions: Permission) -> Reach:
    """Returns the places where the user holds at least one of the permissions."""
    reaches = [reach_of(user, permission) for permission in permissions]
    return Reach(
        everywhere=any(reach.everywhere for reach in reaches),
        wards=frozenset().union(*(reach.wards for reach in reaches)),
        own_groups=frozenset().union(*(reach.own_groups for reach in reaches)),
    )
