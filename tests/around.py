"""The days around an interval, and where rows that count on a day lie."""

from datetime import date, timedelta

import pytest

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
BEFORE, LAST = DAY - timedelta(days=1), LATER - timedelta(days=1)
#: The days around an interval [DAY, LATER) and whether it holds.
AROUND = [(BEFORE, False), (DAY, True), (LAST, True), (LATER, False)]
around = pytest.mark.parametrize(("day", "holds"), AROUND)


def places(rows) -> list[tuple]:
    """(row, group that it counts in), sorted by row."""
    return sorted(rows.values_list("pk", "group_ref"))
