"""Each count of the class calculator is as many rows as it opens to."""

from datetime import date

import pytest

from cases.enums import DossierKind
from cases.statuses import PersonStatus
from criteria.class_counts import CLASS_COUNTS, class_count
from criteria.classes import count
from criteria.sets import SETS
from incidents.enums import HotspotKind
from incidents.statuses import HotspotState
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory, IncidentFactory, IncidentPersonFactory

DAY = date(2026, 6, 30)


@pytest.fixture
def filled(ward, group, other_group):
    """Two of everything in the ward, and one of everything next door."""
    for place, times in ((group, 2), (other_group, 1)):
        for _time in range(times):
            person = PersonFactory(group=place, status=PersonStatus.ADDICT)
            DossierFactory(person=person, valid_from=date(2025, 1, 1))
            DossierFactory(person=person, kind=DossierKind.TREATMENT, valid_from=date(2025, 1, 1))
            HotspotFactory(
                group=place,
                kind=HotspotKind.USE_POINT,
                found_on=date(2026, 1, 1),
                state=HotspotState.VERIFIED,
            )
            incident = IncidentFactory(
                group=place, happened_on=date(2026, 2, 1), plants_destroyed=30, plants_area_m2=4
            )
            IncidentPersonFactory(incident=incident, is_arrested=True)
            IncidentPersonFactory(incident=incident, is_arrested=False)
    IncidentFactory(group=group, happened_on=date(2026, 3, 1))


def test_the_rows_are_the_calculators_numbers(ward, filled):
    users, points, arrested, plants = (list(one.in_ward(ward, DAY)) for one in CLASS_COUNTS)
    counts = count(ward, DAY)
    assert (len(users), len(points), len(arrested)) == (2, 2, 2)
    assert (counts.users_with_file, counts.use_points, counts.arrested) == (2, 2, 2)
    assert sum(one.plants_destroyed for one in plants) == counts.plants == 60
    assert sum(one.plants_area_m2 for one in plants) == counts.plants_m2 == 8


def test_the_period_begins_on_15_december(ward, group):
    for day in (date(2025, 12, 14), date(2025, 12, 15)):
        incident = IncidentFactory(group=group, happened_on=day, plants_destroyed=1)
        IncidentPersonFactory(incident=incident, is_arrested=True)
    for code in ("class_arrested", "class_plants"):
        (row,) = class_count(code).in_ward(ward, DAY)
        assert row.since == date(2025, 12, 15)


def test_they_are_criteria_of_no_set():
    judged = {one.code for each in SETS for one in each.criteria}
    assert judged.isdisjoint(one.code for one in CLASS_COUNTS)
    assert class_count("addict_file") is None
