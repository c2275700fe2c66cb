"""Querysets of hotspots, suspicions, incidents and offenders on a day or in a period.

Each row has `group_ref`, the id of the group where it counts. The criteria count and list the same
queryset, so a figure and its rows always agree.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from foundation.dated import in_force
from incidents.models import Hotspot, Incident, IncidentPerson, Suspicion, SuspicionReview
from incidents.statuses import HotspotState


def verified_hotspots(day: date, kinds: Iterable[str] = ()) -> QuerySet[Hotspot]:
    """Returns the hotspots, of these kinds if any, verified and not cleared on that day."""
    rows = Hotspot.objects.filter(in_force(day, "periods__"), periods__state=HotspotState.VERIFIED)
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    return rows.annotate(group_ref=F("group_id"), since=F("periods__valid_from"))


def open_suspicions(day: date) -> QuerySet[Suspicion]:
    """Returns the suspicions open on that day; `is_lapsed` says whether the review was overdue."""
    reviewed = SuspicionReview.objects.filter(
        suspicion=OuterRef("pk"), reviewed_on__lte=day, next_review_on__gte=day
    )
    return Suspicion.objects.in_force(day).annotate(
        group_ref=F("group_id"), since=F("valid_from"), is_lapsed=~Exists(reviewed)
    )


def incidents_between(first: date, last: date) -> QuerySet[Incident]:
    """Returns the incidents from `first` to `last`, both included."""
    return Incident.objects.filter(happened_on__range=(first, last)).annotate(
        group_ref=F("group_id")
    )


def resident_offenders(first: date, last: date) -> QuerySet[IncidentPerson]:
    """Returns offenders of the period and fugitives of its last day who live in a known group.

    Decision 28/2025 Art. 6.2: residents who broke drug law in the area, and wanted fugitives there.
    A person with a file who is in several incidents counts once in each group of residence.
    """
    offended = Q(incident__happened_on__range=(first, last))
    wanted = Q(wanted_from__lte=last, wanted_to__gt=last)
    every: QuerySet[Any] = IncidentPerson.objects.filter(
        offended | wanted, resident_group__isnull=False
    )
    earlier = every.filter(
        person=OuterRef("person"), resident_group=OuterRef("resident_group"), pk__lt=OuterRef("pk")
    )
    offenders: QuerySet[IncidentPerson] = every.filter(~Exists(earlier)).annotate(
        group_ref=F("resident_group_id"), since=F("incident__happened_on")
    )
    return offenders
