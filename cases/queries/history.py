"""Reads the status that a person holds now, and the first day with a recorded fact."""

from datetime import date

from cases.models import Person, StatusPeriod
from foundation.dated import OPEN

#: The lookups of the days on which something is recorded about a person.
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
    """Returns the person's open status; every person has exactly one."""
    return StatusPeriod.objects.get(person=person, valid_to=OPEN)


def first_fact_day(person_id: int) -> date | None:
    """Returns the earliest day of which anything is recorded about the person, or None."""
    first, *others = (
        Person.objects.filter(pk=person_id).order_by().values_list(path) for path in _FACT_DAYS
    )
    return min((day for (day,) in first.union(*others) if day), default=None)
