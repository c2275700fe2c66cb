from datetime import date

import pytest

from accounts.permissions import Permission
from criteria.rules.no_use_point import NoUsePoint
from incidents.actions.hotspots import move_hotspot, report_hotspot
from incidents.enums import HotspotKind
from incidents.statuses import HotspotState
from tests.criteria.asking import blockers, figure, figures, move_group
from tests.factories.incidents import HotspotFactory
from tests.factories.wards import REFORM_DAY, GroupFactory

RULE = NoUsePoint()
VERIFIED = date(2026, 8, 11)


def use_point(group, **fields):
    fields = {"found_on": VERIFIED, "state": HotspotState.VERIFIED, **fields}
    return HotspotFactory(group=group, **{"kind": HotspotKind.USE_POINT, **fields})


def test_the_worked_example(ward, group):
    point = use_point(group)

    days = (date(2026, 8, 10), VERIFIED, date(2026, 11, 1))
    assert figures(RULE, ward, *days) == ["0", "1", "1"]
    assert figure(RULE, ward, VERIFIED)[1] == "missed"
    assert blockers(RULE, ward, VERIFIED) == {point}


def test_none_is_met(ward, group):
    assert figure(RULE, ward, VERIFIED) == ("0", "met")


@pytest.mark.parametrize("kind", [HotspotKind.GATHERING, HotspotKind.COMPLEX, HotspotKind.RETAIL])
def test_other_places_count_only_for_the_city(ward, group, kind):
    use_point(group, kind=kind)

    assert figure(RULE, ward, VERIFIED) == ("0", "met")


@pytest.mark.parametrize(
    "state",
    [HotspotState.SUSPECTED, HotspotState.CLEARED, HotspotState.WATCHED, HotspotState.DISMISSED],
)
def test_no_other_state_counts(ward, group, state):
    use_point(group, state=state)

    assert figure(RULE, ward, VERIFIED) == ("0", "met")


def test_a_cleared_point_stops_counting_that_day(ward, group, officer):
    point = report_hotspot(
        by=officer,
        group=group,
        kind=HotspotKind.USE_POINT,
        place="Xe tải",
        found_on=date(2026, 8, 1),
    )
    move_hotspot(by=officer, hotspot=point, to=HotspotState.VERIFIED, on_day=VERIFIED)
    move_hotspot(
        by=officer,
        hotspot=point,
        to=HotspotState.CLEARED,
        on_day=date(2026, 9, 1),
        recheck_on=date(2026, 10, 1),
    )

    days = (date(2026, 8, 10), VERIFIED, date(2026, 8, 31), date(2026, 9, 1))
    assert figures(RULE, ward, *days) == ["0", "1", "1", "0"]


def test_points_of_another_ward_do_not_count(ward, group, other_group):
    use_point(other_group)

    assert figure(RULE, ward, VERIFIED) == ("0", "met")


def test_a_point_outside_the_neighbourhoods_counts(ward, other_place):
    use_point(other_place)

    assert figure(RULE, ward, VERIFIED) == ("1", "missed")


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, VERIFIED) == ("0", "no_data")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    GroupFactory(ward=ward)
    use_point(group, found_on=date(2025, 1, 1))
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["1", "0"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0", "1"]


def test_only_those_who_may_see_places_see_the_rows():
    assert RULE.view_permission == Permission.VIEW_HOTSPOTS
