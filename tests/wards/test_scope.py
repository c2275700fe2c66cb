"""The one scope rule: every role, at home, next door and posted nowhere."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.permissions import ROLE_TABLE, Permission, Role, roles_with
from tests.factories.wards import (
    AreaFactory,
    AreaWardFactory,
    GroupFactory,
    PopulationFigureFactory,
    PostingFactory,
    UserFactory,
    WardFactory,
    posted,
)
from wards.actions.groups import place_group
from wards.enums import AreaKind
from wards.models import NeighbourhoodGroup, PopulationFigure, Ward
from wards.models.scope import can, permissions_of, posted_roles, reach_of

PAST = date(2023, 1, 1)


def test_a_role_may_do_at_home_what_its_row_says_and_nothing_next_door(
    ward, group, other_ward, other_group
):
    users = {role: posted(role, ward=ward) for role in Role}
    found = {
        (role, permission): {
            "somewhere": can(user, permission),
            "in the ward": can(user, permission, ward_id=ward.pk),
            "in its group": can(user, permission, group=group),
            "next door": can(user, permission, ward_id=other_ward.pk),
            "in a group next door": can(user, permission, group=other_group),
        }
        for role, user in users.items()
        for permission in Permission
    }
    assert found == {
        (role, permission): dict.fromkeys(
            ("somewhere", "in the ward", "in its group"),
            permission in ROLE_TABLE[role].permissions,
        )
        | dict.fromkeys(("next door", "in a group next door"), False)
        for role in Role
        for permission in Permission
    }


def test_wards_and_groups_are_seen_with_figures_only(ward, group, other_ward, other_group):
    users = {role: posted(role, ward=ward) for role in Role}
    found = {
        role: [
            *Ward.objects.all().visible_to(user),
            *NeighbourhoodGroup.objects.visible_to(user),
        ]
        for role, user in users.items()
    }
    sees = roles_with(Permission.VIEW_FIGURES)
    assert found == {role: [ward, group] if role in sees else [] for role in Role}


@pytest.mark.parametrize("permission", Permission)
def test_without_a_posting_there_is_nothing(permission, ward, group, nobody):
    for stranger in (nobody, AnonymousUser()):
        assert not can(stranger, permission)
        assert list(Ward.objects.all().visible_to(stranger, permission)) == []
        assert list(NeighbourhoodGroup.objects.visible_to(stranger, permission)) == []


def test_staff_and_superusers_have_no_other_door(ward):
    user = UserFactory(is_staff=True, is_superuser=True)
    assert permissions_of(user) == frozenset()
    assert list(Ward.objects.all().visible_to(user)) == []


def test_a_locked_account_sees_nothing(ward):
    user = posted(Role.OFFICER, ward=ward, is_active=False)
    assert posted_roles(user) == []


def test_a_group_head_reaches_households_of_one_group(group_head, group, ward):
    GroupFactory(ward=ward)
    seen = NeighbourhoodGroup.objects.visible_to(group_head, Permission.VIEW_HOUSEHOLDS)
    assert list(seen) == [group]
    assert not can(group_head, Permission.VIEW_PEOPLE)
    assert not can(group_head, Permission.EDIT_HOUSEHOLDS, ward_id=ward.pk)


def test_a_committee_sees_every_ward_of_its_area_and_none_outside(committee, ward, other_ward):
    WardFactory(name="ngoài địa bàn")
    assert set(Ward.objects.all().visible_to(committee)) == {ward, other_ward}


def test_a_committee_of_the_nation_sees_every_ward(ward, other_ward, nation):
    assert Ward.objects.all().visible_to(posted(Role.COMMITTEE, area=nation)).count() == 2


def test_a_province_is_not_everywhere(ward, other_ward):
    province = AreaFactory(kind=AreaKind.PROVINCE)
    AreaWardFactory(area=province, ward=ward)
    committee = posted(Role.COMMITTEE, area=province)
    assert list(Ward.objects.all().visible_to(committee)) == [ward]


@pytest.mark.parametrize(
    "days", [{"valid_to": PAST}, {"valid_from": date(2999, 1, 1)}], ids=["over", "not begun"]
)
def test_a_posting_counts_on_its_days_only(days, ward):
    user = UserFactory()
    PostingFactory(user=user, ward=ward, **days)
    assert not can(user, Permission.VIEW_FIGURES)


def test_permissions_belong_to_the_place_of_their_role(ward, other_ward):
    user = posted(Role.OFFICER, ward=ward)
    PostingFactory(user=user, role=Role.COMMITTEE, area=AreaFactory())
    PostingFactory(user=user, role=Role.CHAIR_OFFICE, ward=other_ward)
    assert can(user, Permission.EDIT_PEOPLE, ward_id=ward.pk)
    assert not can(user, Permission.EDIT_PEOPLE, ward_id=other_ward.pk)
    assert can(user, Permission.VIEW_PEOPLE, ward_id=other_ward.pk)


def test_a_group_that_moved_away_is_the_new_wards(group, ward, other_ward, officer, outsider):
    place_group(by=None, group=group, ward=other_ward, on_day=PAST)
    assert list(NeighbourhoodGroup.objects.visible_to(officer)) == []
    assert list(NeighbourhoodGroup.objects.visible_to(outsider)) == [group]


def test_the_new_ward_sees_the_past_unit_of_its_groups(group, ward, other_ward, outsider):
    place_group(by=None, group=group, ward=other_ward, on_day=PAST)
    assert set(Ward.objects.all().visible_to(outsider)) == {ward, other_ward}


def test_population_of_a_foreign_group_is_hidden(officer, group, other_group):
    own = PopulationFigureFactory(ward=None, group=group)
    PopulationFigureFactory(ward=None, group=other_group)
    assert list(PopulationFigure.objects.all().visible_to(officer)) == [own]


def test_roles_are_read_once_a_request(officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        for permission in Permission:
            can(officer, permission)


def test_roles_of_a_committee_cost_one_query(committee, django_assert_num_queries):
    with django_assert_num_queries(1):
        reach_of(committee, Permission.VIEW_FIGURES)
