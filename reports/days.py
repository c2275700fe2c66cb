"""Days that reports compare: month-ends, the same day a quarter earlier, since when the programme runs."""

from calendar import monthrange
from datetime import date, timedelta

#: The city's plan begins; the article counts incidents from here ("từ đầu năm 2023").
PROGRAMME_START = date(2023, 1, 1)
TREND_MONTHS = 24


def quarter_before(day: date) -> date:
    """The same day three months earlier (or that month's last day)."""
    year, month = divmod(day.year * 12 + day.month - 4, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_ends_before(day: date, count: int) -> list[date]:
    """The last `count` month-ends up to `day`, oldest first."""
    ends = []
    end = day if (day + timedelta(days=1)).day == 1 else day.replace(day=1) - timedelta(days=1)
    for _month in range(count):
        ends.append(end)
        end = end.replace(day=1) - timedelta(days=1)
    return ends[::-1]


def trend_days(day: date) -> list[date]:
    """The month-ends of the last two years, none from before the programme."""
    return [end for end in month_ends_before(day, TREND_MONTHS) if end >= PROGRAMME_START]
