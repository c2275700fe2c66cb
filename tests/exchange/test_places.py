"""Groups as lists name them."""

import pytest

from accounts.permissions import Permission
from exchange.places import GroupCell, told_apart
from tests.factories.wards import GroupFactory, PostingFactory


@pytest.fixture
def offered():
    def to(user, permission=Permission.IMPORT_DATA):
        cell = GroupCell()
        cell.offer(user, permission)
        return cell

    return to


def test_the_groups_of_the_own_ward_are_offered(offered, officer, group, other_group):
    cell = offered(officer)
    assert cell.allowed() == ["Tổ 1"]
    assert cell.clean("TỔ 1") == group.pk
    assert cell.groups == {group.pk: group}


def test_a_foreign_group_is_like_one_that_does_not_exist(offered, officer, group, other_group):
    with pytest.raises(ValueError, match="“Thôn 1” không có trong danh sách"):
        offered(officer).clean("Thôn 1")


def test_without_the_permission_there_are_none(offered, committee, group):
    assert offered(committee).allowed() == []


def test_a_name_in_two_wards_is_told_apart_by_the_ward(offered, officer, group, other_ward):
    other = GroupFactory(ward=other_ward, name="Tổ 1")
    PostingFactory(user=officer, ward=other_ward)
    cell = offered(officer)
    assert sorted(cell.allowed()) == ["Tổ 1 – phường Cốc San", "Tổ 1 – phường Nam Cường"]
    assert cell.clean("tổ 1 – phường cốc san") == other.pk


def test_a_bare_name_of_two_groups_is_refused_with_the_choices(offered, officer, group, other_ward):
    GroupFactory(ward=other_ward, name="Tổ 1")
    PostingFactory(user=officer, ward=other_ward)
    with pytest.raises(
        ValueError, match=r"“Tổ 1” không có trong danh sách. (Ghi một trong|Có phải)"
    ):
        offered(officer).clean("Tổ 1")


def test_a_name_twice_in_one_ward_is_told_apart_by_the_id(offered, officer, ward, group):
    twin = GroupFactory(ward=ward, name="tổ 1")
    assert sorted(offered(officer).labels.values()) == sorted(
        [
            f"Tổ 1 – phường Nam Cường – mã {group.pk}",
            f"tổ 1 – phường Nam Cường – mã {twin.pk}",
        ]
    )


def test_groups_cost_the_same_however_many(offered, officer, ward, django_assert_num_queries):
    offered(officer)
    for _round in (1, 2):
        GroupFactory.create_batch(20, ward=ward)
        with django_assert_num_queries(2):
            offered(officer)


def test_only_shared_labels_become_longer():
    assert told_apart({1: "A", 2: "a", 3: "B"}, lambda pk: f"dài {pk}") == {
        1: "dài 1",
        2: "dài 2",
        3: "B",
    }
