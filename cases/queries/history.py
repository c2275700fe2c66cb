"""What is recorded of a person: the status held now, and the first day of which anything is written."""

from datetime import date

from cases.models import Person, StatusPeriod
from foundation.dated import OPEN

#: When something is written of a person.
_FACT_DAYS = (
    "residences__valid_from",
    "absences__valid_from",
    "statuses__valid_from",
    "dossiers__valid_from",
    "treatments__valid_from",
    "visits__visited_on",
    "tests__tested_on",
    "supports__given_on",
)


def status_now(person: Person) -> StatusPeriod:
    """Every person has exactly one open status."""
    return StatusPeriod.objects.get(person=person, valid_to=OPEN)


def first_fact_day(person_id: int) -> date | None:
    """The earliest day of which anything is written about somebody."""
    first, *others = (
        Person.objects.filter(pk=person_id).order_by().values_list(path) for path in _FACT_DAYS
    )
    return min((day for (day,) in first.union(*others) if day), default=None)
