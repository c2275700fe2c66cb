"""Issuing a paper once, and fetching what was issued."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.permissions import Role
from reports.enums import AuditAction
from reports.models import IssuedReport
from tests.assertions import assert_audited, assert_refused
from tests.factories.reports import IssuedReportFactory
from tests.factories.wards import posted
from tests.reports.conftest import DAY
from tests.reports.views.conftest import READS, page, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]


def typed(**fields) -> dict[str, str]:
    key = str(uuid.uuid4())
    return {
        "submission": key,
        "as_of": "30/06/2026",
        "number": "05/BC-UBND",
        "audience": "own",
    } | fields


class TestIssue:
    def test_the_next_number_is_suggested(self, officer_client, ward, group):
        IssuedReportFactory(ward=ward, number="04/BC-UBND", year=timezone.localdate().year)
        response = officer_client.get(url("report-issue", ward=ward.pk, as_of="2026-06-30"))
        form = response.context["form"]
        assert (form["number"].value(), form["as_of"].value()) == ("05/BC-UBND", DAY)

    def test_the_page_names_the_ward(self, officer_client, ward, group):
        shown = page(officer_client, url("report-issue", ward=ward.pk))
        assert "Ban hành báo cáo: phường Nam Cường" in shown

    def test_it_is_kept_and_listed(self, officer_client, officer, ward, group):
        address = url("report-issue", ward=ward.pk)
        response = officer_client.post(address, typed(), follow=True)
        report = IssuedReport.objects.get()
        assert (report.ward, report.as_of, report.number) == (ward, DAY, "05/BC-UBND")
        assert report.is_exact
        assert "Đã ban hành báo cáo và lưu vào kho." in response.content.decode()
        assert report.sha256 in response.content.decode()
        assert_audited(AuditAction.REPORT_ISSUED, by=officer, target=report)

    def test_sent_twice_it_is_issued_once(self, officer_client, ward, group):
        address, form = url("report-issue", ward=ward.pk), typed()
        first, second = (officer_client.post(address, form) for _click in range(2))
        assert (first.status_code, second.status_code) == (302, 302)
        assert first.url == second.url == reverse("reports:report-list")
        assert IssuedReport.objects.count() == 1

    def test_for_outside_small_counts_are_hidden(self, officer_client, ward, group):
        officer_client.post(url("report-issue", ward=ward.pk), typed(audience="outside"))
        assert not IssuedReport.objects.get().is_exact

    def test_a_committee_issues_for_its_area(self, committee_client, area, group):
        form = typed(number="1/BC-BCĐ", audience="own")
        committee_client.post(url("report-issue", "city-phase", area=area.pk), form)
        report = IssuedReport.objects.get()
        assert (report.area, report.number, report.is_exact) == (area, "01/BC-BCĐ", False)

    def test_a_committee_has_no_choice_of_audience(self, committee_client, area, group):
        response = committee_client.get(url("report-issue", "city-phase", area=area.pk))
        assert "audience" not in response.context["form"].fields

    def test_a_choice_of_audience_that_is_none(self, officer_client, ward, group):
        response = officer_client.post(url("report-issue", ward=ward.pk), typed(audience="all"))
        assert list(response.context["form"].errors) == ["audience"]

    def test_the_audience_previewed_is_the_one_proposed(self, officer_client, ward, group):
        for audience in ("own", "outside"):
            response = officer_client.get(url("report-issue", ward=ward.pk, audience=audience))
            assert response.context["form"]["audience"].value() == audience

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"number": ""}, {"number": "Trường này là bắt buộc."}),
            ({"number": "năm"}, {"number": "Ghi số và ký hiệu dạng 05/BC-UBND."}),
            ({"as_of": "24/11/2999"}, {"as_of": "Chưa có số liệu cho ngày sau hôm nay."}),
            ({"as_of": "01/01/2010"}, {"as_of": "Đơn vị này không tồn tại vào ngày đó."}),
        ],
    )
    def test_a_mistake_is_told_beside_its_field(self, fields, told, officer_client, ward, group):
        response = officer_client.post(url("report-issue", ward=ward.pk), typed(**fields))
        shown = response.context["form"].errors
        assert response.status_code == 422
        assert list(shown) == list(told)
        assert not IssuedReport.objects.exists()
        if "bắt buộc" not in str(told):
            assert_refused(response, **told)

    @pytest.mark.parametrize("text", ["31/02/2024", "hôm nay", ""])
    def test_a_day_that_is_none(self, text, officer_client, ward, group):
        response = officer_client.post(url("report-issue", ward=ward.pk), typed(as_of=text))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["as_of"])

    def test_a_number_already_used_keeps_what_was_typed(self, officer_client, ward, group):
        IssuedReportFactory(ward=ward, number="05/BC-UBND", year=timezone.localdate().year)
        form = typed(signer="Hoàng Văn Ký")
        response = officer_client.post(url("report-issue", ward=ward.pk), form)
        told = f"Số 05/BC-UBND đã dùng trong năm {timezone.localdate().year}."
        assert_refused(response, number=told)
        assert "Hoàng Văn Ký" in response.content.decode()

    @pytest.mark.parametrize("reports", [1, 30])
    def test_the_form_costs_the_same_for_any_number(
        self, reports, ward, group, officer_client, django_assert_num_queries
    ):
        IssuedReportFactory.create_batch(reports, ward=ward)
        address = url("report-issue", ward=ward.pk)
        page(officer_client, address)
        with django_assert_num_queries(5):
            page(officer_client, address)


def fetched(client, pk) -> int:
    return client.get(reverse("reports:issued-download", args=[pk])).status_code


class TestDownload:
    def test_the_bytes_come_back_as_they_were_issued(self, officer_client, officer, ward):
        report = IssuedReportFactory(ward=ward)
        response = officer_client.get(reverse("reports:issued-download", args=[report.pk]))
        assert response.content == b"%PDF-1.7 as it was issued"
        assert response.headers["Content-Type"] == "application/pdf"
        assert (
            response.headers["Content-Disposition"] == f'attachment; filename="{report.file_name}"'
        )
        assert_audited(AuditAction.REPORT_DOWNLOADED, by=officer, target=report)

    def test_another_wards_is_not_there(self, outsider_client, ward):
        assert fetched(outsider_client, IssuedReportFactory(ward=ward).pk) == 404
        assert not AuditEvent.objects.filter(action=AuditAction.REPORT_DOWNLOADED).exists()

    def test_a_committee_fetches_its_wards_but_not_with_exact_figures(
        self, committee_client, area, ward
    ):
        hidden = IssuedReportFactory(ward=ward, is_exact=True)
        shown = IssuedReportFactory(ward=ward)
        assert [fetched(committee_client, one.pk) for one in (hidden, shown)] == [404, 200]

    def test_roles_without_reports_fetch_nothing(self, ward, client_of):
        report, others = IssuedReportFactory(ward=ward), set(Role) - set(READS)
        found = {role: fetched(client_of(posted(role, ward=ward)), report.pk) for role in others}
        assert found == dict.fromkeys(others, 404)

    def test_a_report_that_is_none(self, officer_client, ward):
        assert fetched(officer_client, 999_999) == 404

    def test_fetching_changes_nothing(self, officer_client, ward):
        report = IssuedReportFactory(ward=ward)
        address = reverse("reports:issued-download", args=[report.pk])
        first, second = (officer_client.get(address).content for _time in range(2))
        assert first == second
        assert IssuedReport.objects.get().sha256 == report.sha256
