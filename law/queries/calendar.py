"""The calendar of working days."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, Q

from accounts.permissions import Permission
from law.enums import DayKind
from law.models import CalendarDay
from law.models.calendar_day import SATURDAY
from wards.models.scope import Officer, reach_of


class WorkingCalendar:
    """Which days are worked. Its rows are read at the first question, all in one statement."""

    @cached_property
    def _is_worked(self) -> dict[date, bool]:
        rows = CalendarDay.objects.values_list("day", "kind")
        return {day: kind == DayKind.MAKE_UP for day, kind in rows}

    def is_working_day(self, day: date) -> bool:
        """By the table, else from Monday to Friday."""
        return self._is_worked.get(day, day.weekday() < SATURDAY)

    def add_working_days(self, day: date, count: int) -> date:
        """The working day that is `count` working days after `day`; `day` itself is not counted."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day


@dataclass(frozen=True)
class YearOfDays:
    """What is known of one year's days off: how many rows there are, and how many only reckoned ahead."""

    year: int
    days: int
    reckoned: int

    @property
    def is_announced(self) -> bool:
        return self.days > 0 and self.reckoned == 0


def calendar_year(year: int) -> YearOfDays:
    """How far the year is announced (one statement). A year without rows is not."""
    counts = CalendarDay.objects.of_year(year).aggregate(
        days=Count("pk"), reckoned=Count("pk", filter=Q(is_announced=False))
    )
    return YearOfDays(year, **counts)


def years_kept() -> list[int]:
    """Years that have rows, in order (one statement)."""
    return [first.year for first in CalendarDay.objects.dates("day", "year")]


def keeps_calendar(user: Officer) -> bool:
    """The calendar of the country is kept by those who serve the whole country."""
    return reach_of(user, Permission.MANAGE_UNITS).everywhere
