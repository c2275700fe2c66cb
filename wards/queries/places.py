"""Queries about the wards, groups and areas that existed on a day. Reads only."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from foundation.dated import in_force
from wards.enums import AreaKind
from wards.models import (
    Area,
    AreaWard,
    GroupPlacement,
    NeighbourhoodGroup,
    Ward,
    WardSuccession,
)
from wards.models.group import GroupQuerySet
from wards.models.scope import posted_roles, postings_with, reach_of
from wards.models.ward import WardQuerySet

#: The kinds of area from the narrowest to the widest.
_WIDTH = (AreaKind.SET, AreaKind.CITY, AreaKind.PROVINCE, AreaKind.NATION)


def wards_on(day: date, area: Area | None = None) -> WardQuerySet:
    """Returns the wards in force that day, of the area if one is named.

    An area may be asked about on a day outside its own dates ("thành phố cũ" in 2024, the abolished
    city today); then its wards are followed through the successions.
    """
    wards = Ward.objects.in_force(day)
    if area is None or area.is_nation:
        return wards
    if area.holds_on(day):
        members = AreaWard.objects.in_force(day).filter(area=area)
        return wards.filter(pk__in=members.values("ward_id"))
    return wards.filter(_related_by_succession(area))


def ward_of_group(group: NeighbourhoodGroup, day: date) -> Ward | None:
    placement = group.placements.select_related("ward").filter(in_force(day)).first()
    return placement.ward if placement else None


def ward_id_of(group_id: int | None, day: date) -> int | None:
    placements = GroupPlacement.objects.in_force(day).filter(group_id=group_id)
    return placements.values_list("ward_id", flat=True).first()


def units_of(group_ids: Iterable[int]) -> dict[int, int]:
    """Returns the ward of each group today, by group; a group that lies nowhere is left out."""
    placed = GroupPlacement.objects.in_force(timezone.localdate()).filter(group__in=set(group_ids))
    return dict(placed.values_list("group_id", "ward_id"))


def groups_of_ward(ward: Ward, day: date) -> GroupQuerySet:
    return NeighbourhoodGroup.objects.filter(pk__in=_placed_in(ward, day).values("group_id"))


def groups_with_ward(groups: GroupQuerySet, day: date) -> GroupQuerySet:
    """Gives each group `placements_that_day`: at most one, with its ward (one SQL statement)."""
    placements = GroupPlacement.objects.in_force(day).select_related("ward")
    return groups.prefetch_related(
        Prefetch("placements", queryset=placements, to_attr="placements_that_day")
    )


def home_wards(user: User) -> WardQuerySet:
    """Returns the ward of an officer or group head today; none for users who answer for areas."""
    posted = next((role for role in posted_roles(user) if role.area is None), None)
    if posted is None:
        return Ward.objects.none()
    if posted.group is None:
        return Ward.objects.filter(pk__in=posted.wards)
    placed = GroupPlacement.objects.in_force(timezone.localdate()).filter(group=posted.group)
    return Ward.objects.filter(pk__in=placed.values("ward"))


def home_ward(user: User) -> Ward | None:
    """Returns the ward of `home_wards`, or None."""
    return home_wards(user).first()


def default_area(user: User, permission: Permission) -> Area | None:
    """Returns the area that a page of figures shows at first, or None.

    It is an area where the user holds the permission, else the narrowest area around a ward where
    they hold it. The page still shows only what is visible to the user.
    """
    area = next(
        (posting.area for posting in postings_with(user, permission) if posting.area is not None),
        None,
    )
    if area is not None:
        return area
    ward = Ward.objects.filter(pk__in=reach_of(user, permission).wards).order_by("pk").first()
    return narrowest_area(ward) if ward else None


def narrowest_area(ward: Ward) -> Area | None:
    """Returns the smallest area that holds the ward today; the nation if the ward is in none."""
    today = timezone.localdate()
    around = Area.objects.filter(in_force(today, "memberships__"), memberships__ward=ward)
    nation = Area.objects.in_force(today).filter(kind=AreaKind.NATION)
    areas = list(around) or list(nation)
    return min(areas, key=lambda area: (_WIDTH.index(AreaKind(area.kind)), area.pk), default=None)


def ward_register(wards: WardQuerySet) -> WardQuerySet:
    """Returns wards with predecessors, successors and areas (three more SQL statements)."""
    around = (AreaKind.PROVINCE, AreaKind.CITY)
    memberships = AreaWard.objects.filter(area__kind__in=around).select_related("area")
    return wards.prefetch_related(
        Prefetch("predecessors", WardSuccession.objects.select_related("from_ward")),
        Prefetch("successors", WardSuccession.objects.select_related("to_ward")),
        Prefetch("memberships", memberships, to_attr="memberships_around"),
    )


def wards_of_area_ever(wards: WardQuerySet, area: Area) -> WardQuerySet:
    """Returns the area's members, their predecessors and successors; for the nation, every unit."""
    return wards if area.is_nation else wards.filter(_related_by_succession(area))


def provinces_on(day: date) -> QuerySet[Area]:
    return Area.objects.in_force(day).filter(kind=AreaKind.PROVINCE).order_by("code")


def _placed_in(ward: Ward, day: date) -> QuerySet[GroupPlacement]:
    return GroupPlacement.objects.in_force(day).filter(ward=ward)


def _related_by_succession(area: Area) -> Q:
    members = AreaWard.objects.filter(area=area).values("ward_id")
    heirs = Ward.objects.filter(predecessors__from_ward__in=members).values("pk")
    ancestors = Ward.objects.filter(successors__to_ward__in=members).values("pk")
    return Q(pk__in=members) | Q(pk__in=heirs) | Q(pk__in=ancestors)
