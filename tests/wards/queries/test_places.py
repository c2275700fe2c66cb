"""Which places there were on a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import Permission, Role
from tests.factories.wards import (
    REFORM_DAY,
    AreaFactory,
    AreaWardFactory,
    GroupFactory,
    PostingFactory,
    UserFactory,
    WardFactory,
    WardSuccessionFactory,
    posted,
)
from wards.enums import AreaKind
from wards.models import GroupPlacement, NeighbourhoodGroup, Ward
from wards.models.placement import ward_id_today
from wards.queries.places import (
    default_area,
    groups_of_ward,
    groups_with_ward,
    home_ward,
    narrowest_area,
    provinces_on,
    ward_of_group,
    ward_register,
    wards_of_area_ever,
    wards_on,
)

EVE = REFORM_DAY - timedelta(days=1)


@pytest.fixture
def merged(db):
    """A city of two wards until the reform; a territory of their one successor since."""
    succession = WardSuccessionFactory(from_ward__name="Nam Cường", to_ward__name="Cam Đường")
    second = WardSuccessionFactory(to_ward=succession.to_ward)
    city = AreaFactory(kind=AreaKind.CITY, valid_to=REFORM_DAY)
    for ward in (succession.from_ward, second.from_ward):
        AreaWardFactory(area=city, ward=ward, valid_to=REFORM_DAY)
    territory = AreaFactory(kind=AreaKind.SET, valid_from=REFORM_DAY)
    AreaWardFactory(area=territory, ward=succession.to_ward, valid_from=REFORM_DAY)
    WardFactory(name="nơi khác")
    return city, territory, {succession.from_ward, second.from_ward}, succession.to_ward


def test_a_ward_is_in_force_on_its_first_day_and_not_on_the_day_it_ends(db):
    old = WardFactory(valid_to=REFORM_DAY)
    new = WardFactory(valid_from=REFORM_DAY)
    assert list(wards_on(EVE)) == [old]
    assert list(wards_on(REFORM_DAY)) == [new]


def test_the_wards_of_an_area_in_its_life(merged):
    city, territory, old, new = merged
    assert set(wards_on(EVE, city)) == old
    assert list(wards_on(REFORM_DAY, territory)) == [new]


def test_an_area_of_today_is_asked_about_its_past(merged):
    _city, territory, old, _new = merged
    assert set(wards_on(EVE, territory)) == old


def test_an_area_that_ended_is_asked_about_today(merged):
    city, _territory, _old, new = merged
    assert list(wards_on(REFORM_DAY, city)) == [new]


def test_the_nation_has_every_ward(merged):
    nation = AreaFactory(kind=AreaKind.NATION)
    assert wards_on(EVE, nation).count() == 3


def test_a_member_only_for_some_time_is_a_member_then(area, ward, other_ward):
    area.memberships.filter(ward=ward).update(valid_to=date(2023, 1, 1))
    assert set(wards_on(date(2022, 12, 31), area)) == {ward, other_ward}
    assert list(wards_on(date(2023, 1, 1), area)) == [other_ward]


def test_the_ward_of_a_group_follows_its_placements(group, ward, other_ward):
    GroupPlacement.objects.filter(group=group).update(valid_to=date(2024, 1, 1))
    GroupPlacement.objects.create(group=group, ward=other_ward, valid_from=date(2024, 1, 1))
    assert ward_of_group(group, date(2023, 12, 31)) == ward
    assert ward_of_group(group, date(2024, 1, 1)) == other_ward
    assert group.get_unit_id() == other_ward.pk


def test_a_group_of_no_ward_has_no_unit(group):
    GroupPlacement.objects.all().delete()
    assert (group.get_unit_id(), ward_id_today(None)) == (None, None)


def test_the_groups_of_a_ward(group, other_group, ward):
    second = GroupFactory(ward=ward, name="Tổ 2")
    assert list(groups_of_ward(ward, EVE)) == [group, second]


def test_groups_go_by_name_and_by_number(ward):
    for name in ("Tổ 10", "Tổ 2", "Thôn Láo", "Tổ 1"):
        GroupFactory(ward=ward, name=name)
    found = [group.name for group in groups_of_ward(ward, EVE)]
    assert found == ["Thôn Láo", "Tổ 1", "Tổ 2", "Tổ 10"]


@pytest.mark.parametrize("count", [1, 3])
def test_groups_come_with_their_ward_in_two_queries(ward, count, django_assert_num_queries):
    GroupFactory.create_batch(count, ward=ward)
    with django_assert_num_queries(2):
        groups = list(groups_with_ward(NeighbourhoodGroup.objects.all(), EVE))
        assert {g.placements_that_day[0].ward for g in groups} == {ward}


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_four_queries(db, count, django_assert_num_queries):
    WardSuccessionFactory.create_batch(count)
    with django_assert_num_queries(4):
        for ward in ward_register(Ward.objects.all()):
            [str(s.from_ward) for s in ward.predecessors.all()]
            [str(s.to_ward) for s in ward.successors.all()]
            [str(m.area) for m in ward.memberships_around]


def test_an_area_with_its_past_and_its_heirs(merged):
    city, territory, old, new = merged
    for one in (city, territory):
        assert set(wards_of_area_ever(Ward.objects.all(), one)) == old | {new}


def test_the_home_of_an_officer_is_the_ward(officer, ward):
    assert home_ward(officer) == ward


def test_the_home_of_a_group_head_is_the_groups_ward(group_head, ward):
    assert home_ward(group_head) == ward


def test_a_committee_and_a_stranger_have_no_home(committee, nobody):
    assert (home_ward(committee), home_ward(nobody)) == (None, None)


def test_a_posting_that_ended_is_no_home(ward):
    user = UserFactory()
    PostingFactory(user=user, ward=ward, valid_to=date(2024, 1, 1))
    assert home_ward(user) is None


def test_a_committee_opens_its_own_area(committee, area):
    assert default_area(committee, Permission.VIEW_OVERVIEW) == area


def test_an_officer_opens_the_narrowest_area_around_the_ward(officer, area, ward):
    province = AreaFactory(kind=AreaKind.PROVINCE)
    AreaWardFactory(area=province, ward=ward)
    assert default_area(officer, Permission.VIEW_FIGURES) == area
    assert narrowest_area(ward) == area


def test_an_area_counts_only_where_its_role_holds_the_right(area, ward):
    """An auditor of one area who serves in the committee of another opens the second."""
    elsewhere = AreaFactory(kind=AreaKind.PROVINCE)
    user = posted(Role.AUDITOR, area=elsewhere)
    PostingFactory(user=user, role=Role.COMMITTEE, area=area, ward=None)
    assert default_area(user, Permission.VIEW_OVERVIEW) == area
    assert default_area(user, Permission.VIEW_AUDIT) == elsewhere


def test_the_nation_holds_every_unit_there_ever_was(merged, nation):
    assert set(wards_of_area_ever(Ward.objects.all(), nation)) == set(Ward.objects.all())


def test_a_ward_in_no_area_lies_in_the_nation(ward, nation):
    assert narrowest_area(ward) == nation


def test_a_stranger_opens_nothing(nobody, area):
    assert default_area(nobody, Permission.VIEW_OVERVIEW) is None


def test_the_provinces_of_a_day(db):
    province = AreaFactory(kind=AreaKind.PROVINCE, valid_from=REFORM_DAY, code="15")
    AreaFactory(kind=AreaKind.CITY)
    assert list(provinces_on(EVE)) == []
    assert list(provinces_on(REFORM_DAY)) == [province]


def test_the_home_of_one_who_serves_in_two_wards_is_the_first(ward, other_ward):
    user = posted(Role.OFFICER, ward=other_ward)
    PostingFactory(user=user, ward=ward, valid_from=timezone.localdate())
    assert home_ward(user) == other_ward
