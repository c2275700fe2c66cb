"""The words and verdicts of a criterion, without a database."""

import pytest
from django.utils import translation

from criteria.criterion import (
    Criterion,
    GroupFixture,
    Measurement,
    RatioCriterion,
    Result,
    ZeroCriterion,
    grouped,
)
from criteria.enums import Verdict
from criteria.rules.addict_file import AddictFile
from criteria.rules.hotline_board import HotlineBoardInPlace
from criteria.rules.household_pledge import HouseholdPledge
from criteria.rules.no_hotspot import NoHotspot
from criteria.rules.tip_box import TipBoxInPlace
from criteria.sets import SETS
from criteria.tallies import Place, Sums

EVERY = [criterion for one in SETS for criterion in one.criteria]
RATIOS = [criterion for criterion in EVERY if isinstance(criterion, RatioCriterion)]
ZEROS = [criterion for criterion in EVERY if isinstance(criterion, ZeroCriterion)]
HOME = Place(groups=3, counted_groups=2)


def test_every_criterion_is_of_one_kind():
    assert len(RATIOS) + len(ZEROS) == len(EVERY) == 11


@pytest.mark.parametrize("criterion", RATIOS, ids=lambda one: one.code)
@pytest.mark.parametrize(
    ("passed", "total", "verdict"),
    [
        (0, 0, "met"),
        (1, 1, "met"),
        (2300, 2300, "met"),
        (101, 100, "met"),
        (95, 100, "near"),
        (99, 100, "near"),
        (19, 20, "near"),
        (2288, 2300, "near"),
        (999_999, 1_000_000, "near"),
        (949, 1000, "missed"),
        (94, 100, "missed"),
        (18, 19, "missed"),
        (0, 1, "missed"),
        (0, 2300, "missed"),
    ],
)
def test_a_ratio_is_met_by_all_near_from_95_percent_and_missed_below(
    criterion, passed, total, verdict
):
    assert criterion.judge(Measurement(passed, total)) == verdict


@pytest.mark.parametrize("criterion", RATIOS, ids=lambda one: one.code)
@pytest.mark.parametrize(("passed", "total"), [(0, 0), (1, 1), (99, 100), (0, 5)])
def test_missing_data_is_never_a_pass(criterion, passed, total):
    assert criterion.judge(Measurement(passed, total, missing=1)) == Verdict.NO_DATA


@pytest.mark.parametrize("criterion", EVERY, ids=lambda one: one.code)
@pytest.mark.parametrize("count", [0, 1])
def test_a_ward_without_places_has_no_data(criterion, count):
    whole = None if criterion in ZEROS else 1

    assert criterion.judge(Measurement(count, whole, 0, has_places=False)) == Verdict.NO_DATA


@pytest.mark.parametrize("criterion", ZEROS, ids=lambda one: one.code)
@pytest.mark.parametrize(
    ("count", "verdict"), [(0, "met"), (1, "missed"), (2, "missed"), (99, "missed")]
)
def test_a_zero_criterion_is_met_by_nothing_and_never_near(criterion, count, verdict):
    assert criterion.judge(Measurement(count, None)) == verdict


def test_what_is_lacking_of_a_ratio_is_the_rest():
    assert Measurement(2288, 2300).lacking == 12


def test_what_is_lacking_of_a_zero_criterion_is_all_there_is():
    assert Measurement(2, None).lacking == 2


def test_a_zero_criterion_counts_rows():
    assert NoHotspot().to_measurement(HOME, Sums(total=4)) == Measurement(4, None)


def test_a_ratio_of_people_is_those_that_pass_of_all():
    assert AddictFile().to_measurement(HOME, Sums(total=4, passed=3)) == Measurement(3, 4)


@pytest.mark.parametrize(
    ("sums", "declared", "measurement"),
    [
        (Sums(10, 9, 2), 0, Measurement(9, 10)),
        (Sums(10, 9, 2), 12, Measurement(9, 12)),
        (Sums(10, 9, 2), 8, Measurement(9, 10)),
        (Sums(10, 9, 1), 0, Measurement(9, 10, missing=1)),
        (Sums(), 0, Measurement(0, 0, missing=2)),
        (Sums(), 5, Measurement(0, 5, missing=2)),
    ],
)
def test_households_are_measured_against_what_was_declared(sums, declared, measurement):
    place = HOME._replace(declared_households=declared)

    assert HouseholdPledge().to_measurement(place, sums) == measurement


@pytest.mark.parametrize(("declared", "missing"), [(0, 0), (1, 0), (2, 0), (3, 1), (17, 15)])
def test_groups_declared_and_not_registered_are_missing(declared, missing):
    place = HOME._replace(declared_groups=declared)

    assert TipBoxInPlace().to_measurement(place, Sums(passed=1)) == Measurement(1, 2, missing)


def test_khu_vuc_khac_alone_is_a_place_for_people_and_no_neighbourhood():
    place = Place(groups=1, counted_groups=0)

    assert NoHotspot().to_measurement(place, Sums()).has_places
    assert not HouseholdPledge().to_measurement(place, Sums()).has_places
    assert not TipBoxInPlace().to_measurement(place, Sums()).has_places


@pytest.mark.parametrize(
    ("passed", "total", "words"),
    [
        (1, 1, "100 %"),
        (2300, 2300, "100 %"),
        (2288, 2300, "99,4 %"),
        (999, 1000, "99,9 %"),
        (9999, 10000, "99,9 %"),
        (0, 3, "0,0 %"),
        (1, 3, "33,3 %"),
        (0, 0, ""),
    ],
)
def test_a_share_is_rounded_down_so_that_what_lacks_is_never_100_percent(passed, total, words):
    assert ratio(passed, total).percent == words


def test_a_zero_criterion_has_no_share():
    assert zero(2).percent == ""


@pytest.mark.parametrize(
    ("passed", "total", "missing", "words"),
    [
        (1524, 1525, 0, "1.524/1.525"),
        (0, 0, 0, "không phát sinh"),
        (0, 0, 3, "0/0"),
        (14, 14, 3, "14/14"),
    ],
)
def test_the_figure_of_a_ratio(passed, total, missing, words):
    assert ratio(passed, total, missing).figure == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 điểm"), (2, "2 điểm"), (1500, "1.500 điểm")])
def test_the_figure_of_a_zero_criterion(count, words):
    assert zero(count).figure == words


def test_people_points_and_suspicions_are_counted_in_their_own_units():
    told = {one.code: Result(one, Measurement(5, None), Verdict.MISSED).figure for one in ZEROS}
    assert told == {
        "no_hotspot": "5 điểm",
        "no_suspect": "5 mối nghi vấn",
        "no_user": "5 người",
        "no_offender": "5 người",
        "no_use_point": "5 điểm",
    }


def test_the_unit_in_english():
    with translation.override("en"):
        assert (zero(1).figure, zero(2).figure) == ("1 point", "2 points")


def test_the_figure_of_a_ward_without_places():
    assert ratio(0, 0, has_places=False).figure == "–"


@pytest.mark.parametrize(
    ("criterion", "missing", "words"),
    [
        (HouseholdPledge(), 0, ""),
        (HouseholdPledge(), 1, "thiếu số liệu hộ của 1 tổ, thôn"),
        (HouseholdPledge(), 3, "thiếu số liệu hộ của 3 tổ, thôn"),
        (TipBoxInPlace(), 3, "thiếu số liệu của 3 tổ, thôn đã khai báo"),
        (HotlineBoardInPlace(), 1, "thiếu số liệu của 1 tổ, thôn đã khai báo"),
    ],
)
def test_what_is_missing_in_words(criterion, missing, words):
    measurement = Measurement(1, 1, missing)
    assert Result(criterion, measurement, criterion.judge(measurement)).missing_text == words


def test_what_is_missing_in_english():
    with translation.override("en"):
        told = [
            Result(HouseholdPledge(), Measurement(1, 1, n), Verdict.NO_DATA).missing_text
            for n in (1, 2)
        ]
    assert told == ["no household data for 1 group", "no household data for 2 groups"]


def test_a_ward_without_places_says_so():
    assert ratio(0, 0, has_places=False).missing_text == "chưa có tổ, thôn nào"


@pytest.mark.parametrize("verdict", Verdict)
def test_only_met_is_met(verdict):
    result = Result(AddictFile(), Measurement(1, 1), verdict)

    assert result.is_met == (verdict == Verdict.MET)


def test_a_result_knows_whether_it_is_a_ratio():
    assert ratio(1, 1).is_ratio
    assert not zero(1).is_ratio


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0"), (999, "999"), (1234, "1.234"), (28_000_000, "28.000.000")]
)
def test_numbers_are_grouped_by_dots(number, words):
    assert grouped(number) == words


@pytest.mark.parametrize("kind", [Criterion, ZeroCriterion, RatioCriterion, GroupFixture])
def test_a_rule_must_say_what_its_rows_are(kind):
    with pytest.raises(TypeError, match="abstract"):
        kind()


def ratio(passed, total, missing=0, *, has_places=True):
    measurement = Measurement(passed, total, missing, has_places)
    return Result(AddictFile(), measurement, AddictFile().judge(measurement))


def zero(count):
    measurement = Measurement(count, None)
    return Result(NoHotspot(), measurement, NoHotspot().judge(measurement))
