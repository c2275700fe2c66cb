"""Queries about households, pledges and campaigns for the screens and imports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.permissions import Permission
from foundation.dated import LATEST_FIRST
from pledges.models import Household, Pledge, PledgeCampaign, PledgeRefusal
from pledges.models.household import HouseholdQuerySet
from wards.enums import AreaKind
from wards.models import Area, NeighbourhoodGroup
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer

#: How long after the end of a campaign a signature on paper may still be entered on the screen.
LATE_ENTRY = timedelta(days=365)


@dataclass(frozen=True)
class Coverage:
    """How many households of a place there are, and how many have a pledge in force."""

    signed: int
    total: int


def with_pledges(households: HouseholdQuerySet, day: date) -> HouseholdQuerySet:
    """Adds `pledges_that_day` (at most one) and `refusals_known` (latest first) to each household: two statements."""
    signed = Prefetch("pledges", Pledge.objects.in_force(day), to_attr="pledges_that_day")
    known = PledgeRefusal.objects.filter(asked_on__lte=day)
    asked = Prefetch("refusals", known, to_attr="refusals_known")
    return households.select_related("group").prefetch_related(signed).prefetch_related(asked)


def is_signed(day: date) -> Exists:
    """Returns the condition that a pledge of the household is in force on the day."""
    return Exists(Pledge.objects.in_force(day).filter(household=OuterRef("pk")))


def was_asked() -> Exists:
    """Returns the condition that the household was ever asked and did not sign."""
    return Exists(PledgeRefusal.objects.filter(household=OuterRef("pk")))


def coverage(user: Officer, day: date, group: NeighbourhoodGroup | None = None) -> Coverage:
    """Returns the coverage of all households that the user sees, or of those in one group.

    Households and pledges are counted separately (docs/perf.md §2.1).
    """
    place = Q(group=group) if group else Q()
    signed = Pledge.objects.in_force(day).visible_to(user).filter(place)
    registered = Household.objects.in_force(day).visible_to(user).filter(place)
    return Coverage(signed.count(), registered.count())


def pledges_of(household: Household) -> QuerySet[Pledge]:
    """Returns all pledges that the household ever signed in its group, the latest first."""
    return household.pledges.select_related("campaign").order_by(*LATEST_FIRST)


def refusals_of(household: Household) -> QuerySet[PledgeRefusal]:
    return household.refusals.select_related("campaign")


def groups_of(user: Officer, permission: Permission) -> GroupQuerySet:
    """Returns the groups in which the user holds the permission."""
    return NeighbourhoodGroup.objects.all().visible_to(user, permission)


def campaigns_for(
    group_ids: Iterable[int] | QuerySet[Any], today: date, *, late_entry: timedelta | None = None
) -> QuerySet[PledgeCampaign]:
    """Returns campaigns in which households of the groups could sign: begun, and ended at most `late_entry` ago.

    Without `late_entry`, ended campaigns are all included. The area of a campaign covers a group if it
    ever included a ward in which the group ever lay, because an area exists longer than its wards.
    """
    areas = Area.objects.filter(memberships__ward__placements__group__in=group_ids)
    reached = Q(area=None) | Q(area__kind=AreaKind.NATION) | Q(area__in=areas.values("pk"))
    begun = PledgeCampaign.objects.filter(reached, starts_on__lte=today)
    return begun if late_entry is None else begun.filter(ends_on__gte=today - late_entry)
