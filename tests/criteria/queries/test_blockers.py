"""The first rows that hold a ward back: the same as on the page of each criterion, asked for together."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from criteria.queries.blockers import first_failing
from criteria.queries.evidence import display, listed
from criteria.sets import CITY_2023, QD28_2025, SETS
from tests.criteria.world import draw
from tests.factories.cases import PersonFactory
from tests.factories.incidents import (
    HotspotFactory,
    IncidentFactory,
    IncidentPersonFactory,
    SuspicionFactory,
)
from tests.factories.pledges import HouseholdFactory
from tests.factories.wards import GroupFactory
from wards.models import Ward

DAY = date(2026, 6, 30)


def on_their_pages(criteria, ward, day, most):
    found = {}
    for one in criteria:
        rows = listed(one, ward, day, "failing")[:most]
        found[one.code] = display(one, list(rows))
    return {code: rows for code, rows in found.items() if rows}


def together(criteria, ward, day, most):
    found = first_failing(criteria, ward, day, most)
    rules = {one.code: one for one in criteria}
    return {code: display(rules[code], rows) for code, rows in found.items()}


@settings(
    derandomize=True,
    max_examples=10,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10_000))
def test_they_are_the_first_of_each_page(undone, seed):
    with undone():
        for day in draw(seed).days_to_ask(2):
            for ward in Ward.objects.in_force(day):
                for criteria_set in SETS:
                    asked = (criteria_set.criteria, ward, day, 2)
                    assert together(*asked) == on_their_pages(*asked)


@pytest.fixture
def held_back(group, officer):
    """Every criterion of both sets has somebody or something to name."""
    PersonFactory(group=group, officer=officer, full_name="Lò Văn Páo", birth_year=1988)
    PersonFactory(group=group, status="post_rehab")
    HouseholdFactory(group=group)
    HotspotFactory(group=group, state="verified", kind="use_point", place="Nhà trọ ngõ 12")
    SuspicionFactory(group=group, subject="Người hay ra vào ban đêm")
    incident = IncidentFactory(group=group, happened_on=date(2026, 6, 1))
    offender = PersonFactory(group=group, status="ended")
    IncidentPersonFactory(incident=incident, name="Giàng A Chu", person=offender)


@pytest.mark.parametrize("criteria_set", SETS, ids=lambda one: one.code)
def test_each_is_told_as_on_its_page(held_back, ward, criteria_set):
    asked = (criteria_set.criteria, ward, DAY, 3)
    assert together(*asked) == on_their_pages(*asked)
    assert set(together(*asked)) == {one.code for one in criteria_set.criteria}


def test_what_is_encrypted_is_read(held_back, ward):
    found = together([*CITY_2023.criteria, *QD28_2025.criteria], ward, DAY, 3)
    assert found["no_hotspot"][0].detail == "Nhà trọ ngõ 12"
    assert found["no_suspect"][0].detail == "Người hay ra vào ban đêm"
    assert found["no_offender"][0].label == "Giàng A Chu"


def test_another_wards_do_not_hold_back(ward, group, other_group):
    PersonFactory(group=other_group)
    assert together([CITY_2023.criterion("addict_file")], ward, DAY, 3) == {}


@pytest.mark.parametrize("groups", [1, 30])
def test_one_statement_for_any_number(held_back, groups, ward, django_assert_num_queries):
    GroupFactory.create_batch(groups, ward=ward)
    fixtures = CITY_2023.criterion("tip_box"), CITY_2023.criterion("hotline_board")
    others = [one for one in CITY_2023.criteria if one not in fixtures]
    with django_assert_num_queries(1):
        first_failing(others, ward, DAY, 3)
    with django_assert_num_queries(1 + 2):  # each asks for how many days a check counts
        first_failing(fixtures, ward, DAY, 3)


def test_nothing_asked_nothing_read(ward, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert first_failing([], ward, DAY, 3) == {}
