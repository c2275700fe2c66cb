"""Households and campaigns as the screens list, count and show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.permissions import Permission
from pledges.models import Household, Pledge, PledgeCampaign, PledgeRefusal
from pledges.models.household import HouseholdQuerySet
from wards.enums import AreaKind
from wards.models import Area, NeighbourhoodGroup
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer

#: A signature on paper may be entered so long after its campaign ended.
LATE_ENTRY = timedelta(days=365)


@dataclass(frozen=True)
class Coverage:
    """How many of the households there have a pledge in force."""

    signed: int
    total: int


def with_pledges(households: HouseholdQuerySet, day: date) -> HouseholdQuerySet:
    """Each household gets `pledges_that_day` (at most one) and `refusals_known`, latest first: two more queries."""
    signed = Prefetch("pledges", Pledge.objects.in_force(day), to_attr="pledges_that_day")
    known = PledgeRefusal.objects.filter(asked_on__lte=day)
    asked = Prefetch("refusals", known, to_attr="refusals_known")
    return households.select_related("group").prefetch_related(signed).prefetch_related(asked)


def is_signed(day: date) -> Exists:
    """Condition that a pledge of the household is in force that day."""
    return Exists(Pledge.objects.in_force(day).filter(household=OuterRef("pk")))


def was_asked() -> Exists:
    """Condition that the household was asked and did not sign then."""
    return Exists(PledgeRefusal.objects.filter(household=OuterRef("pk")))


def coverage(user: Officer, day: date, group: NeighbourhoodGroup | None = None) -> Coverage:
    """Of everything the user sees, or of one group; the two are counted apart (docs/perf.md §2.1)."""
    place = Q(group=group) if group else Q()
    signed = Pledge.objects.in_force(day).visible_to(user).filter(place)
    registered = Household.objects.in_force(day).visible_to(user).filter(place)
    return Coverage(signed.count(), registered.count())


def pledges_of(household: Household) -> QuerySet[Pledge]:
    """All that the household ever signed here, the latest first."""
    return household.pledges.select_related("campaign").order_by("-valid_from")


def refusals_of(household: Household) -> QuerySet[PledgeRefusal]:
    return household.refusals.select_related("campaign")


def groups_of(user: Officer, permission: Permission) -> GroupQuerySet:
    """Groups whose households the user may see or keep."""
    return NeighbourhoodGroup.objects.all().visible_to(user, permission)


def campaigns_for(
    group_ids: Iterable[int] | QuerySet[Any], today: date, *, late_entry: timedelta | None = None
) -> QuerySet[PledgeCampaign]:
    """Campaigns that a household of the groups may have signed in: begun, and over no longer than `late_entry`.

    A campaign reaches a group through any ward that it ever lay in: areas outlive their wards.
    """
    areas = Area.objects.filter(memberships__ward__placements__group__in=group_ids)
    reached = Q(area=None) | Q(area__kind=AreaKind.NATION) | Q(area__in=areas.values("pk"))
    begun = PledgeCampaign.objects.filter(reached, starts_on__lte=today)
    return begun if late_entry is None else begun.filter(ends_on__gte=today - late_entry)
