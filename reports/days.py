"""Days that reports compare: month-ends, the same day a quarter earlier, since when the programme runs."""

from datetime import date, timedelta

from wards.dated import add_months

#: The city's plan begins; the article counts incidents from here ("từ đầu năm 2023").
PROGRAMME_START = date(2023, 1, 1)
TREND_MONTHS = 24


def quarter_before(day: date) -> date:
    """The same day three months earlier (or that month's last day)."""
    return add_months(day, -3)


def month_ends_before(day: date, count: int) -> list[date]:
    """The last `count` month-ends up to `day`, oldest first."""
    after = (day + timedelta(days=1)).replace(day=1)
    return [add_months(after, -back) - timedelta(days=1) for back in reversed(range(count))]


def trend_days(day: date) -> list[date]:
    """The month-ends of the last two years and the day itself, so that a trend ends in the figure beside it.

    None is from before the programme.
    """
    days = sorted({*month_ends_before(day, TREND_MONTHS), day})
    return [one for one in days if one >= PROGRAMME_START]
