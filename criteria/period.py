"""Computes the start of an assessment year (Decision 28/2025 Art. 7: 15/12 to 14/12) and month-ends."""

from collections.abc import Iterator
from datetime import date, timedelta

from foundation.dated import add_months


def period_start(day: date) -> date:
    """Returns the first day (15/12) of the assessment year that contains `day`."""
    begins = date(day.year, 12, 15)
    return begins if day >= begins else date(day.year - 1, 12, 15)


def month_ends(first: date, last: date) -> Iterator[date]:
    """Yields the last day of each month from the month of `first` on, as long as it is not after `last`."""
    day = first.replace(day=1)
    while (end := add_months(day, 1) - timedelta(days=1)) <= last:
        yield end
        day = add_months(day, 1)
