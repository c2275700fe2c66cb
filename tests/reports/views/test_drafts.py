"""The paper itself as it will be printed, and its draft as a file."""

import re
from datetime import date

import pytest

from accounts.models import AuditEvent
from accounts.permissions import Role
from reports.enums import AuditAction
from tests.assertions import assert_audited
from tests.factories.cases import PersonFactory
from tests.factories.wards import GroupFactory, posted
from tests.reports.conftest import DAY, text_of
from tests.reports.views.conftest import page, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]


class TestPaper:
    def test_it_is_the_paper_and_nothing_else(self, officer_client, ward, group):
        response = officer_client.get(url("report-paper", ward=ward.pk, as_of="2026-06-30"))
        words = text_of(response.content.decode())
        assert "Kết quả xây dựng xã, phường không có ma túy tại phường Nam Cường" in words
        assert "Hồ sơ người" not in words  # no menu

    def test_the_preview_may_frame_it_and_nobody_else(self, officer_client, ward, group):
        response = officer_client.get(url("report-paper", ward=ward.pk))
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
        policy = response.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy
        assert "default-src 'self'" in policy

    def test_its_styles_are_our_own(self, officer_client, ward, group):
        shown = page(officer_client, url("report-paper", ward=ward.pk))
        assert re.findall(r'href="([^"]+\.css)"', shown) == [
            "/static/css/document.css",
            "/static/css/document-screen.css",
        ]

    def test_inside_the_ward_one_person_is_told(self, officer_client, ward, group):
        PersonFactory(group=group)
        shown = page(officer_client, url("report-paper", ward=ward.pk, as_of=DAY))
        assert "địa bàn có 1 người trong diện quản lý" in shown

    def test_unless_the_paper_is_to_leave_it(self, officer_client, ward, group):
        PersonFactory(group=group)
        asked = {"ward": ward.pk, "as_of": DAY, "audience": "outside"}
        shown = page(officer_client, url("report-paper", **asked))
        assert "địa bàn có < 3 người trong diện quản lý" in shown

    @pytest.mark.parametrize("audience", ["own", "outside", ""])
    def test_outside_the_ward_it_is_not_whatever_is_asked(
        self, audience, client_of, area, ward, group
    ):
        PersonFactory(group=group, full_name="Giàng Thị Hoa Mai")
        asked = {"ward": ward.pk, "as_of": DAY, "audience": audience}
        roles = (Role.COMMITTEE, Role.VERIFIER)
        papers = {
            role: page(client_of(posted(role, area=area)), url("report-paper", **asked))
            for role in roles
        }
        told = {
            role: ("địa bàn có < 3 người trong diện quản lý" in paper, "Giàng Thị Hoa Mai" in paper)
            for role, paper in papers.items()
        }
        assert told == dict.fromkeys(roles, (True, False))

    def test_the_choice_of_audience_is_for_the_own_ward(
        self, officer_client, committee_client, area, ward, group
    ):
        address = url("report-preview", ward=ward.pk, as_of=DAY)
        assert "Xem bản gửi ra ngoài đơn vị" in page(officer_client, address)
        assert "Xem bản lưu tại đơn vị" in page(officer_client, address + "&audience=outside")
        assert "đơn vị (ghi đủ số người)" not in page(committee_client, address)

    def test_it_stays_vietnamese_for_an_english_reader(self, officer_client, ward, group):
        officer_client.cookies["django_language"] = "en"
        shown = page(officer_client, url("report-paper", ward=ward.pk, as_of=DAY))
        assert '<html lang="vi">' in shown
        assert "100 % người nghiện ma túy trên địa bàn có hồ sơ quản lý" in shown

    @pytest.mark.parametrize("groups", [1, 30])
    def test_it_costs_the_same_for_any_size(
        self, groups, ward, area, officer_client, django_assert_num_queries
    ):
        GroupFactory.create_batch(groups, ward=ward)
        address = url("report-paper", ward=ward.pk, as_of=DAY)
        page(officer_client, address)
        with django_assert_num_queries(14):
            page(officer_client, address)

    @pytest.mark.parametrize("phases", [1, 3])
    def test_it_costs_no_more_with_goals_and_without_a_place_in_the_address(
        self, phases, ward, group, officer_client, plan, django_assert_num_queries
    ):
        for number in range(1, phases + 1):
            plan(number, [ward], date(2026, 3, number))
        address = url("report-paper", as_of=DAY)
        page(officer_client, address)
        with django_assert_num_queries(14):
            page(officer_client, address)


class TestDraft:
    def test_it_is_a_file_with_a_plain_name(self, officer_client, officer, ward, group):
        response = officer_client.get(url("report-draft", ward=ward.pk, as_of="2026-06-30"))
        assert response.content.startswith(b"%PDF")
        assert response.headers["Content-Type"] == "application/pdf"
        name = f"ward-status_{ward.code}_2026-06-30.pdf"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert_audited(AuditAction.REPORT_DOWNLOADED, by=officer, target=ward)

    def test_seeing_the_paper_is_not_audited_as_leaving(self, officer_client, ward, group):
        page(officer_client, url("report-paper", ward=ward.pk))
        assert not AuditEvent.objects.filter(action=AuditAction.REPORT_DOWNLOADED).exists()
