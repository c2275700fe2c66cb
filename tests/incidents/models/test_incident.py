"""Incidents: acts, people, seizures and patrols, each refused where it cannot be."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from foundation.dated import OPEN
from incidents.models import IncidentPerson
from tests.cases.ledger import refused_by_database
from tests.factories.cases import PersonFactory
from tests.factories.incidents import (
    IncidentActFactory,
    IncidentFactory,
    IncidentPersonFactory,
    PatrolFactory,
    SeizedSubstanceFactory,
)

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


@pytest.fixture
def incident(group):
    return IncidentFactory(group=group, happened_on=DAY)


def test_an_act_is_named_once(incident):
    IncidentActFactory(incident=incident, act="trade")
    with refused_by_database():
        IncidentActFactory(incident=incident, act="trade")


def test_an_incident_has_several_acts(incident):
    for act in ("trade", "store"):
        IncidentActFactory(incident=incident, act=act)
    assert sorted(str(act) for act in incident.acts.all()) == ["mua bán", "tàng trữ"]


@pytest.mark.parametrize(
    ("since", "until"),
    [(DAY, None), (None, LATER), (DAY, DAY), (LATER, DAY)],
    ids=["no end", "no start", "same day", "inverted"],
)
def test_a_fugitive_is_wanted_from_until(incident, since, until):
    with refused_by_database("wanted_from_until"):
        IncidentPersonFactory(incident=incident, wanted_from=since, wanted_to=until)


@pytest.mark.parametrize(("since", "until"), [(None, None), (DAY, LATER), (DAY, OPEN)])
def test_wanted_or_not(incident, since, until):
    row = IncidentPersonFactory(incident=incident, wanted_from=since, wanted_to=until)
    row.full_clean()
    assert IncidentPerson.objects.get().wanted_from == since


def test_a_person_is_in_an_incident_once(incident):
    person = PersonFactory()
    IncidentPersonFactory(incident=incident, person=person)
    with refused_by_database():
        IncidentPersonFactory(incident=incident, person=person)


def test_several_people_without_a_file_are_in_it(incident):
    IncidentPersonFactory(incident=incident)
    IncidentPersonFactory(incident=incident)
    assert incident.people.count() == 2


def test_a_person_of_an_incident_cannot_be_deleted(incident):
    person = PersonFactory()
    IncidentPersonFactory(incident=incident, person=person)
    with pytest.raises(ProtectedError):
        person.delete()


@pytest.mark.parametrize("grams", ["0", "-1", "-0.001"])
def test_what_is_seized_weighs_something(incident, grams):
    with refused_by_database("substance_weighs_something"):
        SeizedSubstanceFactory(incident=incident, grams=Decimal(grams))


def test_a_substance_is_weighed_once(incident):
    SeizedSubstanceFactory(incident=incident, substance="heroin")
    with refused_by_database():
        SeizedSubstanceFactory(incident=incident, substance="heroin")


@pytest.mark.parametrize("grams", ["0.001", "999999999.999"])
def test_a_milligram_and_a_thousand_tonnes_are_kept(incident, grams):
    row = SeizedSubstanceFactory(incident=incident, grams=Decimal(grams))
    row.refresh_from_db()
    assert row.grams == Decimal(grams)


def test_a_patrol_is_made_by_somebody(group):
    with refused_by_database("patrol_has_officers"):
        PatrolFactory(group=group, officers=0)


@pytest.mark.parametrize("field", ["plants_destroyed", "plants_area_m2"])
def test_plants_are_not_counted_below_zero(group, field):
    with pytest.raises(ValidationError) as error:
        IncidentFactory.build(group=group, **{field: -1}).clean_fields()
    assert list(error.value.error_dict) == [field]


@pytest.mark.parametrize("factory", [IncidentFactory, PatrolFactory])
def test_a_group_with_incidents_or_patrols_cannot_be_deleted(group, factory):
    factory(group=group)
    with pytest.raises(ProtectedError):
        group.delete()


def test_the_latest_incident_comes_first(incident, group):
    late = IncidentFactory(group=group, happened_on=LATER)
    assert list(group.incidents.all()) == [late, incident]


def test_rows_are_named_by_day_and_place_never_by_people(incident, group):
    somebody = IncidentPersonFactory(incident=incident, name="Vàng A Páo")
    seized = SeizedSubstanceFactory(incident=incident, grams=Decimal("1.500"))
    patrol = PatrolFactory(group=group, patrolled_on=DAY)
    assert [str(row) for row in (incident, somebody, seized, patrol)] == [
        f"2024-03-01 · {group}",
        f"{incident.pk}",
        "1.500 g heroine",
        f"{group} 2024-03-01",
    ]
