"""Every model of cases has a factory whose rows are valid."""

import pytest
from django.apps import apps

from cases.models import Person
from cases.statuses import PersonStatus
from foundation.dated import OPEN
from tests.factories import cases as factories
from tests.factories.wards import LONG_AGO, GroupFactory

pytestmark = pytest.mark.django_db


def factory_of(model):
    return getattr(factories, f"{model.__name__}Factory")


@pytest.mark.parametrize("model", list(apps.get_app_config("cases").get_models()))
def test_a_row_of_the_factory_is_clean(model):
    factory_of(model)().full_clean()


@pytest.mark.parametrize("model", list(apps.get_app_config("cases").get_models()))
def test_two_rows_live_side_by_side(model):
    factory = factory_of(model)

    first, second = factory(), factory()

    assert first.pk != second.pk


def test_a_person_lives_in_the_group_named_and_holds_the_status_named():
    group = GroupFactory()

    person = factories.PersonFactory(group=group, status=PersonStatus.POST_REHAB)

    stay, period = person.residences.get(), person.statuses.get()
    assert (stay.group, stay.valid_from, stay.valid_to) == (group, LONG_AGO, OPEN)
    assert (period.status, period.valid_from, period.valid_to) == ("post_rehab", LONG_AGO, OPEN)
    assert period.decision_number == "12/QĐ-UBND"


def test_a_person_without_status_has_none():
    assert list(factories.PersonFactory(status=None).statuses.all()) == []


def test_a_person_is_found_by_the_number_of_the_factory():
    person = factories.PersonFactory()

    assert list(Person.objects.with_id_number(person.id_number)) == [person]
