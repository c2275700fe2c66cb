"""Households with pledges as a workbook to take away: its rows, and that it comes back unchanged."""

from datetime import date

import pytest

from accounts.permissions import Permission
from pledges.imports import HouseholdResource
from tests.factories.pledges import HouseholdFactory, PledgeFactory
from tests.workbooks import household_row, read_rows

pytestmark = pytest.mark.usefixtures("today")


class TestExport:
    def test_what_is_exported_is_unchanged_when_it_comes_back(
        self, officer, group, pledged, campaign
    ):
        household = HouseholdFactory(group=group, head_name="=1+1", address="")
        PledgeFactory(
            household=household, campaign=campaign, by_spouse=True, valid_from=date(2025, 5, 1)
        )
        HouseholdFactory(group=group)
        resource = HouseholdResource(officer, Permission.IMPORT_DATA)
        found = resource.preview(resource.format.read(resource.workbook(resource.exported())))
        assert (len(found.unchanged), found.new, found.changed) == (3, [], [])
        assert (found.problems, found.notes) == ([], [])

    def test_what_was_imported_comes_back_unchanged(self, save, officer):
        save(household_row(signed="15/03/2025", campaign="Đợt 2025"), household_row(code="01-0002"))
        resource = HouseholdResource(officer, Permission.IMPORT_DATA)
        found = resource.preview(resource.format.read(resource.workbook(resource.exported())))
        assert len(found.unchanged) == 2

    def test_households_elsewhere_or_gone_are_not_exported(
        self, resource, known, group, other_group
    ):
        HouseholdFactory(group=other_group, head_name="Bí Mật Văn")
        HouseholdFactory(group=group, left=True)
        rows = read_rows(resource.workbook(resource.exported()))
        assert [row[0] for row in rows] == ["Mã hộ *", "K-1"]

    def test_formulas_stay_text(self, resource, group):
        HouseholdFactory(group=group, code="=1+1", head_name="@SUM(A1)", address="-5")
        row = read_rows(resource.workbook(resource.exported()))[1]
        assert (row[0], row[1], row[3]) == ("=1+1", "@SUM(A1)", "-5")
