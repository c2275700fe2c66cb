from datetime import date

import pytest

from accounts.permissions import Permission
from criteria.rules.no_hotspot import NoHotspot
from foundation.dated import OPEN
from incidents.actions.hotspots import move_hotspot, report_hotspot
from incidents.enums import HotspotKind
from incidents.statuses import HotspotState
from tests.criteria.asking import ask, blockers, figure, figures, move_group
from tests.factories.incidents import HotspotFactory, HotspotPeriodFactory
from tests.factories.wards import REFORM_DAY, GroupFactory, WardFactory

RULE = NoHotspot()
VERIFIED, CLEARED = date(2024, 2, 14), date(2024, 11, 20)


def verified(group, **fields):
    fields = {"found_on": VERIFIED, "state": HotspotState.VERIFIED, **fields}
    return HotspotFactory(group=group, **fields)


def cleared(group):
    hotspot = verified(group)
    hotspot.periods.update(valid_to=CLEARED)
    HotspotPeriodFactory(
        hotspot=hotspot, state=HotspotState.CLEARED, valid_from=CLEARED, valid_to=OPEN
    )
    return hotspot


def test_the_worked_example(ward, group):
    cleared(group)

    days = (date(2024, 2, 13), VERIFIED, date(2024, 11, 19), CLEARED)
    assert figures(RULE, ward, *days) == ["0", "1", "1", "0"]


def test_a_verified_place_is_a_miss(ward, group):
    verified(group)

    assert figure(RULE, ward, VERIFIED) == ("1", "missed")


def test_nothing_verified_is_met(ward, group):
    assert figure(RULE, ward, VERIFIED) == ("0", "met")


@pytest.mark.parametrize("kind", HotspotKind.values)
def test_places_points_and_dealers_of_every_kind_count(ward, group, kind):
    verified(group, kind=kind)

    assert figure(RULE, ward, VERIFIED) == ("1", "missed")


@pytest.mark.parametrize(
    "state",
    [HotspotState.SUSPECTED, HotspotState.CLEARED, HotspotState.WATCHED, HotspotState.DISMISSED],
)
def test_no_other_state_counts(ward, group, state):
    verified(group, state=state)

    assert figure(RULE, ward, VERIFIED) == ("0", "met")


def test_a_watched_place_that_is_verified_again_counts_again(ward, group):
    hotspot = cleared(group)
    again = date(2025, 3, 1)
    hotspot.periods.filter(valid_to=OPEN).update(valid_to=again)
    HotspotPeriodFactory(
        hotspot=hotspot, state=HotspotState.VERIFIED, valid_from=again, valid_to=OPEN
    )

    assert figures(RULE, ward, date(2025, 2, 28), again) == ["0", "1"]


def test_every_place_counts(ward, group):
    verified(group)
    verified(GroupFactory(ward=ward))

    assert figure(RULE, ward, VERIFIED) == ("2", "missed")


def test_places_of_another_ward_do_not_count(ward, group, other_group):
    verified(other_group)

    assert figure(RULE, ward, VERIFIED) == ("0", "met")


def test_a_place_outside_the_neighbourhoods_counts(ward, other_place):
    verified(other_place)

    assert figure(RULE, ward, VERIFIED) == ("1", "missed")


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, VERIFIED) == ("0", "no_data")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    GroupFactory(ward=ward)
    verified(group)
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["1", "0"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0", "1"]


def test_the_place_itself_is_the_blocker_and_says_since_when(ward, group, other_group):
    mine = verified(group)
    verified(other_group)

    assert blockers(RULE, ward, date(2024, 6, 30)) == {mine}
    assert RULE.failing(ward, date(2024, 6, 30)).get().since == VERIFIED


def test_what_the_actions_write_is_what_counts(ward, group, officer):
    hotspot = report_hotspot(
        by=officer,
        group=group,
        kind=HotspotKind.USE_POINT,
        place="Nhà trọ",
        found_on=date(2024, 2, 1),
    )
    move_hotspot(by=officer, hotspot=hotspot, to=HotspotState.VERIFIED, on_day=VERIFIED)

    assert figures(RULE, ward, date(2024, 2, 13), VERIFIED) == ["0", "1"]


def test_the_figure_in_words(ward, group):
    verified(group)

    assert ask(RULE, ward, VERIFIED).figure == "1 điểm"


def test_only_those_who_may_see_places_see_the_rows():
    assert RULE.view_permission == Permission.VIEW_HOTSPOTS
    assert not RULE.counts_people


def test_a_ward_that_has_not_begun_is_not_asked(group):
    young = WardFactory(valid_from=REFORM_DAY)

    assert list(RULE.failing(young, VERIFIED)) == []
