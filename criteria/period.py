"""Periods: the assessment year of Decision 28/2025 Art. 7 (15/12 to 14/12), and month-ends."""

from collections.abc import Iterator
from datetime import date, timedelta

from foundation.dated import add_months


def period_start(day: date) -> date:
    """The first day of the period that holds `day`."""
    begins = date(day.year, 12, 15)
    return begins if day >= begins else date(day.year - 1, 12, 15)


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of each month from that of `first`, none after `last`: a month not over by then has none."""
    day = first.replace(day=1)
    while (end := add_months(day, 1) - timedelta(days=1)) <= last:
        yield end
        day = add_months(day, 1)
