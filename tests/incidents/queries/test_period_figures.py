"""What the programme did in a period, group by group."""

from datetime import date, timedelta

import pytest

from cases.enums import DossierKind
from incidents.queries.period_figures import IncidentFigures, figures_by_group, incident_figures
from tests.factories.cases import DossierFactory, PersonFactory, ResidenceFactory
from tests.factories.incidents import IncidentFactory, IncidentPersonFactory
from wards.models import NeighbourhoodGroup

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 3, 1), date(2024, 5, 31)
INSIDE = [FIRST, date(2024, 4, 15), LAST]
OUTSIDE = [FIRST - timedelta(days=1), LAST + timedelta(days=1)]
days = pytest.mark.parametrize(
    ("day", "counted"), [(day, True) for day in INSIDE] + [(day, False) for day in OUTSIDE]
)


def of(*groups):
    return NeighbourhoodGroup.objects.filter(pk__in=[group.pk for group in groups])


def counted_in(*groups) -> tuple[int, int, int]:
    """Incidents, arrests and proposals."""
    found = incident_figures(of(*groups), FIRST, LAST)
    return found.incidents, found.arrested, found.proposals


@days
def test_incidents_of_the_period_count(group, day, counted):
    IncidentFactory(group=group, happened_on=day)
    assert counted_in(group) == (int(counted), 0, 0)


@days
def test_arrests_count_on_the_day_of_their_incident(group, day, counted):
    incident = IncidentFactory(group=group, happened_on=day)
    IncidentPersonFactory(incident=incident)
    IncidentPersonFactory(incident=incident)
    assert counted_in(group) == ((1, 2, 0) if counted else (0, 0, 0))


def test_who_is_at_large_is_not_arrested(group):
    IncidentPersonFactory(
        incident=IncidentFactory(group=group, happened_on=FIRST), is_arrested=False
    )
    assert counted_in(group) == (1, 0, 0)


def test_an_arrest_counts_where_it_happened_not_where_the_person_lives(group, other_group):
    incident = IncidentFactory(group=group, happened_on=FIRST)
    IncidentPersonFactory(incident=incident, resident_group=other_group)
    assert (counted_in(group), counted_in(other_group)) == ((1, 1, 0), (0, 0, 0))


@days
def test_proposals_of_the_period_count(group, day, counted):
    DossierFactory(person=PersonFactory(group=group), kind="compulsory", valid_from=day)
    assert counted_in(group) == (0, 0, int(counted))


@pytest.mark.parametrize("kind", [kind for kind in DossierKind if kind != DossierKind.COMPULSORY])
def test_other_dossiers_are_no_proposals(group, kind):
    DossierFactory(person=PersonFactory(group=group), kind=kind, valid_from=FIRST)
    assert counted_in(group) == (0, 0, 0)


def test_a_proposal_that_was_closed_counts_all_the_same(group):
    DossierFactory(
        person=PersonFactory(group=group), kind="compulsory", valid_from=FIRST, valid_to=INSIDE[1]
    )
    assert counted_in(group) == (0, 0, 1)


def moved(person, to, day) -> None:
    person.residences.update(valid_to=day)
    ResidenceFactory(person=person, group=to, valid_from=day)


@pytest.mark.parametrize(
    ("day", "there"), [(LAST, True), (LAST + timedelta(days=1), False), (FIRST, True)]
)
def test_a_proposal_counts_where_the_person_lives_on_the_last_day(group, other_group, day, there):
    person = PersonFactory(group=group)
    DossierFactory(person=person, kind="compulsory", valid_from=FIRST)
    moved(person, other_group, day)
    assert counted_in(other_group) == (0, 0, int(there))
    assert counted_in(group) == (0, 0, int(not there))


def test_a_proposal_of_somebody_who_moved_is_counted_once(group, other_group):
    person = PersonFactory(group=group)
    DossierFactory(person=person, kind="compulsory", valid_from=FIRST)
    moved(person, other_group, INSIDE[1])
    assert counted_in(group, other_group) == (0, 0, 1)


def test_each_group_has_its_own_counts(group, other_group):
    for _ in range(2):
        IncidentFactory(group=group, happened_on=FIRST)
    IncidentPersonFactory(incident=IncidentFactory(group=other_group, happened_on=LAST))
    DossierFactory(person=PersonFactory(group=other_group), kind="compulsory", valid_from=FIRST)
    assert figures_by_group(of(group, other_group), FIRST, LAST) == {
        group.pk: IncidentFigures(2, 0, 0),
        other_group.pk: IncidentFigures(1, 1, 1),
    }
    assert counted_in(group, other_group) == (3, 1, 1)


def test_a_group_that_is_not_asked_about_is_left_out(group, other_group):
    IncidentFactory(group=other_group, happened_on=FIRST)
    assert figures_by_group(of(group), FIRST, LAST) == {}


def test_a_quiet_period_counts_nothing(group):
    assert counted_in(group) == (0, 0, 0)
    assert counted_in() == (0, 0, 0)


def test_a_period_of_one_day(group):
    IncidentFactory(group=group, happened_on=FIRST)
    assert incident_figures(of(group), FIRST, FIRST).incidents == 1


def test_counts_of_two_periods_add_up():
    assert IncidentFigures(1, 2, 3) + IncidentFigures(10, 20, 30) == IncidentFigures(11, 22, 33)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_one_statement_however_much_happened(group, count, django_assert_num_queries):
    for _ in range(count):
        IncidentPersonFactory(incident=IncidentFactory(group=group, happened_on=FIRST))
    with django_assert_num_queries(1):
        assert incident_figures(of(group), FIRST, LAST).arrested == count
