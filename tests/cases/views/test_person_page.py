"""The page of one person, and the little of it that a clinic sees."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.permissions import Role
from cases.enums import AuditAction, TreatmentForm
from cases.models import Person
from cases.statuses import PersonStatus
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.views.conftest import NUMBER, SEES_FILES, text
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    DossierFormFactory,
    DrugTestFactory,
    PersonFactory,
    TreatmentFactory,
    VisitFactory,
)
from tests.factories.wards import PostingFactory, posted


class TestPage:
    def url(self, person):
        return reverse("cases:person-detail", args=[person.pk])

    def html(self, client, person):
        return text(client, "cases:person-detail", person.pk)

    def test_who_reads_the_file(self, client_as, person):
        found = {role: client_as(role).get(self.url(person)).status_code for role in Role}
        assert found == dict.fromkeys(Role, 404) | dict.fromkeys(SEES_FILES, 200)

    def test_others_find_no_page(
        self, outsider_client, committee_client, verifier, client_of, person
    ):
        clients = [outsider_client, committee_client, client_of(verifier)]
        assert [client.get(self.url(person)).status_code for client in clients] == [404] * 3

    def test_a_missing_person_is_like_a_foreign_one(self, officer_client, person):
        assert officer_client.get(self.url(Person(pk=999_999))).status_code == 404

    def test_every_reading_is_recorded_once(self, officer_client, officer, person, ward):
        self.html(officer_client, person)
        event = assert_audited(AuditAction.PERSON_READ, by=officer, target=person)
        assert event.unit_id == ward.pk
        self.html(officer_client, person)
        assert AuditEvent.objects.filter(action=AuditAction.PERSON_READ).count() == 2

    def test_a_refused_reading_is_not_told_as_one(self, outsider_client, person):
        outsider_client.get(self.url(person))
        assert_nothing_audited()

    def test_the_number_is_masked(self, officer_client, person):
        html = self.html(officer_client, person)
        assert "010******777" in html
        assert NUMBER not in html

    def test_who_it_is_and_where(self, officer_client, person):
        html = self.html(officer_client, person)
        for told in ("Vàng A Sử", "1990", "nam", "Kinh", "Tổ 1, Nam Cường", "Số 5, ngõ 2"):
            assert told in html

    def test_form_05_is_shown(self, officer_client, person):
        html = self.html(officer_client, person)
        assert "hay đi rừng" in html
        assert "án treo 2015" in html

    def test_the_course_with_its_decision(self, officer_client, person):
        html = self.html(officer_client, person)
        assert "Quyết định 12/QĐ-UBND" in html
        assert "01/01/2020 – nay" in html
        assert "Luật Phòng, chống ma túy 73/2021/QH14" in html

    def test_a_dossier_says_how_complete_it_is(self, officer_client, person):
        dossier = DossierFactory(person=person, number="HS-77")
        DossierFormFactory(dossier=dossier, code="05", filed_on=date(2026, 4, 2))
        html = self.html(officer_client, person)
        assert "1/5 biểu mẫu" in html
        assert "có từ 02/04/2026" in html
        assert f"{reverse('cases:dossier-form-file', args=[dossier.pk])}?code=07" in html

    def test_a_closed_dossier_asks_for_nothing_more(self, officer_client, person):
        dossier = DossierFactory(
            person=person, valid_to=date(2026, 5, 1), close_reason="chuyển hồ sơ"
        )
        html = self.html(officer_client, person)
        assert "Lý do đóng: chuyển hồ sơ" in html
        assert reverse("cases:dossier-form-file", args=[dossier.pk]) not in html
        assert reverse("cases:dossier-close", args=[dossier.pk]) not in html

    def test_what_a_criterion_misses_stands_out(self, officer_client, person):
        html = self.html(officer_client, person)
        assert "Thiếu hồ sơ quản lý" in html
        assert f"{reverse('cases:dossier-create', args=[person.pk])}?kind=treatment" in html

    def test_visits_and_tests(self, officer_client, officer, person):
        VisitFactory(person=person, visited_on=date(2026, 5, 10), note="đi làm đều", by=officer)
        DrugTestFactory(person=person, result="positive", substance="heroin")
        html = self.html(officer_client, person)
        for told in ("10/05/2026", "đi làm đều", "Lê Văn Cán Bộ", "dương tính: heroine"):
            assert told in html

    def test_many_visits_say_how_many_there_are(self, officer_client, person):
        for day in range(1, 15):
            VisitFactory(person=person, visited_on=date(2026, 5, day))
        html = self.html(officer_client, person)
        assert "12 lần gần nhất trong 14 lần." in html
        assert "02/05/2026" not in html

    def test_an_empty_file_says_what_is_not_there(self, officer_client, group):
        person = PersonFactory(group=group, id_number="", status=PersonStatus.SUSPECTED_USE)
        html = self.html(officer_client, person)
        for told in (
            "Chưa lập hồ sơ nào.",
            "Chưa ghi lần kiểm tra nào.",
            "Chưa ghi lần xét nghiệm nào.",
            "Chưa ghi lần cai nghiện, điều trị nào.",
            "Không có hạn nào đang tính.",
            "chưa có",
        ):
            assert told in html

    def test_what_is_odd_in_the_number_is_said(self, officer_client, group):
        person = PersonFactory(group=group, birth_year=1990, id_number="010290000001")
        warning = "Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."
        assert warning in self.html(officer_client, person)

    def test_invented_people_say_so(self, officer_client, person, settings):
        settings.DEMO = False
        assert "dữ liệu minh họa" not in self.html(officer_client, person)
        Person.objects.update(is_demo=True)
        assert "dữ liệu minh họa" in self.html(officer_client, person)

    def test_a_term_that_is_over_is_marked(self, officer_client, person):
        TreatmentFactory(person=person, term_end=date(2026, 5, 1))
        html = self.html(officer_client, person)
        assert "quá hạn" in html
        assert "Hết thời hạn: cai nghiện tự nguyện tại cộng đồng" in html

    def test_a_term_that_is_near_is_marked(self, officer_client, person):
        TreatmentFactory(person=person, term_end=date(2026, 12, 1))
        with time_machine.travel(date(2026, 11, 24), tick=False):
            html = self.html(officer_client, person)
        assert "sắp đến hạn" in html
        assert "quá hạn" not in html

    def test_buttons_are_for_those_who_may(self, officer_client, chair_office, client_of, person):
        names = (
            "person-edit",
            "status-move",
            "residence-set",
            "absence-create",
            "dossier-create",
            "treatment-create",
            "visit-create",
            "test-create",
            "identity-reveal",
        )
        urls = [reverse(f"cases:{name}", args=[person.pk]) for name in names]
        officers, readers = (
            self.html(client, person) for client in (officer_client, client_of(chair_office))
        )
        assert [url in officers for url in urls] == [True] * 9
        assert [url in readers for url in urls] == [False] * 9

    def test_rights_in_another_ward_give_no_buttons_here(
        self, chair_office, other_ward, client_of, person
    ):
        PostingFactory(user=chair_office, role=Role.OFFICER, ward=other_ward)
        html = self.html(client_of(chair_office), person)
        assert reverse("cases:person-edit", args=[person.pk]) not in html
        assert reverse("cases:identity-reveal", args=[person.pk]) not in html

    def test_who_is_away_may_come_back(self, officer_client, person):
        AbsenceFactory(person=person)
        html = self.html(officer_client, person)
        assert reverse("cases:absence-end", args=[person.pk]) in html
        assert reverse("cases:absence-create", args=[person.pk]) not in html

    def test_who_has_no_number_has_none_to_reveal(self, officer_client, group):
        person = PersonFactory(group=group, id_number="")
        url = reverse("cases:identity-reveal", args=[person.pk])
        assert url not in self.html(officer_client, person)

    def test_incidents_are_not_counted_here(self, officer_client, person):
        assert "vụ việc" not in self.html(officer_client, person).lower()

    def test_it_cannot_be_posted_to(self, officer_client, person):
        assert officer_client.post(self.url(person)).status_code == 405

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_page_costs_the_same_for_any_history(
        self, rows, officer_client, officer, person, rules, django_assert_num_queries
    ):
        """Three for the reader, seven to read and five to record the reading, with its savepoint."""
        dossier = DossierFactory(person=person)
        DossierFormFactory(dossier=dossier)
        TreatmentFactory(person=person)
        for n in range(rows):
            VisitFactory(person=person, visited_on=date.fromordinal(738_000 + n), by=officer)
            DrugTestFactory(person=person)
        self.html(officer_client, person)
        with django_assert_num_queries(16):
            self.html(officer_client, person)


class TestPageOfAClinic:
    def html(self, clinic, client_of, person):
        return text(client_of(clinic), "cases:person-detail", person.pk)

    def test_it_shows_the_treatment_and_nothing_of_the_file(self, clinic, client_of, patient):
        TreatmentFactory(person=patient, form=TreatmentForm.COMPULSORY, provider="Cơ sở số 1")
        DossierFactory(person=patient, number="HS-77")
        VisitFactory(person=patient, note="đi làm đều")
        DrugTestFactory(person=patient, result="positive", substance="heroin")
        AbsenceFactory(person=patient, reason="detained")
        html = self.html(clinic, client_of, patient)
        assert "Lò Văn Páo" in html
        assert "Điều trị bằng thuốc thay thế (methadone)" in html
        for hidden in (
            "010******888",
            "án treo",
            "0912345678",
            "Bà Lò Thị Mẩy",
            "Cơ sở số 1",
            "HS-77",
            "đi làm đều",
            "dương tính",
            "tạm giam",
            "người nghiện",
            "12/QĐ-UBND",
            "Số 5, ngõ 2",
            "Lý lịch",
            "Hồ sơ",
        ):
            assert hidden not in html.replace("Không có hồ sơ", "")

    def test_its_reading_is_recorded_too(self, clinic, client_of, patient):
        self.html(clinic, client_of, patient)
        assert_audited(AuditAction.PERSON_READ, by=clinic, target=patient)

    def test_it_may_record_the_treatment_and_nothing_else(self, clinic, client_of, patient):
        html = self.html(clinic, client_of, patient)
        treatment = patient.treatments.get()
        assert reverse("cases:treatment-create", args=[patient.pk]) in html
        assert reverse("cases:treatment-end", args=[treatment.pk]) in html
        for name in ("person-edit", "status-move", "dossier-create", "visit-create", "test-create"):
            assert reverse(f"cases:{name}", args=[patient.pk]) not in html

    def test_who_is_not_treated_is_not_found(self, clinic, client_of, person):
        url = reverse("cases:person-detail", args=[person.pk])
        assert client_of(clinic).get(url).status_code == 404

    def test_a_clinic_of_another_ward_finds_no_page(self, other_ward, client_of, patient):
        client = client_of(posted(Role.CLINIC, ward=other_ward))
        url = reverse("cases:person-detail", args=[patient.pk])
        assert client.get(url).status_code == 404
