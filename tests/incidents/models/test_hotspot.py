"""Hotspots and the one state they are in."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from foundation.dated import OPEN
from incidents.models import HotspotPeriod
from tests.cases.ledger import refused_by_database
from tests.factories.incidents import HotspotFactory, HotspotPeriodFactory

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


@pytest.fixture
def hotspot(group):
    """Suspected since DAY."""
    return HotspotFactory(group=group, found_on=DAY)


def test_a_hotspot_has_one_open_state(hotspot):
    with refused_by_database():
        HotspotPeriodFactory(hotspot=hotspot, state="verified", valid_from=LATER, valid_to=OPEN)


def test_states_do_not_overlap(hotspot):
    with refused_by_database("incidents_hotspotperiod_no_overlap"):
        HotspotPeriodFactory(
            hotspot=hotspot, valid_from=date(2024, 1, 1), valid_to=date(2024, 3, 2)
        )


def test_states_may_touch(hotspot):
    HotspotPeriodFactory(hotspot=hotspot, valid_from=date(2024, 1, 1), valid_to=DAY)
    assert HotspotPeriod.objects.in_force(DAY).get().valid_from == DAY


def test_two_hotspots_are_in_their_own_states(hotspot, group):
    HotspotFactory(group=group, found_on=DAY, state="verified")
    states = HotspotPeriod.objects.in_force(DAY).values_list("state", flat=True)
    assert sorted(states) == ["suspected", "verified"]


def test_a_state_does_not_end_before_its_start(hotspot):
    with refused_by_database("hotspot_period_ends_not_before_start"):
        HotspotPeriodFactory(hotspot=hotspot, valid_from=DAY, valid_to=date(2024, 2, 1))


def test_a_group_with_hotspots_cannot_be_deleted(hotspot, group):
    with pytest.raises(ProtectedError):
        group.delete()


@pytest.mark.parametrize(("field", "value"), [("kind", "market"), ("place", "")])
def test_a_hotspot_is_of_a_kind_and_somewhere(group, field, value):
    with pytest.raises(ValidationError) as error:
        HotspotFactory.build(group=group, **{field: value}).clean_fields()
    assert list(error.value.error_dict) == [field]


def test_the_newest_hotspot_comes_first(hotspot, group):
    new = HotspotFactory(group=group, found_on=LATER)
    assert list(group.hotspots.all()) == [new, hotspot]


def test_states_are_read_in_their_order(hotspot):
    before = HotspotPeriodFactory(hotspot=hotspot, valid_from=date(2024, 1, 1), valid_to=DAY)
    assert hotspot.periods.all()[0] == before


def test_rows_are_named_without_the_place(hotspot, group):
    period = hotspot.periods.get()
    assert str(hotspot) == f"điểm phức tạp về ma túy · {group}"
    assert str(period) == f"{hotspot.pk} · nghi vấn"
