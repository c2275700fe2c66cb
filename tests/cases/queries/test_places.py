"""Where a person lies: for scope, audit and re-scoring."""

from datetime import date

import pytest

from cases.models import Person, Residence
from cases.queries.places import group_of, groups_since
from tests.factories.cases import PersonFactory, ResidenceFactory
from tests.factories.wards import GroupFactory
from wards.actions.groups import place_group

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)


@pytest.fixture
def mover(group, other_group):
    """Lived in `group` until DAY, in `other_group` since."""
    person = PersonFactory(group=group)
    person.residences.update(valid_to=DAY)
    ResidenceFactory(person=person, group=other_group, valid_from=DAY)
    return person


def test_a_person_lies_in_the_group_of_the_open_stay(mover, other_group):
    assert group_of(mover) == other_group


def test_a_person_without_an_open_stay_lies_nowhere(mover):
    mover.residences.filter(valid_from=DAY).update(valid_to=date(2025, 1, 1))
    with pytest.raises(Residence.DoesNotExist):
        group_of(mover)
    assert mover.get_unit_id() is None


def test_events_are_chained_under_the_ward_of_today(mover, other_ward):
    assert mover.get_unit_id() == other_ward.pk


def test_also_after_the_group_passed_to_another_ward(mover, administrator, other_group, ward):
    place_group(by=administrator, group=other_group, ward=ward, on_day=date(2025, 7, 1))
    assert mover.get_unit_id() == ward.pk


def test_a_group_that_lies_in_no_ward_has_no_chain(mover, other_group):
    other_group.placements.all().delete()
    assert mover.get_unit_id() is None


@pytest.mark.parametrize(
    ("day", "both"),
    [(date(2019, 1, 1), True), (date(2024, 2, 29), True), (DAY, False), (date(2026, 1, 1), False)],
)
def test_a_change_touches_the_groups_lived_in_since(mover, group, other_group, day, both):
    expected = {group.pk, other_group.pk} if both else {other_group.pk}
    assert set(groups_since(mover, day)) == expected


def test_another_person_s_groups_are_not_touched(mover):
    PersonFactory(group=GroupFactory())
    assert len(groups_since(mover, date(2019, 1, 1))) == 2


def test_one_question_each(mover, django_assert_num_queries):
    for ask in (group_of, Person.get_unit_id, lambda person: groups_since(person, DAY)):
        with django_assert_num_queries(1):
            ask(mover)
