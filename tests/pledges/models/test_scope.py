"""Who sees which rows of the household ledger."""

import pytest

from accounts.permissions import Permission, Role, roles_with
from pledges.models import (
    BoardInspection,
    BoxCheck,
    HotlineBoard,
    Household,
    Outreach,
    Pledge,
    PledgeRefusal,
    TipBox,
)
from tests.factories.pledges import (
    BoardInspectionFactory,
    BoxCheckFactory,
    HotlineBoardFactory,
    HouseholdFactory,
    OutreachFactory,
    PledgeFactory,
    PledgeRefusalFactory,
    TipBoxFactory,
)
from tests.factories.wards import GroupPlacementFactory
from wards.models import GroupPlacement

pytestmark = pytest.mark.django_db


def check_of(group):
    return BoxCheckFactory(box=TipBoxFactory(group=group, checked=False))


def inspection_of(group):
    return BoardInspectionFactory(board=HotlineBoardFactory(group=group, inspected=False))


#: How to make one row of each model in a group.
OF_HOUSEHOLDS = {
    Household: lambda group: HouseholdFactory(group=group),
    Pledge: lambda group: PledgeFactory(household__group=group),
    PledgeRefusal: lambda group: PledgeRefusalFactory(household__group=group),
    TipBox: lambda group: TipBoxFactory(group=group),
    BoxCheck: check_of,
    HotlineBoard: lambda group: HotlineBoardFactory(group=group),
    BoardInspection: inspection_of,
    Outreach: lambda group: OutreachFactory(group=group),
}


def seen(model, user) -> list:
    return list(model.objects.visible_to(user))


@pytest.mark.parametrize("model", OF_HOUSEHOLDS, ids=lambda model: model.__name__)
class TestOfficer:
    def test_sees_the_own_ward(self, model, officer, group):
        row = OF_HOUSEHOLDS[model](group)
        assert seen(model, officer) == [row]

    def test_sees_nothing_of_another_ward(self, model, officer, other_group):
        OF_HOUSEHOLDS[model](other_group)
        assert seen(model, officer) == []


@pytest.mark.parametrize("model", OF_HOUSEHOLDS, ids=lambda model: model.__name__)
def test_households_and_fixtures_are_for_those_who_keep_them(model, user_as, group):
    row = OF_HOUSEHOLDS[model](group)
    may = roles_with(Permission.VIEW_HOUSEHOLDS)
    found = {role: seen(model, user_as(role)) for role in Role}
    assert found == {role: [row] if role in may else [] for role in Role}


@pytest.mark.parametrize("model", OF_HOUSEHOLDS, ids=lambda model: model.__name__)
def test_a_group_head_sees_nothing_of_the_neighbours(model, group_head, neighbours):
    OF_HOUSEHOLDS[model](neighbours)
    assert seen(model, group_head) == []


def test_the_ward_of_a_row_is_the_one_where_its_group_lies_today(
    officer, outsider, group, other_ward
):
    household = HouseholdFactory(group=group)
    GroupPlacement.objects.filter(group=group).delete()
    GroupPlacementFactory(group=group, ward=other_ward, valid_to="9999-12-31")
    assert (seen(Household, officer), seen(Household, outsider)) == ([], [household])
