"""Correcting what is written of a person."""

from datetime import date

from django.urls import reverse

from cases.enums import AuditAction
from cases.models import Person
from tests.assertions import HIDDEN, assert_audited, assert_hidden, assert_refused, statuses
from tests.cases.views.conftest import KEEPS_NO_FILES, NUMBER, page, text
from tests.factories.cases import PersonFactory


class TestEdit:
    def url(self, person):
        return reverse("cases:person-edit", args=[person.pk])

    def sent(self, version=1, **fields):
        return {
            "full_name": "Vàng A Sử",
            "birth_year": "1990",
            "sex": "male",
            "ethnicity": "08",
            "past_rehab_count": "0",
            "version": str(version),
        } | fields

    def test_an_officer_corrects_a_person(self, officer_client, officer, person):
        response = officer_client.post(self.url(person), self.sent(occupation="thợ xây"))
        assert response["Location"] == person.get_absolute_url()
        person.refresh_from_db()
        assert (person.occupation, person.ethnicity, person.version) == ("thợ xây", "08", 2)
        assert_audited(AuditAction.PERSON_CHANGED, by=officer, target=person)

    def test_the_number_stays_when_none_is_typed(self, officer_client, person):
        officer_client.post(self.url(person), self.sent())
        person.refresh_from_db()
        assert person.id_number == NUMBER

    def test_a_new_number_replaces_the_old(self, officer_client, person):
        officer_client.post(self.url(person), self.sent(new_id_number="010090000042"))
        assert list(Person.objects.all().with_id_number("010090000042")) == [person]
        assert list(Person.objects.all().with_id_number(NUMBER)) == []

    def test_a_wrong_number_is_refused_beside_its_field(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(new_id_number="1"))
        assert_refused(
            response, new_id_number="Số định danh có 1 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."
        )

    def test_the_number_is_not_in_the_form(self, officer_client, person):
        html = text(officer_client, "cases:person-edit", person.pk)
        assert NUMBER not in html
        assert "010******777" in html

    def test_somebody_without_a_day_of_birth_may_get_one(self, officer_client, person):
        data = self.sent(birth_year="", birth_date="05/02/1991")
        assert officer_client.post(self.url(person), data).status_code == 302
        person.refresh_from_db()
        assert (person.birth_date, person.birth_year) == (date(1991, 2, 5), 1991)

    def test_a_day_of_birth_may_be_taken_back_to_a_year(self, officer_client, group):
        person = PersonFactory(group=group, birth_date=date(1990, 2, 5))
        data = self.sent(full_name=person.full_name, birth_year="1990")
        assert officer_client.post(self.url(person), data).status_code == 302
        person.refresh_from_db()
        assert (person.birth_date, person.birth_year) == (None, 1990)

    def test_neither_day_nor_year_is_refused(self, officer_client, person):
        response = officer_client.post(self.url(person), self.sent(birth_year=""))
        assert_refused(response, birth_date="Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày.")

    def test_an_edit_on_an_old_version_shows_both_and_saves_nothing(self, officer_client, person):
        officer_client.post(self.url(person), self.sent(occupation="thợ xây"))
        response = officer_client.post(self.url(person), self.sent(occupation="lái xe"))
        assert response.status_code == 422
        rows = response.context["stale_rows"]
        assert ("Nghề nghiệp", "thợ xây", "lái xe") in rows
        assert NUMBER not in response.content.decode()
        person.refresh_from_db()
        assert person.occupation == "thợ xây"

    def test_a_new_number_on_an_old_version_does_not_show_the_stored_one(
        self, officer_client, person
    ):
        officer_client.post(self.url(person), self.sent(occupation="thợ xây"))
        response = officer_client.post(self.url(person), self.sent(new_id_number="010090000042"))
        assert response.status_code == 422
        assert NUMBER not in response.content.decode()

    def test_saving_again_knowingly_takes_the_new_version(self, officer_client, person):
        officer_client.post(self.url(person), self.sent(occupation="thợ xây"))
        stale = officer_client.post(self.url(person), self.sent(occupation="lái xe"))
        version = stale.context["form"]["version"].value()
        data = self.sent(version=version, occupation="lái xe")
        assert officer_client.post(self.url(person), data).status_code == 302
        person.refresh_from_db()
        assert (person.occupation, person.version) == ("lái xe", 3)

    def test_others_find_no_page(self, client_as, person):
        found = {
            role: statuses(client_as(role), "cases:person-edit", person.pk, data=self.sent())
            for role in KEEPS_NO_FILES
        }
        assert found == dict.fromkeys(KEEPS_NO_FILES, HIDDEN)

    def test_another_wards_officer_finds_no_page(self, outsider_client, person):
        assert_hidden(outsider_client, "cases:person-edit", person.pk, data=self.sent())

    def test_a_clinic_does_not_correct_its_patient(self, clinic, client_of, patient):
        assert_hidden(client_of(clinic), "cases:person-edit", patient.pk, data=self.sent())

    def test_the_page_has_its_budget(self, officer_client, person, django_assert_num_queries):
        page(officer_client, "cases:person-edit", person.pk)
        with django_assert_num_queries(5):
            page(officer_client, "cases:person-edit", person.pk)
