"""Deadlines: what is due, by when, and under which rule of that day.

Each ledger registers the source of its deadlines at start; "Việc hôm nay" asks all of them and need not
know which ledgers there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from law.queries.terms import Rules, rules_on
from wards.models.scope import Officer


@dataclass(frozen=True)
class Deadline:
    """One line of "Việc hôm nay": says who or what, until when, why, and what to do about it."""

    label: str
    subject: str
    subject_url: str
    place: str
    due_on: date
    legal_basis: str
    action_label: str
    action_url: str
    is_configured: bool = False
    kind: str = ""  # a wards.enums.WorkKind

    def days_left(self, today: date) -> int:
        """Negative when overdue."""
        return (self.due_on - today).days


#: What is due until a day: (reader, today, last day asked about, rules of today) -> deadlines.
Source = Callable[[Officer, date, date, Rules], Iterable[Deadline]]

_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Called by each ledger at start (apps.ready): asks `source` too when work is listed."""
    _sources.append(source)


def deadlines_for(user: Officer, today: date, horizon: int = 7) -> list[Deadline]:
    """Everything due until `today + horizon` days in the user's places, overdue first.

    One statement for the rules, and a constant number of statements for each source.
    """
    last = today + timedelta(days=horizon)
    rules = rules_on(today)
    found = [one for source in _sources for one in source(user, today, last, rules)]
    return sorted(found, key=lambda one: (one.due_on, one.label, one.subject))
