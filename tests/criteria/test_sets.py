from datetime import date, timedelta

import pytest

from criteria.criterion import RatioCriterion
from criteria.sets import CITY_2023, QD28_2025, SETS, get_set
from foundation.dated import OPEN

EVERY = [criterion for one in SETS for criterion in one.criteria]


def test_the_eight_of_the_city_in_their_order():
    assert [one.code for one in CITY_2023.criteria] == [
        "no_hotspot",
        "no_suspect",
        "addict_file",
        "addict_treatment",
        "post_rehab_file",
        "household_pledge",
        "tip_box",
        "hotline_board",
    ]


def test_the_three_of_decision_28_in_their_order():
    assert [one.code for one in QD28_2025.criteria] == ["no_user", "no_offender", "no_use_point"]


@pytest.mark.parametrize("criteria_set", SETS, ids=lambda one: one.code)
def test_criteria_are_numbered_from_one(criteria_set):
    numbers = [one.number for one in criteria_set.criteria]

    assert numbers == list(range(1, len(numbers) + 1))


def test_no_two_criteria_share_a_code():
    codes = [one.code for one in EVERY]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("criteria_set", "first"),
    [(CITY_2023, date(2023, 1, 1)), (QD28_2025, date(2025, 8, 24))],
    ids=["city", "decision"],
)
def test_sets_are_dated(criteria_set, first):
    assert (criteria_set.valid_from, criteria_set.valid_to) == (first, OPEN)


def test_decision_28_was_not_in_force_when_phase_1_ended():
    assert date(2024, 6, 30) < QD28_2025.valid_from - timedelta(days=1)


@pytest.mark.parametrize("criteria_set", SETS, ids=lambda one: one.code)
def test_a_set_is_found_by_its_code(criteria_set):
    assert get_set(criteria_set.code) is criteria_set


@pytest.mark.parametrize("code", ["", "CITY_2024", "city_2023", "CITY_2023 "])
def test_no_other_code_finds_a_set(code):
    assert get_set(code) is None


@pytest.mark.parametrize("criterion", EVERY, ids=lambda one: one.code)
def test_a_criterion_is_found_by_its_code_in_its_set_only(criterion):
    found = [one.criterion(criterion.code) for one in SETS]

    assert [one for one in found if one] == [criterion]


def test_an_unknown_criterion_is_not_found():
    assert CITY_2023.criterion("no_user") is None
    assert CITY_2023.criterion("") is None


@pytest.mark.parametrize("criterion", EVERY, ids=lambda one: one.code)
def test_every_criterion_has_its_words(criterion):
    words = [
        criterion.title,
        criterion.short_title,
        criterion.legal_basis,
        criterion.responsible,
        criterion.lacking_word,
    ]

    assert all(str(one).strip() for one in words)
    assert len(str(criterion.short_title)) <= 45  # a column of the matrix


@pytest.mark.parametrize("criterion", EVERY, ids=lambda one: one.code)
def test_every_module_tells_text_inputs_formula_edges_and_an_example(criterion):
    told = __import__(type(criterion).__module__, fromlist=["rule"]).__doc__

    for heading in ("Text:", "Inputs:", "Formula:", "Edges:", "Example:"):
        assert f"\n{heading}" in told


@pytest.mark.parametrize("criterion", CITY_2023.criteria, ids=lambda one: one.code)
def test_the_legal_basis_names_the_criterion_of_the_plan(criterion):
    assert str(criterion.legal_basis).endswith(f"tiêu chí {criterion.number}")


@pytest.mark.parametrize("criterion", QD28_2025.criteria, ids=lambda one: one.code)
def test_the_legal_basis_names_the_clause_of_the_decision(criterion):
    assert str(criterion.legal_basis).endswith(f"Điều 6 khoản {criterion.number}")


def test_criteria_6_to_8_are_the_work_of_group_heads():
    owners = {str(one.responsible) for one in CITY_2023.criteria if one.number >= 6}

    assert owners == {"Tổ trưởng, trưởng thôn"}
    assert all(isinstance(one, RatioCriterion) for one in CITY_2023.criteria[2:])


def test_sets_are_told_apart_by_what_they_are():
    assert {CITY_2023: 1, QD28_2025: 2}[CITY_2023] == 1
    assert CITY_2023 != QD28_2025
