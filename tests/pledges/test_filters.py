"""Searching households and fixtures."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from pledges.enums import FixtureState
from pledges.filters import FixtureFilter, HouseholdFilter
from pledges.models import Household
from pledges.queries.fixtures import groups_with_fixtures
from tests.factories.pledges import (
    HotlineBoardFactory,
    HouseholdFactory,
    PledgeFactory,
    PledgeRefusalFactory,
    TipBoxFactory,
)
from wards.models import NeighbourhoodGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(officer):
    """`found(q="…")`: heads of the households that the officer's question finds."""

    def ask(**asked) -> list[str]:
        request = RequestFactory().get("/")
        request.user = officer
        query = QueryDict(mutable=True)
        query.update(asked)
        rows = HouseholdFilter(query, queryset=Household.objects.all(), request=request).qs
        return [household.head_name for household in rows]

    return ask


class TestSearch:
    @pytest.mark.parametrize("text", ["Quỳnh", "quynh", "QUYNH", "dang quy", "Đặng  Quỳnh", "ặng"])
    def test_by_name_without_accents(self, group, found, text):
        HouseholdFactory(group=group, head_name="Đặng Quỳnh", code="A-1")
        HouseholdFactory(group=group, head_name="Lò A Tùng", code="B-2")
        assert found(q=text) == ["Đặng Quỳnh"]

    @pytest.mark.parametrize("text", ["NC-077", "nc-077", " 077 ", "C-07"])
    def test_by_code(self, group, found, text):
        HouseholdFactory(group=group, head_name="Đặng Quỳnh", code="NC-077")
        HouseholdFactory(group=group, head_name="Lò A Tùng", code="NC-100")
        assert found(q=text) == ["Đặng Quỳnh"]

    def test_what_nobody_is_called_finds_nobody(self, household, found):
        assert found(q="Nguyễn") == []

    @pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --"])
    def test_signs_of_the_database_are_only_signs(self, household, found, text):
        assert found(q=text) == []

    def test_an_empty_question_finds_all(self, household, found):
        assert found(q="") == ["Hoàng Văn Páo"]


class TestGroup:
    def test_one_group(self, household, neighbours, found):
        HouseholdFactory(group=neighbours, head_name="Lò A Tùng")
        assert found(group=neighbours.pk) == ["Lò A Tùng"]

    def test_a_foreign_group_is_no_choice(self, officer, household, foreign_household):
        request = RequestFactory().get("/")
        request.user = officer
        asked = QueryDict(f"group={foreign_household.group_id}")
        asked_filter = HouseholdFilter(asked, queryset=Household.objects.all(), request=request)
        assert list(asked_filter.form.errors) == ["group"]

    def test_without_a_request_there_is_no_choice(self):
        choices = HouseholdFilter(queryset=Household.objects.none()).form.fields["group"].queryset
        assert list(choices) == []


class TestState:
    @pytest.fixture(autouse=True)
    def _four_households(self, group, campaign):
        signed, absent, late, gone = (
            HouseholdFactory(group=group, head_name=name)
            for name in ("Ký Rồi", "Vắng Nhà", "Ký Sau", "Đi Rồi")
        )
        HouseholdFactory(group=group, head_name="Chưa Gặp")
        PledgeFactory(household=signed, campaign=campaign)
        PledgeRefusalFactory(household=absent, campaign=campaign, absent=True)
        PledgeRefusalFactory(household=late, campaign=campaign)
        PledgeFactory(household=late, campaign=campaign, valid_from=date(2026, 4, 1))
        PledgeFactory(household=gone, campaign=campaign, valid_to=date(2026, 9, 1))
        Household.objects.filter(pk=gone.pk).update(valid_to=date(2026, 9, 1))

    def test_all_are_those_who_are_there(self, found):
        assert sorted(found()) == ["Chưa Gặp", "Ký Rồi", "Ký Sau", "Vắng Nhà"]

    def test_signed(self, found):
        assert sorted(found(state="signed")) == ["Ký Rồi", "Ký Sau"]

    def test_unsigned(self, found):
        assert sorted(found(state="unsigned")) == ["Chưa Gặp", "Vắng Nhà"]

    def test_asked_and_unsigned(self, found):
        assert found(state="refused") == ["Vắng Nhà"]

    def test_left(self, found):
        assert found(state="left") == ["Đi Rồi"]

    def test_an_unknown_state_is_no_question(self, found):
        assert len(found(state="x")) == 4

    def test_questions_add_up(self, found):
        assert found(state="unsigned", q="vang") == ["Vắng Nhà"]


def test_a_household_that_comes_tomorrow_is_not_there_yet(group, found, today):
    HouseholdFactory(group=group, valid_from=date(2026, 11, 25))
    assert (found(), found(state="left")) == ([], [])


def test_a_household_that_leaves_today_has_left(group, found, today):
    HouseholdFactory(group=group, head_name="Đi Rồi", valid_to=today)
    assert (found(), found(state="left")) == ([], ["Đi Rồi"])


class TestFixtures:
    def found(self, state) -> list[str]:
        groups = groups_with_fixtures(NeighbourhoodGroup.objects.all(), date(2026, 11, 24), {})
        return [row.name for row in FixtureFilter(QueryDict(f"state={state}"), queryset=groups).qs]

    def test_a_lack_of_either_is_found(self, group, neighbours):
        TipBoxFactory(group=group)
        HotlineBoardFactory(group=group)
        TipBoxFactory(group=neighbours)
        assert self.found(FixtureState.MISSING) == ["Tổ 2"]

    @pytest.mark.parametrize("fixture", ["box", "board"])
    def test_a_fault_of_either_is_found(self, group, neighbours, fixture):
        TipBoxFactory(group=group, broken=fixture == "box")
        HotlineBoardFactory(group=group, faded=fixture == "board")
        TipBoxFactory(group=neighbours)
        HotlineBoardFactory(group=neighbours)
        assert self.found(FixtureState.BROKEN) == ["Tổ 1"]

    def test_nothing_lapsed_finds_nothing(self, group):
        TipBoxFactory(group=group)
        assert self.found(FixtureState.LAPSED) == []

    def test_what_works_is_no_question(self):
        choices = dict(FixtureFilter.base_filters["state"].extra["choices"])
        assert list(choices) == [
            FixtureState.BROKEN,
            FixtureState.LAPSED,
            FixtureState.MISSING,
        ]

    def test_no_question_finds_all(self, group, neighbours):
        assert self.found("") == ["Tổ 1", "Tổ 2"]
