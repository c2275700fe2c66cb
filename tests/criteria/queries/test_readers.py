"""In which of many wards a user holds a right: as `Reader.holds` says of each, in one statement."""

from datetime import date

import pytest

from accounts.permissions import Permission, Role
from criteria.queries.evidence import Reader
from criteria.queries.readers import wards_held
from tests.factories.wards import REFORM_DAY, GroupFactory, WardFactory, posted
from wards.models import GroupPlacement, Ward

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 30)
P = Permission.VIEW_PEOPLE


@pytest.fixture
def heir(group):
    """Took over `group` at the reform."""
    heir = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
    group.placements.update(valid_to=REFORM_DAY)
    GroupPlacement.objects.create(group=group, ward=heir, valid_from=REFORM_DAY)
    return heir


def names(user, permission=P, day=DAY):
    wards = list(Ward.objects.all())
    held = wards_held(user, permission, wards, day)
    return sorted(ward.name for ward in wards if ward.pk in held)


def test_the_ward_of_the_posting(officer, group, other_group):
    assert names(officer) == ["Nam Cường"]


def test_without_the_permission_none(committee, auditor, nobody, group):
    assert [names(user) for user in (committee, auditor, nobody)] == [[], [], []]


def test_the_whole_country(administrator, group, other_group):
    assert names(administrator, Permission.MANAGE_UNITS) == ["Cốc San", "Nam Cường"]


def test_the_past_of_a_successor(heir, other_group):
    assert names(posted(Role.OFFICER, ward=heir)) == ["Cam Đường", "Nam Cường"]


def test_not_when_a_part_of_it_went_elsewhere(heir, ward):
    GroupFactory(ward=ward)
    assert names(posted(Role.OFFICER, ward=heir)) == ["Cam Đường"]


def test_a_ward_without_groups_that_day_is_held_only_by_posting(officer, other_ward):
    assert names(officer) == ["Nam Cường"]


def test_of_no_wards_none(officer):
    assert wards_held(officer, P, [], DAY) == frozenset()


def test_it_says_what_a_reader_of_each_ward_says(heir, ward, other_group, officer, committee):
    for user in (officer, committee, posted(Role.OFFICER, ward=heir)):
        wards = list(Ward.objects.all())
        each = {ward.pk for ward in wards if Reader(user, ward, DAY).holds(P)}
        assert wards_held(user, P, wards, DAY) == each


@pytest.mark.parametrize("count", [1, 30])
def test_one_statement_for_any_number(count, heir, django_assert_num_queries):
    user = posted(Role.OFFICER, ward=heir)
    wards = [*WardFactory.create_batch(count), heir]
    names(user)
    with django_assert_num_queries(1):
        wards_held(user, P, wards, DAY)
