"""Who lists and keeps which wards and groups: every role, own and foreign."""

import pytest

from accounts.permissions import Role
from tests.factories.wards import REFORM_DAY, GroupFactory, PostingFactory, WardFactory, posted
from wards.queries.rights import (
    counted_groups,
    editable_groups,
    editable_wards,
    keeps_groups,
    keeps_groups_of_a_ward,
    listed_groups,
    listed_wards,
    wards_to_choose,
)

KEEP_A_WARD = {Role.OFFICER, Role.CHIEF}
SEE_HOUSEHOLDS = KEEP_A_WARD | {Role.CHAIR_OFFICE}


@pytest.fixture
def places(ward, group, other_ward, other_group):
    return ward, group


def test_what_a_role_in_a_ward_may_list_and_keep(places):
    ward, group = places
    roles = set(Role) - {Role.ADMIN, Role.GROUP_HEAD}
    users = {role: posted(role, ward=ward) for role in roles}
    kept = {
        role: {
            "wards": list(editable_wards(user)),
            "groups": list(editable_groups(user)),
            "counted": list(counted_groups(user)),
            "any group": keeps_groups(user),
            "any of a ward": keeps_groups_of_a_ward(user),
        }
        for role, user in users.items()
    }
    everything = {
        "wards": [ward],
        "groups": [group],
        "counted": [group],
        "any group": True,
        "any of a ward": True,
    }
    nothing = {
        "wards": [],
        "groups": [],
        "counted": [],
        "any group": False,
        "any of a ward": False,
    }
    assert kept == {role: everything if role in KEEP_A_WARD else nothing for role in roles}
    listed = {role: list(listed_groups(user)) for role, user in users.items()}
    assert listed == {role: [group] if role in SEE_HOUSEHOLDS else [] for role in roles}


def test_a_group_head_counts_the_own_group_and_keeps_none(places, group_head):
    ward, group = places
    GroupFactory(ward=ward)
    assert list(listed_groups(group_head)) == [group]
    assert list(counted_groups(group_head)) == [group]
    assert list(editable_groups(group_head)) == []
    assert list(editable_wards(group_head)) == []
    assert keeps_groups(group_head)
    assert not keeps_groups_of_a_ward(group_head)


def test_an_administrator_of_the_nation_keeps_all(places, administrator, other_ward, other_group):
    ward, group = places
    assert set(editable_wards(administrator)) == {ward, other_ward}
    assert set(listed_groups(administrator)) == {group, other_group}


def test_an_administrator_lists_ended_units_too(places, administrator, other_ward):
    ended = WardFactory(valid_to=REFORM_DAY)
    assert set(listed_wards(administrator)) == {places[0], other_ward, ended}


def test_an_ended_unit_takes_no_changes(administrator, db):
    WardFactory(valid_to=REFORM_DAY)
    assert list(editable_wards(administrator)) == []


def test_an_administrator_of_one_ward_keeps_that_one(places):
    administrator = posted(Role.ADMIN, ward=places[0])
    assert list(editable_wards(administrator)) == [places[0]]
    assert list(listed_wards(administrator)) == [places[0]]


def test_others_list_the_wards_whose_figures_they_see(places, officer, committee, other_ward):
    assert list(listed_wards(officer)) == [places[0]]
    assert set(listed_wards(committee)) == {places[0], other_ward}


def test_a_stranger_lists_nothing(places, nobody):
    for rows in (listed_wards, listed_groups, editable_wards, editable_groups, counted_groups):
        assert list(rows(nobody)) == []


def test_rights_in_two_places_add_up(places, other_ward, other_group):
    user = posted(Role.OFFICER, ward=places[0])
    PostingFactory(user=user, role=Role.CHAIR_OFFICE, ward=other_ward)
    assert set(listed_groups(user)) == {places[1], other_group}
    assert list(editable_groups(user)) == [places[1]]


def test_a_new_group_is_offered_the_named_ward_only(places, administrator, other_ward):
    assert list(wards_to_choose(administrator, str(other_ward.pk))) == [other_ward]


def test_a_named_ward_outside_the_scope_is_not_offered(places, officer, other_ward):
    assert list(wards_to_choose(officer, str(other_ward.pk))) == []


def test_an_administrator_is_offered_wards_that_keep_groups(places, administrator, other_ward):
    WardFactory(name="chưa có tổ")
    assert set(wards_to_choose(administrator, "")) == {places[0], other_ward}


def test_nonsense_in_the_address_names_no_ward(places, officer):
    assert list(wards_to_choose(officer, "abc")) == [places[0]]
