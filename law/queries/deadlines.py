"""Deadlines: what is due, by when, and under which rule of that day.

Each ledger registers the source of its deadlines at start; "Việc hôm nay" asks all of them and need not
know which ledgers there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from law.queries.terms import Rules, rules_on
from wards.models.scope import Officer


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """What is due, until when and by which rule, as seen on the day `asked_on`.

    A line of "Việc hôm nay" also says of whom or what, where, and what to do about it; on the page of one
    person these are known, and stay empty.
    """

    label: str | Promise
    due_on: date
    legal_basis: str
    asked_on: date
    is_configured: bool = False
    kind: str = ""  # a law.enums.WorkKind
    subject: str = ""
    subject_url: str = ""
    place: str = ""
    action_label: str = ""
    action_url: str = ""

    @property
    def days_left(self) -> int:
        """Negative when overdue."""
        return (self.due_on - self.asked_on).days


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
    deadlines = [due for source in _sources for due in source(user, today, last, rules)]
    return sorted(deadlines, key=lambda due: (due.due_on, str(due.label), due.subject))
