"""Queries of the calendar of working days."""

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
    """Says which days are worked. It reads all rows when first asked, in one SQL statement."""

    @cached_property
    def _is_worked(self) -> dict[date, bool]:
        rows = CalendarDay.objects.values_list("day", "kind")
        return {day: kind == DayKind.MAKE_UP for day, kind in rows}

    def is_working_day(self, day: date) -> bool:
        """Returns what the day's row says; without a row, days from Monday to Friday are worked."""
        return self._is_worked.get(day, day.weekday() < SATURDAY)

    def add_working_days(self, day: date, count: int) -> date:
        """Returns the working day that is `count` working days after `day`, which is not counted."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day


@dataclass(frozen=True)
class YearOfDays:
    """How many days off of one year are recorded, and how many are only calculated ahead."""

    year: int
    days: int
    reckoned: int

    @property
    def is_announced(self) -> bool:
        return self.days > 0 and self.reckoned == 0


def calendar_year(year: int) -> YearOfDays:
    """Returns how far the year is announced (one SQL statement); without rows, it is not."""
    counts = CalendarDay.objects.of_year(year).aggregate(
        days=Count("pk"), reckoned=Count("pk", filter=Q(is_announced=False))
    )
    return YearOfDays(year, **counts)


def years_kept() -> list[int]:
    """Returns the years that have rows, in order (one SQL statement)."""
    return [first.year for first in CalendarDay.objects.dates("day", "year")]


def keeps_calendar(user: Officer) -> bool:
    """Returns whether the user may change the country's calendar, that is, serves all of it."""
    return reach_of(user, Permission.MANAGE_UNITS).everywhere
