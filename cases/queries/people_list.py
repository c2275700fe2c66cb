"""What the list of people shows of each person, and in which words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery
from django.utils.functional import Promise

from cases.enums import AbsenceReason, TreatmentForm
from cases.models import Absence, Dossier, Residence, StatusPeriod, Treatment, Visit
from cases.models.person import PersonQuerySet
from cases.queries.required_dossiers import REQUIRED_DOSSIERS, kinds_lacked
from cases.statuses import PERSON_STATUSES, PersonStatus
from foundation.dated import OPEN


@dataclass(frozen=True)
class PersonLine:
    """One line of the list, ready to be shown."""

    person: Any
    status: str | Promise
    badge: str
    away: str | Promise
    lacks: Sequence[str | Promise]
    #: Whether a criterion asks for a dossier of people in this status.
    needs_dossier: bool


def with_standing(people: PersonQuerySet, day: date) -> PersonQuerySet:
    """Adds what the list shows of each person, in one SQL statement, without the long texts."""
    away = Absence.objects.in_force(day).filter(person=OuterRef("pk"))
    visits = Visit.objects.filter(person=OuterRef("pk")).order_by("-visited_on")
    treated = Treatment.objects.in_force(day).filter(
        person=OuterRef("pk"), form=TreatmentForm.SUBSTITUTION
    )
    open_dossiers = Dossier.objects.in_force(day).filter(person=OuterRef("pk"))
    has = {
        f"has_{required.code}": Exists(open_dossiers.filter(kind=required.kind))
        for required in REQUIRED_DOSSIERS
    }
    return (
        people.select_related("officer")
        .defer("phone", "guardians", "convictions", "note")
        .annotate(
            now=FilteredRelation("statuses", condition=Q(statuses__valid_to=OPEN)),
            stay=FilteredRelation("residences", condition=Q(residences__valid_to=OPEN)),
        )
        .annotate(
            status=F("now__status"),
            since=F("now__valid_from"),
            place=F("stay__group__name"),
            away=Subquery(away.values("reason")[:1]),
            last_visit=Subquery(visits.values("visited_on")[:1]),
            treated_since=Subquery(treated.values("valid_from")[:1]),
            **has,
        )
    )


def lines_of(people: Iterable[Any]) -> Iterator[PersonLine]:
    """Yields the lines of rows of `with_standing`, with labels in place of codes."""
    for person in people:
        status = PersonStatus(person.status)
        held = {
            required.kind
            for required in REQUIRED_DOSSIERS
            if getattr(person, f"has_{required.code}")
        }
        kinds = kinds_lacked(status, is_away=bool(person.away), open_kinds=held)
        lacks = [kind.label for kind in kinds]
        away = AbsenceReason(person.away).label if person.away else ""
        needs = any(required.status == status for required in REQUIRED_DOSSIERS)
        yield PersonLine(person, status.label, PERSON_STATUSES[status].badge, away, lacks, needs)


def with_course(people: PersonQuerySet) -> PersonQuerySet:
    """Adds each person's open residence and open status (two more SQL statements)."""
    return people.prefetch_related(
        Prefetch("residences", Residence.objects.open(), to_attr="open_stays"),
        Prefetch("statuses", StatusPeriod.objects.open(), to_attr="open_statuses"),
    )
