"""Scoring wards: right figures, in order, in four statements whatever the number of wards and days."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.enums import DossierKind
from cases.statuses import PersonStatus
from criteria import scoring
from criteria.enums import Verdict
from criteria.rules.addict_file import AddictFile
from criteria.rules.tip_box import TipBoxInPlace
from criteria.scoring import result_of, score, score_days
from criteria.sets import CITY_2023, QD28_2025, SETS
from incidents.statuses import HotspotState
from tests.criteria.asking import move_group
from tests.criteria.world import draw
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory
from tests.factories.law import LegalRuleFactory
from tests.factories.pledges import (
    HotlineBoardFactory,
    HouseholdFactory,
    PledgeCampaignFactory,
    PledgeFactory,
    TipBoxFactory,
)
from tests.factories.wards import REFORM_DAY, PopulationFigureFactory, WardFactory
from wards.models import GroupPlacement, NeighbourhoodGroup, Ward

DAY = date(2026, 6, 30)


def perfect(group):
    """A group in which everything is in order: one household, its pledge, a box, a board."""
    PledgeFactory(household=HouseholdFactory(group=group), campaign=PledgeCampaignFactory())
    TipBoxFactory(group=group)
    HotlineBoardFactory(group=group)
    return group


def verdicts(one):
    return {result.criterion.code: str(result.verdict) for result in one.results}


def test_a_ward_in_order_meets_all_eight(ward, group):
    perfect(group)

    [one] = score(DAY, CITY_2023)
    assert set(verdicts(one).values()) == {"met"}
    assert (one.met, one.total, one.is_all_met, one.unmet) == (8, 8, True, [])


def test_one_ward_with_everything_wrong(ward, group):
    HotspotFactory(group=group, state=HotspotState.VERIFIED)
    PersonFactory(group=group, status=PersonStatus.ADDICT)
    PersonFactory(group=group, status=PersonStatus.POST_REHAB)
    HouseholdFactory(group=group)

    [one] = score(DAY, CITY_2023)
    assert verdicts(one) == {
        "no_hotspot": "missed",
        "no_suspect": "met",
        "addict_file": "missed",
        "addict_treatment": "missed",
        "post_rehab_file": "missed",
        "household_pledge": "missed",
        "tip_box": "missed",
        "hotline_board": "missed",
    }
    assert (one.met, one.is_all_met) == (1, False)
    assert [result.criterion.number for result in one.unmet] == [1, 3, 4, 5, 6, 7, 8]


def test_results_come_in_the_order_of_the_set(ward, group):
    for criteria_set in SETS:
        [one] = score(DAY, criteria_set)
        assert [result.criterion for result in one.results] == list(criteria_set.criteria)


def test_a_result_is_found_by_its_code(ward, group):
    [one] = score(DAY, CITY_2023)

    assert one.result("tip_box").criterion.code == "tip_box"


def test_people_under_management_are_counted_beside_the_criteria(ward, group, other_group):
    for status in PersonStatus.values:
        PersonFactory(group=group, status=status)
    PersonFactory(group=other_group, status=PersonStatus.SUSPECTED_USE)

    assert [one.people for one in score(DAY, CITY_2023)] == [1, 4]


def test_wards_come_in_the_order_of_their_names(db):
    for name in ("Xuân Tăng", "Bắc Cường", "Đồng Tuyển", "Duyên Hải"):
        WardFactory(name=name)

    names = [one.ward.name for one in score(DAY, CITY_2023)]
    assert names == ["Bắc Cường", "Duyên Hải", "Đồng Tuyển", "Xuân Tăng"]


def test_only_wards_in_force_are_scored(ward):
    WardFactory(valid_to=DAY)
    WardFactory(valid_from=date(2026, 7, 1))

    assert [one.ward for one in score(DAY, CITY_2023)] == [ward]


def test_only_the_wards_asked_for_are_scored(ward, other_ward):
    assert [one.ward for one in score(DAY, CITY_2023, Ward.objects.filter(pk=ward.pk))] == [ward]


def test_nobody_asked_for_nothing_scored(ward):
    assert score(DAY, CITY_2023, Ward.objects.none()) == []


def test_no_wards_on_a_day_before_them_all(ward):
    assert score(date(2019, 1, 1), CITY_2023) == []


def test_no_days_no_scores(ward):
    assert score_days([], CITY_2023) == {}


def test_some_wards_score_as_they_do_among_all(ward, other_ward, group, other_group):
    perfect(group)
    PersonFactory(group=other_group)

    among_all = {one.ward.pk: one for one in score(DAY, CITY_2023)}
    for pk, expected in among_all.items():
        assert score(DAY, CITY_2023, Ward.objects.filter(pk=pk)) == [expected]


def test_a_ward_without_groups_says_so(ward):
    [one] = score(DAY, CITY_2023)

    assert not one.has_places
    assert set(verdicts(one).values()) == {"no_data"}


def test_a_ward_with_khu_vuc_khac_only_has_places_for_people(ward, other_place):
    [one] = score(DAY, CITY_2023)

    assert one.has_places
    assert verdicts(one)["no_hotspot"] == "met"
    assert verdicts(one)["tip_box"] == "no_data"


def test_a_dashboard_of_a_past_day_shows_the_wards_of_that_day(ward, group):
    heir = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
    Ward.objects.filter(pk=ward.pk).update(valid_to=REFORM_DAY)
    move_group(perfect(group), heir, REFORM_DAY)
    PersonFactory(group=group)

    before, after = date(2025, 6, 30), REFORM_DAY
    scores = score_days([before, after], CITY_2023)
    assert [(one.ward, one.people) for one in scores[before]] == [(ward, 1)]
    assert [(one.ward, one.people) for one in scores[after]] == [(heir, 1)]


def test_several_days_score_as_each_alone(ward, group, other_group):
    perfect(group)
    PersonFactory(group=group, status_from=date(2026, 4, 1))
    LegalRuleFactory(key="box_check_validity", value=30, valid_from=date(2026, 5, 1))
    days = [date(2026, 3, 9), date(2026, 3, 10), date(2026, 4, 1), date(2026, 5, 1), DAY]

    together = score_days(days, CITY_2023)
    assert together == {day: score(day, CITY_2023) for day in days}


def test_more_days_than_fit_one_statement(ward, group, monkeypatch):
    perfect(group)
    monkeypatch.setattr(scoring, "DAYS_AT_ONCE", 2)
    days = [date(2026, month, 1) for month in range(1, 6)]

    assert score_days(days, CITY_2023) == {day: score(day, CITY_2023) for day in days}


@settings(
    derandomize=True,
    max_examples=10,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10_000))
def test_a_score_is_what_each_criterion_measures(undone, seed):
    with undone():
        days = draw(seed).days_to_ask(2)
        for criteria_set in SETS:
            for day, scores in score_days(days, criteria_set).items():
                for one in scores:
                    alone = [result_of(each, one.ward, day) for each in criteria_set.criteria]
                    assert list(one.results) == alone


def test_one_criterion_of_one_ward(ward, group, other_group):
    DossierFactory(person=PersonFactory(group=group), kind=DossierKind.MANAGEMENT)
    PersonFactory(group=other_group)

    result = result_of(AddictFile(), ward, DAY)
    assert (result.figure, result.verdict) == ("1/1", Verdict.MET)


def test_one_criterion_of_one_ward_costs_three_statements(ward, group, django_assert_num_queries):
    with django_assert_num_queries(3):
        result_of(TipBoxInPlace(), ward, DAY)


# --------------------------------------------------------------------------------- statements ----


def country(wards, groups=1):
    """Wards in bulk, each with groups."""
    places = Ward.objects.bulk_create(WardFactory.build_batch(wards))
    rows = NeighbourhoodGroup.objects.bulk_create(
        NeighbourhoodGroup(kind="to", name=f"Tổ {number}", sort_key=f"{number}")
        for number in range(wards * groups)
    )
    GroupPlacement.objects.bulk_create(
        GroupPlacement(group=row, ward=places[number % wards], valid_from=date(2020, 1, 1))
        for number, row in enumerate(rows)
    )
    return rows


@pytest.mark.parametrize("count", [1, 3, 17, 300])
@pytest.mark.parametrize("criteria_set", SETS, ids=lambda one: one.code)
def test_four_statements_score_a_set_for_any_number_of_wards(
    db, criteria_set, count, django_assert_num_queries
):
    PersonFactory(group=country(count)[0])
    PopulationFigureFactory(ward=Ward.objects.first())

    with django_assert_num_queries(4):
        assert len(score(DAY, criteria_set)) == count


@pytest.mark.parametrize("count", [3, 300, 501])
def test_as_many_for_named_wards(db, count, django_assert_num_queries):
    country(count)

    with django_assert_num_queries(4):
        assert len(score(DAY, CITY_2023, Ward.objects.all())) == count


@pytest.mark.parametrize("count", [1, 3, 24])
def test_as_many_for_a_trend_of_many_days(db, count, django_assert_num_queries):
    country(3)
    days = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(count)]

    with django_assert_num_queries(4):
        assert len(score_days(days, CITY_2023)) == count


@pytest.mark.parametrize("rows", [1, 30])
def test_as_many_for_any_number_of_rows(db, rows, django_assert_num_queries):
    [group] = country(1)
    households = [HouseholdFactory.build(group=group) for _number in range(rows)]
    type(households[0]).objects.bulk_create(households)

    with django_assert_num_queries(4):
        [one] = score(DAY, CITY_2023)
    assert one.result("household_pledge").measurement.denominator == rows


def test_a_day_asked_again_answers_from_the_ledger_of_now(ward, group):
    assert [one.people for one in score(DAY, CITY_2023)] == [0]

    PersonFactory(group=group)
    assert [one.people for one in score(DAY, CITY_2023)] == [1]


def test_a_day_asked_again_under_new_terms_follows_them(ward, group):
    TipBoxFactory(group=group)
    assert score(DAY, CITY_2023)[0].result("tip_box").is_met

    LegalRuleFactory(key="box_check_validity", value=30)
    assert not score(DAY, CITY_2023)[0].result("tip_box").is_met


def test_a_day_asked_again_about_another_ward_answers_for_it(ward, other_ward, group, other_group):
    PersonFactory(group=group)

    asked = [Ward.objects.filter(pk=one.pk) for one in (ward, other_ward, ward)]
    assert [score(DAY, QD28_2025, one)[0].people for one in asked] == [1, 0, 1]
