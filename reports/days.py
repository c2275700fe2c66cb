"""Days that reports compare: those of a trend, the same day a quarter earlier, since when the programme runs."""

from datetime import date, timedelta

from criteria.period import month_ends
from foundation.dated import add_months

#: The city's plan begins; the article counts incidents from here ("từ đầu năm 2023").
PROGRAMME_START = date(2023, 1, 1)
TREND_MONTHS = 24


def quarter_before(day: date) -> date:
    """The same day three months earlier (or that month's last day)."""
    return add_months(day, -3)


def trend_days(day: date) -> list[date]:
    """The month-ends of the last two years and the day itself, so that a trend ends in the figure beside it.

    None is from before the programme.
    """
    if day < PROGRAMME_START:
        return []
    two_years_ago = add_months((day + timedelta(days=1)).replace(day=1), -TREND_MONTHS)
    return sorted({*month_ends(max(two_years_ago, PROGRAMME_START), day), day})
