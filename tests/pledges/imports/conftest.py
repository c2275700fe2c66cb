"""A household that is known, with and without a pledge, and the workbook read and saved."""

from datetime import date

import pytest

from accounts.permissions import Permission
from exchange.batches import confirm, start
from pledges.imports import HOUSEHOLDS, HouseholdResource
from tests.factories.pledges import HouseholdFactory, PledgeCampaignFactory, PledgeFactory
from tests.workbooks import book


@pytest.fixture
def campaign(group):
    return PledgeCampaignFactory(name="Đợt 2025", last_year=True)


@pytest.fixture
def resource(officer, group):
    return HouseholdResource(officer, Permission.IMPORT_DATA)


@pytest.fixture
def save(officer, campaign):
    def rows(*rows):
        batch = start(by=officer, importable=HOUSEHOLDS, file_name="a.xlsx", content=book(*rows))
        return confirm(by=officer, importable=HOUSEHOLDS, batch=batch)

    return rows


@pytest.fixture
def known(group):
    return HouseholdFactory(
        group=group, code="K-1", head_name="Lò Văn A", members=4, address="Số 5"
    )


@pytest.fixture
def pledged(known, campaign):
    PledgeFactory(household=known, campaign=campaign, valid_from=date(2025, 3, 15))
    return known
