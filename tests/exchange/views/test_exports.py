"""Workbooks that leave: templates, samples, exports."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import AuditAction
from pledges.enums import AuditAction as PledgeAction
from tests.assertions import assert_audited, assert_nothing_audited, assert_refused
from tests.exchange.views.conftest import KINDS, LIST, url
from tests.factories.cases import PersonFactory
from tests.factories.pledges import HouseholdFactory
from tests.workbooks import XLSX, read_rows


class TestTemplate:
    @pytest.mark.parametrize(
        ("kind", "first"), [("people", "Họ và tên *"), ("households", "Mã hộ *")]
    )
    def test_it_is_a_workbook_that_nobody_keeps(self, kind, first, officer_client, group):
        response = officer_client.get(url("import-template", kind))
        assert (response["Content-Type"], response["Cache-Control"]) == (XLSX, "no-store")
        assert response["Content-Disposition"] == f'attachment; filename="mau-{kind}.xlsx"'
        assert read_rows(response.content)[0][0] == first

    def test_it_names_the_own_groups_only(self, officer_client, group, other_group):
        response = officer_client.get(url("import-template", "people"))
        text = str(read_rows(response.content, 1))
        assert ("Tổ 1" in text, "Thôn 1" in text) == (True, False)

    def test_it_can_be_made_before_there_are_groups(self, officer_client):
        assert officer_client.get(url("import-template", "households")).status_code == 200


class TestExport:
    def export(self, client, kind="people", reason="rà soát quý IV"):
        return client.post(url("export-create", kind), {"reason": reason})

    def test_it_holds_full_values_of_the_own_ward_only(self, officer_client, group, other_group):
        PersonFactory(group=group, full_name="Lò Văn A", id_number="010090000011")
        PersonFactory(group=other_group, full_name="Bí Mật", id_number="010090000012")
        rows = read_rows(self.export(officer_client).content)
        assert [row[0] for row in rows] == ["Họ và tên *", "Lò Văn A"]
        assert "010090000011" in rows[1]

    def test_it_is_recorded_with_count_and_reason(self, officer_client, officer, group, ward):
        PersonFactory.create_batch(3, group=group)
        self.export(officer_client)
        event = assert_audited(AuditAction.PEOPLE_EXPORTED, by=officer, count=3)
        assert (event.reason, event.unit_id) == ("rà soát quý IV", ward.pk)

    def test_households_are_recorded_too(self, officer_client, officer, group, ward):
        HouseholdFactory.create_batch(2, group=group)
        self.export(officer_client, "households")
        event = assert_audited(PledgeAction.HOUSEHOLDS_EXPORTED, by=officer, count=2)
        assert event.unit_id == ward.pk

    @pytest.mark.parametrize("kind", KINDS)
    def test_an_empty_list_is_a_list(self, kind, officer_client, group):
        response = self.export(officer_client, kind)
        assert len(read_rows(response.content)) == 1

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_without_a_reason_nothing_leaves(self, reason, officer_client, group):
        PersonFactory(group=group)
        assert_refused(
            self.export(officer_client, reason=reason), reason="Ghi lý do xuất danh sách."
        )
        assert_nothing_audited()

    def test_the_file_is_named_by_the_day_and_kept_nowhere(self, officer_client, group):
        response = self.export(officer_client)
        name = f"people-{timezone.localdate():%Y%m%d}.xlsx"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert (response["Content-Type"], response["Cache-Control"]) == (XLSX, "no-store")

    def test_the_form_warns_of_the_log(self, officer_client):
        page = officer_client.get(url("export-create", "people")).content.decode()
        assert "được ghi vào nhật ký truy cập" in page

    @pytest.mark.parametrize("rows", [1, 30])
    def test_an_export_costs_the_same_for_any_number(
        self, rows, officer_client, group, django_assert_num_queries
    ):
        for _row in range(rows):
            PersonFactory(group=group)
        self.export(officer_client)
        with django_assert_num_queries(14):
            self.export(officer_client)


class TestSamples:
    def test_a_demonstration_offers_both_workbooks(self, officer_client, settings):
        settings.DEMO = True
        page = officer_client.get(reverse(LIST)).content.decode()
        for name in ("tep-dung", "tep-co-loi"):
            assert url("import-sample", name) in page
            response = officer_client.get(url("import-sample", name))
            assert b"".join(response.streaming_content).startswith(b"PK")

    def test_a_real_installation_does_not(self, officer_client, settings):
        settings.DEMO = False
        assert "tep-dung" not in officer_client.get(reverse(LIST)).content.decode()
        assert officer_client.get(url("import-sample", "tep-dung")).status_code == 404

    def test_no_other_file_is_given(self, officer_client, settings):
        settings.DEMO = True
        assert officer_client.get(url("import-sample", "settings")).status_code == 404
