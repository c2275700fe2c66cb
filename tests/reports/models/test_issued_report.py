"""Who sees which issued reports."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.permissions import Permission, Role, roles_with
from reports.models import IssuedReport, areas_of
from reports.queries import knows_people
from tests.factories.reports import IssuedReportFactory
from tests.factories.wards import AreaFactory, GroupFactory, PostingFactory, posted
from wards.actions.groups import place_group

pytestmark = pytest.mark.django_db

READS = roles_with(Permission.VIEW_REPORTS)


def seen_by(user) -> set[str]:
    return {report.number for report in IssuedReport.objects.visible_to(user)}


@pytest.fixture
def reports(ward, other_ward, area, group, other_group):
    """One for each place, and one with exact figures that stays in `ward`."""
    IssuedReportFactory(number="ward", ward=ward)
    IssuedReportFactory(number="exact", ward=ward, is_exact=True)
    IssuedReportFactory(number="other ward", ward=other_ward)
    IssuedReportFactory(number="other exact", ward=other_ward, is_exact=True)
    IssuedReportFactory(number="area", ward=None, area=area)
    IssuedReportFactory(number="other area", ward=None, area=AreaFactory())


class TestVisible:
    def test_an_officer_sees_the_wards_own(self, reports, officer):
        assert seen_by(officer) == {"ward", "exact"}

    def test_an_officer_elsewhere_sees_theirs(self, reports, outsider):
        assert seen_by(outsider) == {"other ward", "other exact"}

    def test_a_committee_sees_its_area_and_its_wards_without_exact_figures(
        self, reports, committee
    ):
        assert seen_by(committee) == {"ward", "other ward", "area"}

    def test_a_verifier_too(self, reports, verifier):
        assert seen_by(verifier) == {"ward", "other ward", "area"}

    def test_the_office_of_the_chairman_sees_the_wards_own(self, reports, chair_office):
        assert seen_by(chair_office) == {"ward", "exact"}

    def test_a_role_without_reports_sees_none(self, reports, ward, area):
        others = set(Role) - set(READS)
        found = {
            role: (seen_by(posted(role, ward=ward)), seen_by(posted(role, area=area)))
            for role in others
        }
        assert found == {role: (set(), set()) for role in others}

    def test_a_committee_of_the_nation_sees_all_but_exact_figures(self, reports, nation):
        assert seen_by(posted(Role.COMMITTEE, area=nation)) == {
            "ward",
            "other ward",
            "area",
            "other area",
        }

    def test_strangers_see_none(self, reports, nobody):
        assert (seen_by(nobody), seen_by(AnonymousUser())) == (set(), set())

    def test_a_committee_of_the_past_sees_none(self, reports, area, nobody):
        PostingFactory(user=nobody, role=Role.COMMITTEE, area=area, valid_to=date(2026, 1, 1))
        assert seen_by(nobody) == set()

    def test_an_administrator_of_the_area_who_serves_a_ward_sees_no_report_of_the_area(
        self, reports, officer, area
    ):
        PostingFactory(user=officer, role=Role.ADMIN, area=area)
        assert seen_by(officer) == {"ward", "exact"}


class TestMovedGroups:
    """An exact paper of a ward follows its people: to whoever answers for all of its groups, not for some."""

    @pytest.fixture
    def paper(self, ward, group):
        """Of 30/06/2026, before anything moves."""
        return IssuedReportFactory(
            number="exact", ward=ward, is_exact=True, as_of=date(2026, 6, 30)
        )

    def test_with_one_group_of_two_it_does_not_come_along(
        self, paper, ward, group, other_ward, outsider
    ):
        GroupFactory(ward=ward, name="Tổ 2")
        IssuedReportFactory(number="outside", ward=ward, as_of=date(2026, 6, 30))
        place_group(by=None, group=group, ward=other_ward, on_day=date(2026, 7, 1))
        assert knows_people(outsider, ward, paper.as_of) is False
        assert seen_by(outsider) == {"outside"}

    def test_with_all_groups_it_does(self, paper, ward, group, other_ward, outsider):
        second = GroupFactory(ward=ward, name="Tổ 2")
        for one in (group, second):
            place_group(by=None, group=one, ward=other_ward, on_day=date(2026, 7, 1))
        assert knows_people(outsider, ward, paper.as_of) is True
        assert seen_by(outsider) == {"exact"}

    def test_the_own_ward_keeps_it(self, paper, group, other_ward, officer):
        place_group(by=None, group=group, ward=other_ward, on_day=date(2026, 7, 1))
        assert seen_by(officer) == {"exact"}

    def test_a_ward_without_groups_is_known_to_its_own_only(self, other_ward, officer, outsider):
        IssuedReportFactory(number="empty", ward=other_ward, is_exact=True)
        assert (seen_by(officer), seen_by(outsider)) == (set(), {"empty"})


class TestAreasOf:
    def test_only_the_own(self, committee, area):
        AreaFactory()
        assert list(areas_of(committee, Permission.VIEW_REPORTS)) == [area]

    def test_only_with_the_permission(self, verifier, area):
        assert list(areas_of(verifier, Permission.ISSUE_AREA_REPORTS)) == []
        assert list(areas_of(verifier, Permission.VIEW_REPORTS)) == [area]

    def test_a_ward_is_no_area(self, officer, area):
        assert list(areas_of(officer, Permission.VIEW_REPORTS)) == []

    def test_the_nation_has_all(self, nation, area):
        everyone = posted(Role.COMMITTEE, area=nation)
        assert set(areas_of(everyone, Permission.VIEW_REPORTS)) == {nation, area}


class TestRow:
    @pytest.mark.parametrize("both", [True, False])
    def test_it_belongs_to_one_place(self, both, ward, area):
        places = {"ward": ward, "area": area} if both else {"ward": None, "area": None}
        with pytest.raises(IntegrityError), transaction.atomic():
            IssuedReportFactory(**places)

    def test_the_place_is_whichever_it_has(self, ward, area):
        assert IssuedReportFactory(ward=ward).place == ward
        assert IssuedReportFactory(ward=None, area=area).place == area

    def test_a_download_has_a_plain_name(self):
        report = IssuedReportFactory(slug="city-phase", number="05/BC-BCĐ")
        assert report.file_name == "city-phase_2026-06-30_so-05-2026.pdf"

    def test_it_is_called_by_number_and_day(self):
        assert str(IssuedReportFactory(number="05/BC-UBND")) == "05/BC-UBND · 30/06/2026"

    def test_newest_first(self):
        older, newer = IssuedReportFactory(), IssuedReportFactory()
        assert list(IssuedReport.objects.all()) == [newer, older]
