"""Screens of papers: who opens what, what is offered, the preview."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission, Role, roles_with
from reports.models import IssuedReport
from reports.queries import next_number
from tests.factories.reports import IssuedReportFactory
from tests.factories.wards import (
    REFORM_DAY,
    AreaFactory,
    AreaWardFactory,
    GroupFactory,
    WardFactory,
    WardSuccessionFactory,
    posted,
)
from tests.reports.conftest import DAY
from tests.reports.views.conftest import READS, page, url
from wards.actions.groups import place_group
from wards.models import GroupPlacement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

ISSUES = roles_with(Permission.ISSUE_REPORTS)
ISSUES_OF_AREA = roles_with(Permission.ISSUE_AREA_REPORTS)

#: Pages about one paper.
PAPERS = ["report-preview", "report-paper", "report-draft"]


def status(client, name, slug="ward-status", **asked) -> int:
    return client.get(url(name, slug, **asked)).status_code


class TestWho:
    def test_the_list_is_for_roles_that_read_reports(self, ward, group, client_of):
        address = reverse("reports:report-list")
        found = {role: client_of(posted(role, ward=ward)).get(address).status_code for role in Role}
        assert found == dict.fromkeys(Role, 404) | dict.fromkeys(READS, 200)

    @pytest.mark.parametrize("name", [*PAPERS, "report-issue"])
    def test_a_paper_of_the_own_ward(self, name, ward, group, client_of):
        found = {
            role: status(client_of(posted(role, ward=ward)), name, ward=ward.pk, as_of=DAY)
            for role in Role
        }
        may = ISSUES if name == "report-issue" else READS
        assert found == dict.fromkeys(Role, 404) | dict.fromkeys(may, 200)

    @pytest.mark.parametrize("name", ["report-preview", "report-paper", "report-issue"])
    def test_both_reports_of_the_own_area(self, name, ward, group, area, client_of):
        roles, issues = (Role.COMMITTEE, Role.VERIFIER), name == "report-issue"
        clients = {role: client_of(posted(role, area=area)) for role in roles}
        found = {
            role: {
                "of the ward": status(client, name, ward=ward.pk, as_of=DAY),
                "of the area": status(client, name, "city-phase", area=area.pk, as_of=DAY),
            }
            for role, client in clients.items()
        }
        of_ward, of_area = (ISSUES, ISSUES_OF_AREA) if issues else (READS, READS)
        assert found == {
            role: {
                "of the ward": 200 if role in of_ward else 404,
                "of the area": 200 if role in of_area else 404,
            }
            for role in roles
        }

    @pytest.mark.parametrize("name", [*PAPERS, "report-issue"])
    def test_another_ward_is_not_there(self, name, outsider_client, ward, group):
        assert status(outsider_client, name, ward=ward.pk, as_of=DAY) == 404

    @pytest.mark.parametrize("name", [*PAPERS, "report-issue"])
    def test_an_area_is_not_for_those_who_serve_a_ward(self, name, officer_client, area, group):
        assert status(officer_client, name, "city-phase", area=area.pk) == 404

    @pytest.mark.parametrize("name", [*PAPERS, "report-issue"])
    def test_another_area_is_not_there(self, name, committee_client, area):
        assert status(committee_client, name, "city-phase", area=AreaFactory().pk) == 404

    @pytest.mark.parametrize("name", [*PAPERS, "report-issue"])
    @pytest.mark.parametrize("given", ["", "999999", "abc", "-1", "1e3", "²", "9" * 30])
    def test_a_ward_that_is_none(self, given, name, officer_client, nobody, client_of, group):
        if given:
            assert status(officer_client, name, ward=given) == 404
        assert status(client_of(nobody), name, ward=given) == 404

    @pytest.mark.parametrize("name", [*PAPERS, "report-issue"])
    def test_an_unknown_report(self, name, officer_client, ward, group):
        assert status(officer_client, name, "khac", ward=ward.pk) == 404

    @pytest.mark.parametrize("name", [*PAPERS, "report-issue"])
    def test_a_stranger_is_led_to_the_sign_in(self, name, client, ward):
        response = client.get(url(name))
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={url(name)}")

    @pytest.mark.parametrize("name", PAPERS)
    def test_a_paper_takes_no_post(self, name, officer_client, ward, group):
        assert officer_client.post(url(name, ward=ward.pk)).status_code == 405

    def test_a_verifier_cannot_issue_by_hand(self, verifier, client_of, ward, group, area):
        answer = client_of(verifier).post(
            url("report-issue", ward=ward.pk), {"number": "05/BC-UBND"}
        )
        assert answer.status_code == 404
        assert not IssuedReport.objects.exists()

    @pytest.mark.parametrize("committee_of", ["area", "nation"])
    def test_a_committee_cannot_issue_a_wards_paper_by_hand(
        self, committee_of, request, client_of, ward, group, area
    ):
        author = posted(Role.COMMITTEE, area=request.getfixturevalue(committee_of))
        form = {"as_of": "30/06/2026", "number": "01/BC-UBND"}
        answer = client_of(author).post(url("report-issue", ward=ward.pk), form)
        assert answer.status_code == 404
        assert not IssuedReport.objects.exists()
        assert next_number(ward, "BC-UBND") == "01/BC-UBND"

    def test_an_officer_cannot_issue_a_citys_paper_by_hand(self, officer_client, area, group):
        form = {"as_of": "30/06/2026", "number": "01/BC-BCĐ"}
        answer = officer_client.post(url("report-issue", "city-phase", area=area.pk), form)
        assert answer.status_code == 404
        assert not IssuedReport.objects.exists()

    def test_the_past_of_a_group_gives_no_form_for_the_ward_it_left(
        self, outsider_client, ward, group, other_ward
    ):
        place_group(by=None, group=group, ward=other_ward, on_day=DAY)
        assert status(outsider_client, "report-preview", ward=ward.pk) == 200
        assert status(outsider_client, "report-issue", ward=ward.pk) == 404

    def test_an_officer_of_another_ward_cannot_issue_by_hand(self, outsider_client, ward, group):
        answer = outsider_client.post(url("report-issue", ward=ward.pk), {"number": "05/BC-UBND"})
        assert answer.status_code == 404
        assert not IssuedReport.objects.exists()


class TestList:
    address = property(lambda _self: reverse("reports:report-list"))

    def test_an_officer_is_offered_the_wards_report(self, officer_client, group):
        response = officer_client.get(self.address)
        assert [report.slug for report in response.context["offered"]] == ["ward-status"]

    def test_a_committee_is_offered_both(self, committee_client, group):
        response = committee_client.get(self.address)
        assert [r.slug for r in response.context["offered"]] == ["ward-status", "city-phase"]

    def test_an_empty_archive_says_what_to_do(self, officer_client, group):
        assert "Chưa có báo cáo nào được ban hành." in page(officer_client, self.address)

    def test_the_archive_tells_number_day_author_and_hash(self, officer_client, officer, ward):
        report = IssuedReportFactory(ward=ward, issued_by=officer)
        shown = page(officer_client, self.address)
        for told in (
            report.number,
            "30/06/2026",
            officer.full_name,
            report.sha256,
            "Phường Nam Cường",
        ):
            assert told in shown
        assert reverse("reports:issued-download", args=[report.pk]) in shown

    def test_only_what_may_be_fetched_is_listed(self, committee_client, ward, area, other_ward):
        IssuedReportFactory(ward=ward)
        IssuedReportFactory(ward=other_ward, is_exact=True)
        IssuedReportFactory(ward=None, area=area, slug="city-phase")
        IssuedReportFactory()
        rows = committee_client.get(self.address).context["rows"]
        assert [row.place for row, _title in rows] == [area, ward]

    def test_exact_figures_are_marked(self, officer_client, ward):
        IssuedReportFactory(ward=ward, is_exact=True)
        assert "lưu tại đơn vị, ghi đủ số người" in page(officer_client, self.address)

    def test_a_report_that_left_the_catalogue_keeps_its_line(self, officer_client, ward):
        IssuedReportFactory(ward=ward, slug="bao-cao-cu")
        assert "bao-cao-cu" in page(officer_client, self.address)

    def test_fifty_a_page(self, officer_client, ward):
        IssuedReportFactory.create_batch(51, ward=ward)
        assert len(officer_client.get(self.address).context["rows"]) == 50
        assert len(officer_client.get(self.address, {"page": 2}).context["rows"]) == 1

    def test_htmx_gets_the_archive_alone(self, officer_client, ward):
        IssuedReportFactory(ward=ward)
        shown = officer_client.get(self.address, headers={"HX-Request": "true"}).content.decode()
        assert "Kho báo cáo đã ban hành" in shown
        assert "<html" not in shown

    @pytest.mark.parametrize("reports", [1, 30])
    def test_it_costs_the_same_for_any_number(
        self, reports, ward, group, officer_client, django_assert_num_queries
    ):
        IssuedReportFactory.create_batch(reports, ward=ward)
        page(officer_client, self.address)
        with django_assert_num_queries(7):
            page(officer_client, self.address)

    def test_the_bytes_stay_in_the_database(self, officer_client, ward, django_assert_num_queries):
        IssuedReportFactory(ward=ward)
        row, _title = officer_client.get(self.address).context["rows"][0]
        assert {"file", "figures"} <= row.get_deferred_fields()


class TestPreview:
    def test_the_paper_is_shown_inside(self, officer_client, ward, group):
        shown = page(officer_client, url("report-preview", ward=ward.pk, as_of="2026-06-30"))
        frame = re.search(r'<iframe[^>]*src="([^"]+)"', shown).group(1)
        assert frame == url("report-paper", ward=ward.pk, as_of="2026-06-30", audience="own")
        assert 'title="Bản xem trước của báo cáo"' in shown

    def test_without_a_place_it_opens_with_the_own_ward(
        self, officer_client, ward, group, other_group
    ):
        response = officer_client.get(url("report-preview"))
        assert response.context["asked_paper"].place == ward

    def test_without_a_place_a_committee_gets_the_first_ward_and_the_own_area(
        self, committee_client, other_ward, area, group, other_group
    ):
        assert (
            committee_client.get(url("report-preview")).context["asked_paper"].place == other_ward
        )
        city = committee_client.get(url("report-preview", "city-phase"))
        assert city.context["asked_paper"].place == area

    def test_the_choice_is_the_wards_of_the_area_and_their_past(
        self, committee_client, area, group
    ):
        old = WardFactory(name="Duyên Hải", valid_to=REFORM_DAY)
        AreaWardFactory(area=area, ward=old, valid_to=REFORM_DAY)
        GroupFactory(ward=old)
        GroupFactory(ward=WardFactory(name="Xa Lạ"))
        shown = page(committee_client, url("report-preview"))
        options = re.findall(r"<option[^>]*>([^<]+)</option>", shown)
        assert options == ["Phường Duyên Hải (đến 30/06/2025)", "Phường Nam Cường"]

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("31/02/2024", "“31/02/2024” không phải một ngày có thật"),
            ("abc", "“abc” không phải một ngày có thật"),
            ("24/11/2999", "Chưa có số liệu cho ngày sau hôm nay"),
        ],
    )
    def test_a_bad_day_is_answered_in_words(self, text, told, officer_client, ward, group):
        response = officer_client.get(url("report-preview", ward=ward.pk, as_of=text))
        assert told in response.content.decode()
        assert response.context["asked_paper"].day == timezone.localdate()

    @pytest.mark.parametrize("text", ["30/06/2026", "2026-06-30"])
    def test_both_ways_to_write_a_day(self, text, officer_client, ward, group):
        response = officer_client.get(url("report-preview", ward=ward.pk, as_of=text))
        assert response.context["asked_paper"].day == DAY

    def test_a_unit_of_the_past_is_shown_on_its_last_day(self, officer_client, ward, group):
        old = self._came_from(ward, group)
        response = officer_client.get(url("report-preview", ward=old.pk, as_of="2026-06-30"))
        assert response.context["asked_paper"].day == date(2025, 6, 30)
        words = (
            "Phường Bắc Lệnh có từ ngày 01/01/2020 đến ngày 30/06/2025; đang xem ngày 30/06/2025."
        )
        assert words in response.content.decode()

    def test_before_its_time_it_is_shown_on_its_first(self, officer_client, ward, group):
        response = officer_client.get(url("report-preview", ward=ward.pk, as_of="2010-01-01"))
        assert response.context["asked_paper"].day == ward.valid_from

    def test_the_own_police_see_the_past_of_the_units_it_came_from_in_full(
        self, officer_client, ward, group
    ):
        old = self._came_from(ward, group)
        asked_paper = officer_client.get(url("report-preview", ward=old.pk, as_of="2024-06-30"))
        assert asked_paper.context["asked_paper"].is_exact

    def test_issuing_is_offered_to_those_who_may(
        self, officer_client, committee_client, verifier, client_of, ward, group, area
    ):
        of_ward = url("report-preview", ward=ward.pk, as_of=DAY)
        of_area = url("report-preview", "city-phase", area=area.pk, as_of=DAY)
        readers = (officer_client, committee_client, client_of(verifier))
        told = [
            reverse("reports:report-issue", args=["ward-status"]) in page(one, of_ward)
            for one in readers
        ]
        assert told == [True, False, False]
        told = [
            reverse("reports:report-issue", args=["city-phase"]) in page(one, of_area)
            for one in readers[1:]
        ]
        assert told == [True, False]

    def test_of_a_dissolved_unit_a_draft_alone_is_offered(self, officer_client, ward, group):
        old = self._came_from(ward, group)
        WardSuccessionFactory(from_ward=old, to_ward=ward)
        asked = {"ward": old.pk, "as_of": "2025-06-30"}
        shown = page(officer_client, url("report-preview", **asked))
        words = "Phường Bắc Lệnh đã sắp xếp từ ngày 01/07/2025, nay thuộc phường Nam Cường; chỉ xem và tải bản dự thảo."
        assert words in shown
        assert url("report-draft", **asked) in shown
        assert reverse("reports:report-issue", args=["ward-status"]) not in shown
        assert status(officer_client, "report-draft", **asked) == 200
        assert status(officer_client, "report-issue", **asked) == 404

    def test_of_a_unit_in_force_nothing_is_said(self, officer_client, ward, group):
        shown = page(officer_client, url("report-preview", ward=ward.pk, as_of=DAY))
        assert "chỉ xem và tải bản dự thảo" not in shown

    def test_a_draft_is_offered(self, officer_client, ward, group):
        shown = page(officer_client, url("report-preview", ward=ward.pk, as_of="2026-06-30"))
        assert url("report-draft", ward=ward.pk, as_of="2026-06-30", audience="own") in shown

    def test_nothing_may_frame_the_page_itself(self, officer_client, ward, group):
        response = officer_client.get(url("report-preview", ward=ward.pk))
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]

    @pytest.mark.parametrize("groups", [1, 30])
    def test_it_costs_the_same_for_any_size(
        self, groups, ward, officer_client, django_assert_num_queries
    ):
        GroupFactory.create_batch(groups, ward=ward)
        address = url("report-preview", ward=ward.pk, as_of=DAY)
        page(officer_client, address)
        with django_assert_num_queries(6):
            page(officer_client, address)

    @pytest.mark.parametrize("wards", [1, 30])
    def test_a_choice_among_many_costs_the_same(
        self, wards, area, group, committee_client, django_assert_num_queries
    ):
        for number in range(wards):
            other = WardFactory(code=f"{number:05d}")
            AreaWardFactory(area=area, ward=other)
            GroupPlacement.objects.create(
                group=group,
                ward=other,
                valid_from=date(2000, 1, 1) + timedelta(days=number),
                valid_to=date(2000, 1, 2) + timedelta(days=number),
            )
        address = url("report-preview", ward=other.pk, as_of=DAY)
        page(committee_client, address)
        with django_assert_num_queries(6):
            page(committee_client, address)

    @staticmethod
    def _came_from(ward, group):
        """A unit whose only group lies in `ward` since the reform."""
        old = WardFactory(name="Bắc Lệnh", valid_to=REFORM_DAY)
        group.placements.update(valid_from=REFORM_DAY)
        GroupPlacement.objects.create(
            group=group, ward=old, valid_from=date(2020, 1, 1), valid_to=REFORM_DAY
        )
        return old
