"""Sets of people, hotspots and suspicions on a day, each row with `group_ref`: where it counts.

The criteria count these and list these: one predicate for the figure and for its rows.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from cases.models import (
    Absence,
    Hotspot,
    Incident,
    IncidentPerson,
    Person,
    Suspicion,
    SuspicionReview,
    Treatment,
)
from cases.models.person import PersonQuerySet
from cases.statuses import MANAGED_STATUSES, HotspotState
from wards.dated import in_force


def residents_in_status(statuses: Iterable[str], day: date) -> PersonQuerySet:
    """People who hold one of the statuses that day, each in the group where they live that day."""
    return (
        Person.objects.filter(in_force(day, "statuses__"), statuses__status__in=list(statuses))
        .filter(in_force(day, "residences__"))
        .annotate(group_ref=F("residences__group_id"), since=F("statuses__valid_from"))
    )


def managed_people(day: date) -> PersonQuerySet:
    """ "Người trong diện quản lý": every status but the last."""
    return residents_in_status(MANAGED_STATUSES, day)


def with_dossier(people: PersonQuerySet, kind: str, day: date) -> PersonQuerySet:
    """Adds `file`: the dossier of that kind open that day. No two overlap, so a person stays one row."""
    return people.annotate(
        file=FilteredRelation(
            "dossiers", condition=Q(dossiers__kind=kind) & in_force(day, "dossiers__")
        )
    )


def present(people: PersonQuerySet, day: date) -> PersonQuerySet:
    """Without those who are away that day."""
    away = Absence.objects.in_force(day).filter(person=OuterRef("pk"))
    return people.filter(~Exists(away))


def not_treated(people: PersonQuerySet, forms: Iterable[str], day: date) -> PersonQuerySet:
    """Without those in one of these forms of treatment that day."""
    treated = Treatment.objects.in_force(day).filter(person=OuterRef("pk"), form__in=list(forms))
    return people.filter(~Exists(treated))


def verified_hotspots(day: date, kinds: Iterable[str] = ()) -> QuerySet[Hotspot]:
    """Hotspots verified and not cleared that day."""
    rows = Hotspot.objects.filter(in_force(day, "periods__"), periods__state=HotspotState.VERIFIED)
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    return rows.annotate(group_ref=F("group_id"), since=F("periods__valid_from"))


def open_suspicions(day: date) -> QuerySet[Suspicion]:
    """Open suspicions; `is_lapsed` when the last review's term had passed that day."""
    reviewed = SuspicionReview.objects.filter(
        suspicion=OuterRef("pk"), reviewed_on__lte=day, next_review_on__gte=day
    )
    return Suspicion.objects.in_force(day).annotate(
        group_ref=F("group_id"), since=F("valid_from"), is_lapsed=~Exists(reviewed)
    )


def incidents_between(first: date, last: date) -> QuerySet[Incident]:
    """Incidents from `first` to `last`, both included."""
    return Incident.objects.filter(happened_on__range=(first, last)).annotate(
        group_ref=F("group_id")
    )


def resident_offenders(first: date, last: date) -> QuerySet[IncidentPerson]:
    """People in incidents of the period who live where the product keeps groups, and fugitives of the last day.

    Decision 28/2025 Art. 6.2: residents who broke drug law in the area, and wanted fugitives there. Somebody
    with a file who is in several incidents is one: the first row stands for them.
    """
    offended = Q(incident__happened_on__range=(first, last))
    wanted = Q(wanted_from__lte=last, wanted_to__gt=last)
    every: QuerySet[Any] = IncidentPerson.objects.filter(
        offended | wanted, resident_group__isnull=False
    )
    earlier = every.filter(
        person=OuterRef("person"), resident_group=OuterRef("resident_group"), pk__lt=OuterRef("pk")
    )
    found: QuerySet[IncidentPerson] = every.filter(~Exists(earlier)).annotate(
        group_ref=F("resident_group_id"), since=F("incident__happened_on")
    )
    return found
