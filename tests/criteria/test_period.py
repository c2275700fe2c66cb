from datetime import date

import pytest

from criteria.period import month_ends, period_start


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2025, 12, 14), date(2024, 12, 15)),
        (date(2025, 12, 15), date(2025, 12, 15)),
        (date(2025, 12, 31), date(2025, 12, 15)),
        (date(2026, 1, 1), date(2025, 12, 15)),
        (date(2026, 3, 3), date(2025, 12, 15)),
        (date(2026, 12, 14), date(2025, 12, 15)),
        (date(2026, 12, 15), date(2026, 12, 15)),
        (date(2024, 2, 29), date(2023, 12, 15)),
    ],
)
def test_a_period_runs_from_15_12_to_14_12(day, first):
    assert period_start(day) == first


def test_every_month_ends_once():
    assert list(month_ends(date(2023, 12, 10), date(2024, 3, 31))) == [
        date(2023, 12, 31),
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 31),
    ]


def test_a_month_that_is_not_over_is_left_out():
    assert list(month_ends(date(2024, 1, 1), date(2024, 2, 28))) == [date(2024, 1, 31)]


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (date(2024, 1, 31), date(2024, 1, 31), [date(2024, 1, 31)]),
        (date(2024, 1, 1), date(2024, 1, 30), []),
        (date(2024, 5, 1), date(2024, 1, 1), []),
    ],
)
def test_short_stretches(first, last, ends):
    assert list(month_ends(first, last)) == ends
