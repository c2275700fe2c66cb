"""Days that reports compare: programme start, same day a quarter earlier, points of a trend."""

from datetime import date, timedelta

from criteria.period import month_ends
from foundation.dated import add_months

#: First day of the city's plan; the article counts incidents from here ("từ đầu năm 2023").
PROGRAMME_START = date(2023, 1, 1)
TREND_MONTHS = 24


def quarter_before(day: date) -> date:
    """Returns the same day three months earlier, or that month's last day."""
    return add_months(day, -3)


def trend_days(day: date) -> list[date]:
    """Returns in order the month-ends of the last two years and `day`, none before the programme.

    `day` is included so that a trend ends in the figure that the page shows for that day. The list
    is empty when `day` is before PROGRAMME_START.
    """
    if day < PROGRAMME_START:
        return []
    two_years_ago = add_months((day + timedelta(days=1)).replace(day=1), -TREND_MONTHS)
    return sorted({*month_ends(max(two_years_ago, PROGRAMME_START), day), day})
