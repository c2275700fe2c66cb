from datetime import date

import pytest

from cases.enums import DossierKind
from cases.statuses import PersonStatus
from criteria import classes
from criteria.classes import ClassCounts, classify, count, judge
from incidents.enums import HotspotKind
from incidents.statuses import HotspotState
from tests.criteria.asking import move_group
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory, IncidentFactory, IncidentPersonFactory
from tests.factories.wards import REFORM_DAY, GroupFactory, PopulationFigureFactory
from wards.enums import DrugClass

DAY = date(2026, 6, 30)
NOTHING = ClassCounts(0, 0, 0, 0, 0, 10_000)
I, II, III = DrugClass.I, DrugClass.II, DrugClass.III  # noqa: E741 - the law's own numerals


def counts(**numbers):
    return ClassCounts(**{**NOTHING.__dict__, **numbers})


def judged(*, is_drug_free=False, **numbers):
    return judge(counts(**numbers), is_drug_free=is_drug_free)


def level(name, **numbers):
    return judged(**numbers).levels[name]


@pytest.mark.parametrize(
    ("users", "reached"),
    [(0, None), (1, III), (9, III), (10, II), (11, II), (49, II), (50, I), (51, I)],
)
def test_users_with_a_file_per_mille_of_residents(users, reached):
    """Of 10,000 residents: 0,1 % = 10, 0,5 % = 50."""
    assert level("a", users_with_file=users) == reached


@pytest.mark.parametrize(("points", "reached"), [(0, None), (1, II), (2, I), (5, I)])
def test_use_points(points, reached):
    assert level("b", use_points=points) == reached


@pytest.mark.parametrize(
    ("arrested", "reached"), [(0, None), (1, III), (4, III), (5, II), (9, II), (10, I), (11, I)]
)
def test_arrests_per_mille_of_residents(arrested, reached):
    """Of 10,000 residents: 0,05 % = 5, 0,1 % = 10."""
    assert level("c", arrested=arrested) == reached


@pytest.mark.parametrize(
    ("plants", "area", "reached"),
    [
        (0, 0, None),
        (1, 0, III),
        (0, 1, III),
        (499, 124, III),
        (500, 0, II),
        (0, 125, II),
        (2999, 749, II),
        (3000, 0, I),
        (0, 750, I),
        (3000, 750, I),
    ],
)
def test_plants_by_number_or_area(plants, area, reached):
    assert level("d", plants=plants, plants_m2=area) == reached


#: Numbers that bring criterion a, b, c, d to a level.
REACHING = {
    I: ({"users_with_file": 50}, {"use_points": 2}, {"arrested": 10}, {"plants": 3000}),
    II: ({"users_with_file": 10}, {"use_points": 1}, {"arrested": 5}, {"plants": 500}),
    III: ({"users_with_file": 1}, {}, {"arrested": 1}, {"plants": 1}),
}


def of_levels(*levels):
    numbers = {}
    for place, wanted in enumerate(levels):
        numbers |= REACHING[wanted][place] if wanted else {}
    return judged(**numbers).drug_class


@pytest.mark.parametrize(
    ("levels", "drug_class"),
    [
        ((None, None, None, None), DrugClass.OUTSIDE),
        ((I, I, I, I), I),
        ((I, I, I, None), I),
        ((None, I, I, I), I),
        ((I, I, None, None), III),
        ((I, I, II, None), II),
        ((I, II, III, None), III),
        ((II, II, II, None), II),
        ((II, II, II, II), II),
        ((II, II, III, III), III),
        ((II, None, None, None), III),
        ((III, None, III, III), III),
        ((III, None, None, None), III),
        ((None, None, None, III), III),
    ],
)
def test_three_of_four_make_class_i_or_ii_and_one_makes_class_iii(levels, drug_class):
    assert of_levels(*levels) == drug_class


def test_switch_without_it_a_higher_level_does_not_satisfy_the_lower(monkeypatch):
    monkeypatch.setattr(classes, "HIGHER_SATISFIES_LOWER", False)

    assert of_levels(I, I, II, None) == DrugClass.OUTSIDE
    assert of_levels(II, II, II, None) == II
    assert of_levels(III, None, None, None) == III


def test_switch_without_it_nothing_at_all_would_be_class_iii(monkeypatch):
    monkeypatch.setattr(classes, "CLASS_III_NEEDS_SOME", False)

    assert judged().levels == {"a": III, "b": None, "c": III, "d": None}
    assert judged().drug_class == III


def test_without_a_population_no_class_is_given():
    result = judged(residents=None, users_with_file=50, use_points=2)

    assert (result.drug_class, result.label) == (None, "")
    assert result.levels == {"a": None, "b": I, "c": None, "d": None}


def test_a_population_of_nobody_has_no_rates():
    """A 0 is a slip of whoever typed it: it must not read as "không ma túy"."""
    result = judged(residents=0, users_with_file=50, is_drug_free=True)
    assert (result.levels["a"], result.drug_class) == (None, None)


def test_the_class_in_words():
    assert judged(users_with_file=1).label == "loại III"
    assert judged(is_drug_free=True).label == "không ma túy"
    assert judged(is_drug_free=False).label == "chưa đạt, không thuộc trọng điểm"


def test_a_level_stands_whatever_the_criteria_of_the_area_say():
    assert judged(users_with_file=1, is_drug_free=True).drug_class == III


# ------------------------------------------------------------------------------------ counting ----


def user(group, status=PersonStatus.ADDICT, **dossier):
    person = PersonFactory(group=group, status=status)
    DossierFactory(person=person, **{"valid_from": date(2025, 1, 1), **dossier})
    return person


@pytest.mark.parametrize("status", [PersonStatus.ADDICT, PersonStatus.ILLEGAL_USE])
def test_users_and_addicts_with_an_open_file_are_counted(ward, group, status):
    user(group, status)
    PersonFactory(group=group, status=status)

    assert count(ward, DAY).users_with_file == 1


@pytest.mark.parametrize(
    "status", [PersonStatus.SUSPECTED_USE, PersonStatus.POST_REHAB, PersonStatus.ENDED]
)
def test_nobody_else_is(ward, group, status):
    user(group, status)

    assert count(ward, DAY).users_with_file == 0


def test_two_files_are_one_person(ward, group):
    DossierFactory(person=user(group), kind=DossierKind.TREATMENT, valid_from=date(2025, 1, 1))

    assert count(ward, DAY).users_with_file == 1


def test_a_closed_file_counts_no_more(ward, group):
    user(group, valid_to=DAY)

    assert count(ward, date(2026, 6, 29)).users_with_file == 1
    assert count(ward, DAY).users_with_file == 0


def test_verified_use_points_are_counted_and_no_other_place(ward, group):
    for kind in HotspotKind.values:
        HotspotFactory(
            group=group, kind=kind, found_on=date(2026, 1, 1), state=HotspotState.VERIFIED
        )
    HotspotFactory(group=group, kind=HotspotKind.USE_POINT, found_on=date(2026, 1, 1))

    assert count(ward, DAY).use_points == 1


def test_arrests_and_plants_of_the_period_are_counted_where_they_happened(ward, group, other_group):
    first = IncidentFactory(
        group=group, happened_on=date(2025, 12, 15), plants_destroyed=40, plants_area_m2=7
    )
    IncidentFactory(group=group, happened_on=DAY, plants_destroyed=2, plants_area_m2=1)
    IncidentFactory(group=group, happened_on=date(2025, 12, 14), plants_destroyed=900)
    IncidentFactory(group=other_group, happened_on=DAY, plants_destroyed=900)
    IncidentPersonFactory(incident=first, resident_group=other_group)
    IncidentPersonFactory(incident=first, is_arrested=False)

    found = count(ward, DAY)
    assert (found.arrested, found.plants, found.plants_m2) == (1, 42, 8)


def test_two_people_in_one_incident_do_not_double_its_plants(ward, group):
    incident = IncidentFactory(group=group, happened_on=DAY, plants_destroyed=40)
    for _number in range(2):
        IncidentPersonFactory(incident=incident)

    found = count(ward, DAY)
    assert (found.arrested, found.plants) == (2, 40)


def test_the_latest_population_up_to_the_day_counts(ward, group):
    for day, residents in ((date(2025, 1, 1), 9000), (DAY, 9500), (date(2026, 7, 1), 9999)):
        PopulationFigureFactory(ward=ward, counted_on=day, residents=residents)

    assert count(ward, DAY).residents == 9500


def test_a_declaration_without_residents_is_passed_over(ward, group):
    PopulationFigureFactory(ward=ward, counted_on=date(2025, 1, 1), residents=9000)
    PopulationFigureFactory(ward=ward, counted_on=date(2026, 1, 1), residents=None)

    assert count(ward, DAY).residents == 9000


def test_nothing_recorded_is_nothing(ward, group):
    assert count(ward, DAY) == ClassCounts(0, 0, 0, 0, 0, None)


def test_a_group_that_moved_counts_in_its_ward_of_the_day(ward, other_ward, group):
    user(group)
    move_group(group, other_ward, REFORM_DAY)

    assert count(ward, date(2025, 6, 30)).users_with_file == 1
    assert count(ward, REFORM_DAY).users_with_file == 0
    assert count(other_ward, REFORM_DAY).users_with_file == 1


def test_counting_and_judging_a_ward(ward, group):
    for _number in range(5):
        user(group)
    PopulationFigureFactory(ward=ward, counted_on=date(2025, 1, 1), residents=1000)
    HotspotFactory(
        group=group,
        kind=HotspotKind.USE_POINT,
        found_on=date(2026, 1, 1),
        state=HotspotState.VERIFIED,
    )

    result = classify(ward, DAY, is_drug_free=False)
    assert result.levels == {"a": I, "b": II, "c": None, "d": None}
    assert result.drug_class == III


@pytest.mark.parametrize("people", [1, 3, 30])
def test_one_statement_however_many_people(ward, people, django_assert_num_queries):
    home = GroupFactory(ward=ward)
    for _number in range(people):
        user(home)

    with django_assert_num_queries(1):
        assert count(ward, DAY).users_with_file == people
