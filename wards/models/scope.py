"""The one scope rule of the product: who sees which places. Without a posting a user sees none.

A posting gives a role in a ward, a group or an area; the role's row in accounts.permissions says
what may be done there. Every queryset that leaves a view goes through `visible_to(user)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.permissions import ROLE_TABLE, Permission, Role
from foundation.dated import DatedQuerySet
from wards.models.placement import GroupPlacement
from wards.models.posting import Posting

if TYPE_CHECKING:
    from wards.models.area import Area
    from wards.models.group import NeighbourhoodGroup

M = TypeVar("M", bound=models.Model)
Officer = User | AnonymousUser
_KEPT = "_posted_roles"  # attribute of the user that stores them for the length of the request


@dataclass(frozen=True)
class Reach:
    """The places where a user holds one permission today."""

    everywhere: bool = False
    wards: frozenset[int] = frozenset()
    own_groups: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.wards or self.own_groups)

    def groups(self) -> models.QuerySet[Any]:
        """Returns the ids of the groups that lie in these places today, as a subquery."""
        rows = GroupPlacement.objects.in_force(timezone.localdate())
        if not self.everywhere:
            rows = rows.filter(
                models.Q(ward_id__in=self.wards) | models.Q(group_id__in=self.own_groups)
            )
        return rows.values("group_id")


@dataclass(frozen=True)
class PostedRole:
    """One posting that is in force today, with the wards that it covers."""

    role: Role
    everywhere: bool
    wards: frozenset[int]
    group: int | None
    area: "Area | None"


def posted_roles(user: Officer) -> list[PostedRole]:
    """Returns the user's postings in force today; an anonymous or closed account has none.

    Reads them once per request, in one SQL statement, and stores them on the user object.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    roles: list[PostedRole] | None = getattr(user, _KEPT, None)  # request.user is a lazy proxy
    if roles is None:
        roles = _load_posted_roles(user)
        setattr(user, _KEPT, roles)
    return roles


def forget_roles(user: Officer) -> None:
    """Removes the stored postings; called after postings change within the same request."""
    if getattr(user, _KEPT, None) is not None:
        delattr(user, _KEPT)


def permissions_of(user: Officer) -> frozenset[Permission]:
    """Returns all permissions that the user holds somewhere; the menu shows its lines by them."""
    return frozenset().union(
        *(ROLE_TABLE[posted.role].permissions for posted in posted_roles(user))
    )


def postings_with(user: Officer, permission: Permission) -> list[PostedRole]:
    """Returns today's postings whose role holds `permission`."""
    return [p for p in posted_roles(user) if permission in ROLE_TABLE[p.role].permissions]


def reach_of(user: Officer, permission: Permission) -> Reach:
    """Returns the places where the user holds `permission` today."""
    holding = postings_with(user, permission)
    return Reach(
        everywhere=any(p.everywhere for p in holding),
        wards=frozenset().union(*(p.wards for p in holding)),
        own_groups=frozenset(p.group for p in holding if p.group is not None),
    )


def can(
    user: Officer,
    permission: Permission,
    *,
    ward_id: int | None = None,
    group: "NeighbourhoodGroup | None" = None,
) -> bool:
    """Returns whether the user holds `permission` in this ward or group (without one: anywhere)."""
    reach = reach_of(user, permission)
    if group is not None:
        return reach.everywhere or reach.groups().filter(group_id=group.pk).exists()
    if ward_id is not None:
        return reach.everywhere or ward_id in reach.wards
    return bool(reach)


class ScopedQuerySet(models.QuerySet[M]):
    """Base of models that lie in a ward: names the path to the group and the reading permission."""

    #: Lookup from the model to its group, e.g. "group" or "box__group".
    group_path: ClassVar[str]
    view_permission: ClassVar[Permission]

    def in_groups(self, groups: Iterable[int] | models.QuerySet[Any]) -> Self:
        return self.filter(**{f"{self.group_path}__in": groups})

    def lock_for_write(self, pk: int) -> None:
        """Locks the row, so that other writers about it wait until this transaction ends.

        Call it on the owner of dated rows before the open one is read. If the open row itself were
        locked, the second writer would wait for a row that is no longer open, and find none.
        """
        self.select_for_update(no_key=True).filter(pk=pk).values_list("pk").get()

    def visible_to(self, user: Officer, permission: Permission | None = None) -> Self:
        """Returns only rows where the user holds the permission (default: `view_permission`)."""
        reach = reach_of(user, permission or self.view_permission)
        return self.in_groups(reach.groups()) if reach else self.none()


class ScopedDatedQuerySet(ScopedQuerySet[M], DatedQuerySet[M]):
    """Base of every model that lies in a ward and holds from one day until another."""


def _load_posted_roles(user: User) -> list[PostedRole]:
    """Returns today's postings, read in one SQL statement.

    An area includes its former member wards, so that a committee can answer for its area's past.
    """
    rows = (
        Posting.objects.in_force(timezone.localdate())
        .filter(user=user)
        .select_related("area")
        .annotate(member=models.F("area__memberships__ward_id"))
        .order_by("pk")
    )
    wards_of: dict[Posting, set[int]] = {}
    for row in rows:  # the join gives one row for each ward of an area, else one
        wards = wards_of.setdefault(row, set())
        wards.update(pk for pk in (row.ward_id, row.member) if pk is not None)
    return [
        PostedRole(
            role=Role(row.role),
            everywhere=row.area is not None and row.area.is_nation,
            wards=frozenset(wards),
            group=row.group_id,
            area=row.area,
        )
        for row, wards in wards_of.items()
    ]
