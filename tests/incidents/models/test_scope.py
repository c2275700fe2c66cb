"""Who sees which rows of the incident ledger."""

from datetime import date

import pytest
from django.apps import apps

from accounts.permissions import Role
from incidents.models import (
    Hotspot,
    HotspotPeriod,
    Incident,
    IncidentAct,
    IncidentPerson,
    Patrol,
    SeizedSubstance,
    Suspicion,
    SuspicionReview,
)
from tests.factories.incidents import (
    HotspotFactory,
    IncidentActFactory,
    IncidentFactory,
    IncidentPersonFactory,
    PatrolFactory,
    SeizedSubstanceFactory,
    SuspicionFactory,
)
from tests.factories.wards import posted
from wards.actions.groups import place_group

pytestmark = pytest.mark.django_db

MOVED = date(2024, 3, 1)


def _in_incident(factory):
    return lambda group: factory(incident=IncidentFactory(group=group))


#: Makes one row in a group.
PLACED = {
    Hotspot: lambda group: HotspotFactory(group=group),
    HotspotPeriod: lambda group: HotspotFactory(group=group).periods.get(),
    Suspicion: lambda group: SuspicionFactory(group=group),
    SuspicionReview: lambda group: SuspicionFactory(group=group).reviews.get(),
    Incident: lambda group: IncidentFactory(group=group),
    IncidentAct: _in_incident(IncidentActFactory),
    IncidentPerson: _in_incident(IncidentPersonFactory),
    SeizedSubstance: _in_incident(SeizedSubstanceFactory),
    Patrol: lambda group: PatrolFactory(group=group),
}
SEES_HOTSPOTS = {Role.OFFICER, Role.CHIEF}


def by_name(makers):
    return pytest.mark.parametrize("model", list(makers), ids=lambda model: model.__name__)


def seen(model, user, permission=None) -> set:
    return set(model.objects.all().visible_to(user, permission))


def test_every_model_of_the_ledger_is_asked_here():
    assert set(PLACED) == set(apps.get_app_config("incidents").get_models())


@by_name(PLACED)
def test_the_committee_sees_no_row_at_all(model, committee, group, other_group):
    for place in (group, other_group):
        PLACED[model](place)
    assert seen(model, committee) == set()


@by_name(PLACED)
def test_a_group_head_sees_no_row_of_the_own_group(model, group_head, group):
    PLACED[model](group)
    assert seen(model, group_head) == set()


@by_name(PLACED)
def test_who_serves_nowhere_sees_nothing(model, nobody, group):
    PLACED[model](group)
    assert seen(model, nobody) == set()


@by_name(PLACED)
def test_an_administrator_of_the_nation_sees_nothing(model, administrator, group):
    PLACED[model](group)
    assert seen(model, administrator) == set()


@by_name(PLACED)
def test_hotspots_and_incidents_are_seen_at_home_by_police_only(model, ward, group, other_group):
    here, _there = PLACED[model](group), PLACED[model](other_group)
    found = {role: seen(model, posted(role, ward=ward)) for role in Role}
    assert found == {role: {here} if role in SEES_HOTSPOTS else set() for role in Role}


@by_name(PLACED)
def test_police_next_door_see_their_own_places_only(model, outsider, group, other_group):
    _here, there = PLACED[model](group), PLACED[model](other_group)
    assert seen(model, outsider) == {there}


@by_name(PLACED)
def test_places_pass_with_their_group(model, officer, outsider, administrator, group, other_ward):
    row = PLACED[model](group)
    place_group(by=administrator, group=group, ward=other_ward, on_day=MOVED)
    assert (seen(model, officer), row in seen(model, outsider)) == (set(), True)


def test_an_offender_s_home_opens_no_incident(outsider, group, other_group):
    IncidentPersonFactory(incident=IncidentFactory(group=group), resident_group=other_group)
    assert (seen(Incident, outsider), seen(IncidentPerson, outsider)) == (set(), set())
