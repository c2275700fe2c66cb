"""Deadlines: what is due, by when, and under which rule of that day.

Each ledger registers the source of its deadlines at start; "Việc hôm nay" queries all of them and
need not know which ledgers exist.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from law.queries.terms import Rules, rules_on
from wards.models.scope import Officer


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Something that is due, its last day and its rule, as seen on the day `asked_on`.

    A line of "Việc hôm nay" also names the subject, the place and the action to take; on the page
    of one person these are known, and remain empty.
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
        """Number of days until `due_on`; negative when overdue."""
        return (self.due_on - self.asked_on).days


#: Returns what is due until a day: (user, today, that last day, rules of today) -> deadlines.
Source = Callable[[Officer, date, date, Rules], Iterable[Deadline]]

_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Adds a source of deadlines for lists of work. Each ledger calls it at start (apps.ready)."""
    _sources.append(source)


def deadlines_for(user: Officer, today: date, horizon: int = 7) -> list[Deadline]:
    """Returns everything due until `today + horizon` days in the user's places, overdue first.

    Takes one SQL statement for the rules, and a constant number of statements for each source.
    """
    last = today + timedelta(days=horizon)
    rules = rules_on(today)
    deadlines = [due for source in _sources for due in source(user, today, last, rules)]
    return sorted(deadlines, key=lambda due: (due.due_on, str(due.label), due.subject))
