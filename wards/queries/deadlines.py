"""Deadlines: what is due, by when, and under which rule of that day."""

from dataclasses import dataclass
from datetime import date, timedelta

from wards.dated import add_months
from wards.enums import RuleUnit
from wards.models import LegalRule

_HOURS_A_DAY = 24
_SATURDAY = 5


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


def rules_on(day: date) -> dict[str, LegalRule]:
    """All rules in force that day by key (one query)."""
    return LegalRule.objects.on(day)


def add_term(day: date, rule: LegalRule) -> date:
    """The last day of a term that starts on `day`.

    Months end on the same day of the month (or on its last day); hours are rounded up to whole
    days; working days skip Saturday and Sunday, public holidays are not kept.
    """
    if rule.unit == RuleUnit.MONTHS:
        return add_months(day, rule.value)
    if rule.unit == RuleUnit.WORKING_DAYS:
        return _add_working_days(day, rule.value)
    if rule.unit == RuleUnit.HOURS:
        return day + timedelta(days=-(-rule.value // _HOURS_A_DAY))
    return day + timedelta(days=rule.value)


def _add_working_days(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
