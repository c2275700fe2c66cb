"""A household, a campaign, a box and a board in the officer's own group; a fixed day called today."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.factories.pledges import (
    HotlineBoardFactory,
    HouseholdFactory,
    PledgeCampaignFactory,
    TipBoxFactory,
)
from tests.factories.wards import GroupFactory


@pytest.fixture
def today():
    """24/11/2026, noon in Viet Nam."""
    with time_machine.travel(datetime(2026, 11, 24, 5, 0, tzinfo=UTC), tick=False):
        yield date(2026, 11, 24)


@pytest.fixture
def neighbours(ward):
    """Another group of the same ward."""
    return GroupFactory(ward=ward, name="Tổ 2")


@pytest.fixture
def campaign(db):
    return PledgeCampaignFactory(name="Đợt năm 2026")


@pytest.fixture
def last_campaign(db):
    return PledgeCampaignFactory(name="Đợt năm 2025", last_year=True)


@pytest.fixture
def household(group):
    return HouseholdFactory(group=group, code="NC-001", head_name="Hoàng Văn Páo")


@pytest.fixture
def foreign_household(other_group):
    return HouseholdFactory(group=other_group, code="CS-001", head_name="Sùng Thị Mỷ")


@pytest.fixture
def box(group):
    return TipBoxFactory(group=group)


@pytest.fixture
def foreign_box(other_group):
    return TipBoxFactory(group=other_group, place="Nhà văn hóa thôn xa")


@pytest.fixture
def board(group):
    return HotlineBoardFactory(group=group)


@pytest.fixture
def foreign_board(other_group):
    return HotlineBoardFactory(group=other_group, place="Chợ phiên xa")
