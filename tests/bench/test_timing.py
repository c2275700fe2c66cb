import gc

import pytest

from tests.bench.timing import Timed, race, slope


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_the_slope_is_the_exponent(exponent):
    points = [(size, 3 * size**exponent) for size in (17, 99, 3321)]

    assert slope(points) == pytest.approx(exponent)


def test_the_median_counts():
    assert Timed([1.0, 100.0, 2.0], None).ms == 2.0


def test_sides_run_turn_about():
    order = []
    first, second = race(lambda: order.append("a"), lambda: order.append("b"), repeats=2)

    assert "".join(order) == "ab" + "ab" + "ba"
    assert (len(first.runs), len(second.runs)) == (2, 2)


def test_each_side_keeps_its_answer():
    assert [timed.answer for timed in race(lambda: 1, lambda: 2, repeats=1)] == [1, 2]


def test_the_garbage_collector_waits_and_goes_on():
    states = []
    race(lambda: states.append(gc.isenabled()), repeats=1)

    assert states == [True, False]
    assert gc.isenabled()
