"""Incidents, arrests and proposals by ward: what the overview's fourth figure counts."""

from datetime import date

import pytest

from accounts.permissions import Role
from cases.enums import DossierKind
from criteria.sets import CITY_2023
from reports.asked import Asked
from reports.dashboards.incidents import build
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import IncidentFactory, IncidentPersonFactory
from tests.factories.wards import GroupFactory, PostingFactory, WardFactory
from wards.actions.groups import place_group

pytestmark = pytest.mark.django_db


def rows(page):
    return [(ward.name, figures) for ward, figures in page.rows]


def test_each_ward_has_its_counts_and_there_is_a_sum(committee, group, other_group, asked_then):
    first = IncidentFactory(group=group, happened_on=date(2023, 3, 3))
    IncidentPersonFactory.create_batch(2, incident=first, is_arrested=True)
    IncidentFactory(group=other_group, happened_on=date(2024, 6, 30))
    DossierFactory(
        person=PersonFactory(group=other_group),
        kind=DossierKind.COMPULSORY,
        valid_from=date(2024, 1, 9),
    )
    page = build(committee, asked_then)
    assert rows(page) == [
        ("Cốc San", ("1", "0", "< 3")),
        ("Nam Cường", ("1", "< 3", "0")),
    ]
    assert page.total == ("2", "< 3", "< 3")


def test_a_sum_gives_no_ward_away(committee, group, other_group, asked_then):
    for home, count in ((group, 1), (other_group, 120)):
        incident = IncidentFactory(group=home, happened_on=date(2023, 3, 3))
        IncidentPersonFactory.create_batch(count, incident=incident, is_arrested=True)
    page = build(committee, asked_then)
    assert [(name, shown.arrested) for name, shown in rows(page)] == [
        ("Cốc San", "> 2"),
        ("Nam Cường", "< 3"),
    ]
    assert (page.total.arrested, page.hides_few) == ("121", True)


def test_where_nothing_is_hidden_no_note_speaks_of_it(committee, group, asked_then):
    incident = IncidentFactory(group=group, happened_on=date(2023, 3, 3))
    IncidentPersonFactory.create_batch(3, incident=incident, is_arrested=True)
    page = build(committee, asked_then)
    assert (rows(page), page.hides_few) == ([("Nam Cường", ("1", "3", "0"))], False)


def test_the_own_ward_reads_its_line_in_full(committee, ward, group, other_group, asked_then):
    PostingFactory(user=committee, role=Role.OFFICER, ward=ward)
    for home in (group, other_group):
        incident = IncidentFactory(group=home, happened_on=date(2023, 3, 3))
        IncidentPersonFactory(incident=incident, is_arrested=True)
    shown = [(name, one.arrested) for name, one in rows(build(committee, asked_then))]
    assert shown == [("Cốc San", "< 3"), ("Nam Cường", "1")]


@pytest.mark.parametrize(("day", "count"), [(date(2022, 12, 31), 0), (date(2023, 1, 1), 1)])
def test_the_count_begins_in_2023(committee, group, asked_then, day, count):
    IncidentFactory(group=group, happened_on=day)
    assert build(committee, asked_then).total.incidents == str(count)


def test_a_group_counts_where_it_lay_on_the_day_asked_about(committee, group, other_ward):
    IncidentFactory(group=group, happened_on=date(2024, 3, 3))
    place_group(by=None, group=group, ward=other_ward, on_day=date(2025, 1, 1))
    for day, name in ((date(2024, 12, 31), "Nam Cường"), (date(2025, 1, 1), "Cốc San")):
        page = build(committee, Asked(day, CITY_2023))
        assert rows(page) == [(name, ("1", "0", "0"))]


def test_another_city_is_not_counted(committee, asked_then):
    IncidentFactory(group=GroupFactory(ward=WardFactory()), happened_on=date(2024, 3, 3))
    assert rows(build(committee, asked_then)) == []


def test_without_an_area_there_is_nothing(nobody, asked_then):
    page = build(nobody, asked_then)
    assert (page.area, rows(page), page.total) == (None, [], ("0", "0", "0"))


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_any_number(
    count, committee, group, asked_then, django_assert_num_queries
):
    IncidentFactory.create_batch(count, group=group, happened_on=date(2024, 3, 3))
    fresh = type(committee).objects.get(pk=committee.pk)
    with django_assert_num_queries(4):
        build(fresh, asked_then)
