"""Querysets of people on a day, each row with `group_ref`, the id of the group where it counts.

The criteria count and list the same queryset, so a figure and its rows always agree.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from cases.models import Absence, Person, Treatment
from cases.models.person import PersonQuerySet
from cases.statuses import MANAGED_STATUSES
from foundation.dated import in_force


def residents_in_status(statuses: Iterable[str], day: date) -> PersonQuerySet:
    """Returns people in one of the statuses that day, with the group where they live that day."""
    return (
        Person.objects.filter(in_force(day, "statuses__"), statuses__status__in=list(statuses))
        .filter(in_force(day, "residences__"))
        .annotate(group_ref=F("residences__group_id"), since=F("statuses__valid_from"))
    )


def managed_people(day: date) -> PersonQuerySet:
    """Returns "người trong diện quản lý": the people in any status but the final one."""
    return residents_in_status(MANAGED_STATUSES, day)


def with_dossier(people: PersonQuerySet, kind: str, day: date) -> PersonQuerySet:
    """Adds `file`, the dossier of that kind open that day; none overlap: one row a person."""
    return people.annotate(
        file=FilteredRelation(
            "dossiers", condition=Q(dossiers__kind=kind) & in_force(day, "dossiers__")
        )
    )


def present(people: PersonQuerySet, day: date) -> PersonQuerySet:
    """Returns the people who are not away on that day."""
    away = Absence.objects.in_force(day).filter(person=OuterRef("pk"))
    return people.filter(~Exists(away))


def not_treated(people: PersonQuerySet, forms: Iterable[str], day: date) -> PersonQuerySet:
    """Returns the people who are in none of these forms of treatment on that day."""
    treated = Treatment.objects.in_force(day).filter(person=OuterRef("pk"), form__in=list(forms))
    return people.filter(~Exists(treated))
