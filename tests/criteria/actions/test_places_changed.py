"""Writing about places re-scores every ward whose stored figures it makes untrue."""

from datetime import date

import pytest

from criteria.actions.snapshots import rescore_changed, take_snapshots
from criteria.models import WardSnapshot
from criteria.queries.scores import ScoreReader, scores_on
from criteria.scoring import score
from criteria.sets import CITY_2023
from tests.factories.cases import PersonFactory
from tests.factories.wards import LONG_AGO, REFORM_DAY, GroupFactory, WardFactory
from wards.actions.groups import edit_group, place_group
from wards.actions.population import record_population
from wards.models import Ward

pytestmark = pytest.mark.django_db

BEFORE, DAY = date(2026, 4, 30), date(2026, 6, 30)
MOVED = date(2026, 6, 1)


def stored(ward, criterion, day=DAY):
    """Numerator and denominator, as the snapshot says."""
    return WardSnapshot.objects.get(ward=ward, day=day).figures[criterion][:2]


def people(ward, day=DAY):
    return WardSnapshot.objects.get(ward=ward, day=day).people


def live(ward, day=DAY):
    [one] = scores_on(day, CITY_2023, Ward.objects.filter(pk=ward.pk))
    return one


def stands(*days):
    """What is shown equals live scoring."""
    book = ScoreReader(Ward.objects.all(), {CITY_2023: days})
    return all(book.on(day, CITY_2023) == score(day, CITY_2023) for day in days)


def test_a_group_that_is_placed_elsewhere_re_scores_the_ward_that_lost_it(
    ward, other_ward, group, administrator
):
    PersonFactory(group=group)
    take_snapshots(days=[BEFORE, DAY], criteria_set=CITY_2023)
    place_group(by=administrator, group=group, ward=other_ward, on_day=MOVED)

    assert (live(ward).people, live(other_ward).people) == (0, 1)  # seen at once
    assert stands(BEFORE, DAY)
    rescore_changed()
    assert (people(ward), people(other_ward)) == (0, 1)
    assert (people(ward, BEFORE), people(other_ward, BEFORE)) == (1, 0)
    assert stands(BEFORE, DAY)


def test_so_it_is_on_the_very_day_of_the_move(ward, other_ward, group, administrator):
    PersonFactory(group=group)
    take_snapshots(days=[MOVED], criteria_set=CITY_2023)
    place_group(by=administrator, group=group, ward=other_ward, on_day=MOVED)
    rescore_changed()

    assert (people(ward, MOVED), people(other_ward, MOVED)) == (0, 1)


def test_a_figure_from_before_the_ward_began_re_scores_it(administrator):
    """Counted on 15/06/2025 for a ward in force since 01/07/2025, as most were in that summer."""
    heir = WardFactory(valid_from=REFORM_DAY)
    GroupFactory(ward=heir).placements.update(valid_from=REFORM_DAY)
    take_snapshots(days=[DAY], criteria_set=CITY_2023)
    assert stored(heir, "household_pledge") == [0, 0]

    record_population(
        by=administrator, ward=heir, counted_on=date(2025, 6, 15), households=50, source="UBND"
    )
    assert live(heir).result("household_pledge").figure == "0/50"
    rescore_changed()
    assert stored(heir, "household_pledge") == [0, 50]
    assert stands(DAY)


def test_a_group_corrected_to_another_kind_re_scores_all_its_days(ward, group, officer):
    take_snapshots(days=[LONG_AGO, DAY], criteria_set=CITY_2023)
    assert stored(ward, "tip_box") == [0, 1]
    edit_group(by=officer, group=group, expected_version=1, changes={"kind": "khac"})

    rescore_changed()
    assert [stored(ward, "tip_box", day) for day in (LONG_AGO, DAY)] == [[0, 0], [0, 0]]
    assert stands(LONG_AGO, DAY)
