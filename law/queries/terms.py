"""Terms of law: the rules in force on a day, and the last day of a term."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from foundation.dated import add_months
from law.enums import RuleUnit
from law.models import LegalRule
from law.queries.calendar import WorkingCalendar

#: Every rule in force on one day, by its key.
Rules = Mapping[str, LegalRule]

_HOURS_A_DAY = 24


def rules_on(day: date) -> Rules:
    """Returns all rules in force that day, by key (one SQL statement)."""
    return LegalRule.objects.on(day)


class RuleBook:
    """The rules of a few keys on any day, in one SQL statement, for imports of many rows.

    An import asks about thousands of days. `calendar` is read once for all of them, and only if one
    of their terms is in working days.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = list(keys)
        self.calendar = WorkingCalendar()

    @cached_property
    def _rules(self) -> list[LegalRule]:
        return list(LegalRule.objects.filter(key__in=self.keys))

    def rule(self, key: str, day: date) -> LegalRule | None:
        """Returns the rule of that key in force on the day, or None."""
        return next((r for r in self._rules if r.key == key and r.holds_on(day)), None)


def add_term(day: date, rule: LegalRule, calendar: WorkingCalendar) -> date:
    """Returns the last day of a term that starts on `day`.

    Months end on the same day of the month (or on its last day); hours are rounded up to whole
    days; working days are those of the calendar, which is read only for them.
    """
    if rule.unit == RuleUnit.MONTHS:
        return add_months(day, rule.value)
    if rule.unit == RuleUnit.WORKING_DAYS:
        return calendar.add_working_days(day, rule.value)
    if rule.unit == RuleUnit.HOURS:
        return day + timedelta(days=-(-rule.value // _HOURS_A_DAY))
    return day + timedelta(days=rule.value)
