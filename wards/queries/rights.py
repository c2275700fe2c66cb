"""Which places a user may list and change: units are kept by administrators and by the ward's police."""

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
    """Administrators list all units there ever were; others the wards whose figures they see."""
    if reach_of(user, KEEPING_UNITS):
        return Ward.objects.all().visible_to(user, KEEPING_UNITS)
    return Ward.objects.all().visible_to(user)


def editable_wards(user: Officer) -> WardQuerySet:
    """Wards of today in which the user may keep groups; a group head holds a group, not a ward."""
    wards = Ward.objects.in_force(timezone.localdate())
    reach = _joined(user, *KEEPING_GROUPS)
    return wards if reach.everywhere else wards.filter(pk__in=reach.wards)


def wards_to_choose(user: Officer, named: str) -> WardQuerySet:
    """For a new group: the ward named in the address, else those that keep groups already.

    Whoever serves the nation would otherwise choose among 3,321.
    """
    wards = editable_wards(user)
    if named.isdecimal():
        return wards.filter(pk=named)
    if not _joined(user, *KEEPING_GROUPS).everywhere:
        return wards
    placed = GroupPlacement.objects.in_force(timezone.localdate())
    return wards.filter(pk__in=placed.values("ward_id"))


def keeps_groups(user: Officer) -> bool:
    """Somewhere: a whole ward, or a group head's own."""
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
    """Groups whose population the user may record: the above, and a group head's own."""
    own = _joined(user, *KEEPING_GROUPS).own_groups
    return NeighbourhoodGroup.objects.filter(
        Q(pk__in=editable_groups(user).values("pk")) | Q(pk__in=own)
    )


def listed_groups(user: Officer) -> GroupQuerySet:
    """Groups with their heads' names: for those who know the households there or keep the units."""
    reach = _joined(user, Permission.VIEW_HOUSEHOLDS, Permission.MANAGE_UNITS)
    groups = NeighbourhoodGroup.objects.all()
    return groups.in_groups(reach.groups()) if reach else groups.none()


def _joined(user: Officer, *permissions: Permission) -> Reach:
    """Where the user holds any of the permissions."""
    reaches = [reach_of(user, permission) for permission in permissions]
    return Reach(
        everywhere=any(reach.everywhere for reach in reaches),
        wards=frozenset().union(*(reach.wards for reach in reaches)),
        own_groups=frozenset().union(*(reach.own_groups for reach in reaches)),
    )
