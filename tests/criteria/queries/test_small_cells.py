"""Counts of people outside their ward: neither they nor what stands beside them tell of one or two."""

from collections import defaultdict
from itertools import product

import pytest

from criteria.criterion import Measurement, Result
from criteria.queries.small_cells import as_shown, cell, column, small_cell, view_cell
from criteria.sets import CITY_2023, QD28_2025

FILE, PLEDGE, NO_USER = (
    CITY_2023.criterion("addict_file"),
    CITY_2023.criterion("household_pledge"),
    QD28_2025.criterion("no_user"),
)


def result(criterion, numerator, denominator):
    measurement = Measurement(numerator, denominator)
    return Result(criterion, measurement, criterion.judge(measurement))


def told(numerator, denominator, criterion=FILE, *, hides=True):
    """Numerator, denominator, what lacks, figure, share."""
    shown = as_shown(result(criterion, numerator, denominator), hides=hides)
    return (*shown[:2], str(shown.lacking), shown.figure, shown.percent)


@pytest.mark.parametrize(
    ("count", "people", "words_"),
    [
        (0, True, "0"),
        (1, True, "< 3"),
        (2, True, "< 3"),
        (3, True, "3"),
        (1234, True, "1.234"),
        (1, False, "1"),
        (2, False, "2"),
        (1234, False, "1.234"),
    ],
)
def test_one_or_two_people_could_be_recognised(count, people, words_):
    assert small_cell(count, counts_people=people) == words_


def test_the_limit_is_a_setting(settings):
    settings.SMALL_CELL_LIMIT = 5

    assert [small_cell(n, counts_people=True) for n in (4, 5)] == ["< 5", "5"]


@pytest.mark.parametrize(
    ("numbers", "outside"),
    [
        ((67, 67), (67, 67, "0", "67/67", "100 %")),
        ((7, 14), (7, 14, "7", "7/14", "50,0 %")),
        ((0, 14), (0, 14, "14", "0/14", "0,0 %")),
        ((1, 14), (None, 14, "> 11", "< 3/14", "")),
        ((2, 14), (None, 14, "> 11", "< 3/14", "")),
        ((12, 14), (None, 14, "< 3", "trong 14 người", "")),
        ((13, 14), (None, 14, "< 3", "trong 14 người", "")),
        ((2, 5), (None, 5, "> 2", "< 3/5", "")),
        ((1, 4), (None, 4, "< 4", "trong 4 người", "")),
        ((3, 4), (None, 4, "< 4", "trong 4 người", "")),
        ((1, 2), (None, None, "< 3", "trong < 3 người", "")),
        ((2, 2), (None, None, "0", "< 3/< 3", "")),
        ((0, 0), (0, 0, "0", "không phát sinh", "")),
    ],
)
def test_a_share_of_people(numbers, outside):
    assert told(*numbers) == outside


def test_the_own_ward_reads_it_in_full():
    assert told(13, 14, hides=False) == (13, 14, "1", "13/14", "92,8 %")


def test_households_are_no_people_of_the_register():
    assert told(13, 14, PLEDGE) == (13, 14, "1", "13/14", "92,8 %")


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "< 3"), (2, "< 3"), (3, "3")])
def test_people_counted_towards_zero(count, shown):
    number = None if shown == "< 3" else count
    assert told(count, None, NO_USER) == (number, None, shown, f"{shown} người", "")


@pytest.mark.parametrize("limit", [3, 5])
def test_whatever_is_hidden_leaves_more_than_one_possibility(limit, settings):
    """All that a reader outside sees of a figure and of its views; the verdict apart."""
    settings.SMALL_CELL_LIMIT = limit
    meanings = defaultdict(set)
    for whole, part in product(range(40), repeat=2):
        if part <= whole:
            views = [
                str(view_cell(which, part, whole - part, hides=True))
                for which in ("all", "failing")
            ]
            meanings[(*told(part, whole), *views)].add((part, whole))
    for (numerator, *_rest), found in meanings.items():
        assert (numerator is None) == (len(found) > 1)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((5, 6, 3), ["5", "6", "3"]),
        ((5, 1), ["> 2", "< 3"]),
        ((5, 1, 0, 7), ["> 2", "< 3", "0", "> 2"]),
        ((5, 1, 2), ["5", "< 3", "< 3"]),
        ((5, 1, 1), ["> 2", "< 3", "< 3"]),
        ((5, 2, 2), ["> 2", "< 3", "< 3"]),
        ((3, 1), ["< 4", "< 4"]),
        ((3, 1, 1), ["< 4", "< 4", "< 4"]),
    ],
)
def test_a_sum_gives_no_count_of_its_column_away(counts, shown):
    assert [str(one) for one in column([cell(n) for n in counts], sum(counts))] == shown


def test_a_column_without_its_sum_hides_only_the_few():
    assert [str(one) for one in column([cell(n) for n in (5, 1)], None)] == ["5", "< 3"]
