"""Days that reports compare."""

from datetime import date

import pytest

from reports.days import PROGRAMME_START, quarter_before, trend_days


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 6, 30), date(2024, 3, 30)),
        (date(2024, 5, 31), date(2024, 2, 29)),
        (date(2023, 5, 31), date(2023, 2, 28)),
        (date(2024, 2, 15), date(2023, 11, 15)),
        (date(2024, 3, 31), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2023, 10, 1)),
    ],
)
def test_the_same_day_of_the_quarter_before(day, before):
    assert quarter_before(day) == before


def test_a_trend_is_two_years_of_month_ends_and_ends_in_the_day_itself():
    days = trend_days(date(2026, 11, 24))
    assert (len(days), days[0], days[-2:]) == (
        25,
        date(2024, 11, 30),
        [date(2026, 10, 31), date(2026, 11, 24)],
    )


def test_a_month_end_stands_once_in_its_trend():
    days = trend_days(date(2026, 10, 31))
    assert (len(days), len(set(days)), days[-1]) == (24, 24, date(2026, 10, 31))


def test_a_trend_does_not_reach_behind_the_programme():
    days = [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 15)]
    assert trend_days(date(2023, 3, 15)) == days
    assert trend_days(PROGRAMME_START) == [PROGRAMME_START]
    assert trend_days(date(2022, 12, 31)) == []
