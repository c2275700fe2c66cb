"""Finds the wards, former ones included, in which a user holds a permission: one statement for any number."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q

from accounts.models import User
from accounts.permissions import Permission
from wards.models import GroupPlacement, Ward
from wards.models.scope import reach_of


def wards_held(
    user: User, permission: Permission, wards: Sequence[Ward], day: date
) -> frozenset[int]:
    """Returns the ids of those wards in which the user holds the permission.

    The rule is that of `evidence.Reader.holds`: in the ward itself, or in all its groups of that day.
    """
    reach = reach_of(user, permission)
    ids = frozenset(ward.pk for ward in wards)
    posted = ids if reach.everywhere else ids & reach.wards
    if not reach or posted == ids:
        return posted
    rows = GroupPlacement.objects.in_force(day).filter(ward__in=ids - posted).values("ward_id")
    counted = rows.annotate(all=Count("pk"), own=Count("pk", filter=Q(group__in=reach.groups())))
    return posted | {row["ward_id"] for row in counted if row["all"] == row["own"]}
