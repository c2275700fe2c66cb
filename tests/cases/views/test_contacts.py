"""Residence checks, tests, moves within the ward, absence and return."""

from datetime import date

import pytest
from django.urls import reverse

from cases.enums import AuditAction
from cases.models import Absence, DrugTest, Residence, Visit
from tests.assertions import assert_audited, assert_refused
from tests.factories.cases import AbsenceFactory, PersonFactory, VisitFactory
from tests.factories.wards import GroupFactory


@pytest.fixture
def person(group):
    return PersonFactory(group=group, full_name="Vàng A Sử")


def post(client, name, person, **typed):
    return client.post(reverse(f"cases:{name}", args=[person.pk]), typed)


class TestVisit:
    def test_an_officer_records_a_check(self, officer_client, officer, person):
        typed = {"visited_on": "05/03/2026", "result": "absent_known", "note": "đi làm xa"}
        assert post(officer_client, "visit-create", person, **typed).status_code == 302
        visit = Visit.objects.get()
        assert (visit.visited_on, visit.result, visit.note) == (
            date(2026, 3, 5),
            "absent_known",
            "đi làm xa",
        )
        assert visit.by == officer
        assert_audited(AuditAction.VISIT_RECORDED, by=officer, target=visit)

    @pytest.mark.parametrize(
        ("day", "refusal"),
        [
            ("05/03/2026", "Ngày này đã có lần kiểm tra."),
            ("01/01/2999", "Ngày không được sau hôm nay."),
            ("31/02/2024", "Không có ngày này trong lịch. Ghi ngày/tháng/năm, ví dụ 05/02/2026."),
            ("", "Bắt buộc phải nhập."),
        ],
    )
    def test_a_day_that_cannot_be(self, officer_client, person, day, refusal):
        VisitFactory(person=person, visited_on=date(2026, 3, 5))
        response = post(officer_client, "visit-create", person, visited_on=day, result="present")
        assert_refused(response, visited_on=refusal)
        assert Visit.objects.count() == 1


class TestTest:
    def sent(self, **typed):
        return {
            "tested_on": "05/03/2026",
            "ground": "tip",
            "sample": "urine",
            "result": "positive",
            "substance": "heroin",
            "has_same_sex_witness": "on",
        } | typed

    def test_an_officer_records_a_test(self, officer_client, officer, person):
        assert post(officer_client, "test-create", person, **self.sent()).status_code == 302
        test = DrugTest.objects.get()
        assert (test.ground, test.result, test.substance) == ("tip", "positive", "heroin")
        assert_audited(AuditAction.TEST_RECORDED, by=officer, target=test)

    @pytest.mark.parametrize(
        ("typed", "refusal"),
        [
            (
                {"has_same_sex_witness": ""},
                {
                    "has_same_sex_witness": "Lấy nước tiểu phải có cán bộ cùng giới giám sát (NĐ 105/2021, Đ. 45)."
                },
            ),
            (
                {"result": "negative"},
                {"substance": "Chỉ ghi chất phát hiện khi kết quả dương tính."},
            ),
        ],
    )
    def test_what_the_law_forbids_is_said_beside_its_field(
        self, officer_client, person, typed, refusal
    ):
        response = post(officer_client, "test-create", person, **self.sent(**typed))
        assert_refused(response, **refusal)
        page, (name,) = response.content.decode(), refusal
        assert f'<a href="#id_{name}">' in page  # on top, with the way to the field
        assert f'id="id_{name}_error"' in page
        assert DrugTest.objects.count() == 0

    def test_blood_needs_no_witness(self, officer_client, person):
        data = self.sent(sample="blood", has_same_sex_witness="")
        assert post(officer_client, "test-create", person, **data).status_code == 302

    def test_who_refuses_gives_no_sample_to_watch(self, officer_client, person):
        data = self.sent(result="refused", substance="", has_same_sex_witness="")
        assert post(officer_client, "test-create", person, **data).status_code == 302

    def test_a_minors_blood_needs_the_parents(self, officer_client, group):
        child = PersonFactory(group=group, birth_year=2012, id_number="")
        data = self.sent(sample="blood")
        assert_refused(
            post(officer_client, "test-create", child, **data),
            has_parent_consent="Người dưới 18 tuổi: lấy mẫu khác nước tiểu phải có đồng ý của cha mẹ, người giám hộ.",
        )
        consent = data | {"has_parent_consent": "on"}
        assert post(officer_client, "test-create", child, **consent).status_code == 302

    def test_tomorrow_is_refused(self, officer_client, person):
        response = post(officer_client, "test-create", person, **self.sent(tested_on="01/01/2999"))
        assert_refused(response, tested_on="Ngày không được sau hôm nay.")


class TestResidence:
    def sent(self, group, **typed):
        return {"group": group.pk, "from_day": "01/03/2026", "kind": "temporary"} | typed

    def test_an_officer_moves_somebody_within_the_ward(
        self, officer_client, officer, ward, person, group
    ):
        new = GroupFactory(ward=ward, name="Tổ 2")
        data = self.sent(new, address="Số 9")
        assert post(officer_client, "residence-set", person, **data).status_code == 302
        old, now = Residence.objects.order_by("valid_from")
        assert (old.group, old.valid_to) == (group, date(2026, 3, 1))
        assert (now.group, now.kind, now.address) == (new, "temporary", "Số 9")
        assert_audited(AuditAction.RESIDENCE_SET, by=officer, target=person)

    def test_another_ward_is_no_choice(self, officer_client, person, other_group):
        response = post(officer_client, "residence-set", person, **self.sent(other_group))
        assert list(response.context["form"].errors) == ["group"]
        assert "Thôn 1" not in response.content.decode()
        assert Residence.objects.count() == 1

    def test_a_day_before_the_present_stay_is_refused(self, officer_client, person, group):
        response = post(
            officer_client, "residence-set", person, **self.sent(group, from_day="31/12/2019")
        )
        assert_refused(
            response,
            from_day="Ngày chuyển không được trước ngày bắt đầu nơi cư trú hiện tại (01/01/2020).",
        )


class TestAbsence:
    def test_an_officer_records_an_absence(self, officer_client, officer, person):
        typed = {"reason": "in_centre", "from_day": "01/03/2026", "note": "Cơ sở số 1"}
        assert post(officer_client, "absence-create", person, **typed).status_code == 302
        absence = Absence.objects.get()
        assert (absence.reason, absence.valid_from, absence.note) == (
            "in_centre",
            date(2026, 3, 1),
            "Cơ sở số 1",
        )
        assert_audited(AuditAction.ABSENCE_RECORDED, by=officer, target=person)

    def test_a_second_absence_at_once_is_refused(self, officer_client, person):
        AbsenceFactory(person=person)
        response = post(
            officer_client, "absence-create", person, reason="moved", from_day="01/05/2026"
        )
        assert_refused(response, from_day="Người này đã được ghi vắng mặt trong thời gian đó.")

    def test_a_return_ends_it(self, officer_client, officer, person):
        absence = AbsenceFactory(person=person)
        assert post(officer_client, "absence-end", person, on_day="01/05/2026").status_code == 302
        absence.refresh_from_db()
        assert absence.valid_to == date(2026, 5, 1)
        assert_audited(AuditAction.RETURN_RECORDED, by=officer, target=person)

    def test_a_return_before_leaving_is_refused(self, officer_client, person):
        AbsenceFactory(person=person)
        response = post(officer_client, "absence-end", person, on_day="09/03/2026")
        assert_refused(response, on_day="Ngày trở về phải từ 10/03/2026 trở đi.")

    def test_who_is_here_does_not_return(self, officer_client, person):
        response = post(officer_client, "absence-end", person, on_day="01/05/2026")
        assert_refused(
            response, on_top="Người này đang có mặt, không có lần vắng mặt nào chưa kết thúc."
        )
