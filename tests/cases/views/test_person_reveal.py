"""The full identity number, shown to who says why."""

import uuid
from itertools import product

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from cases.enums import AuditAction
from tests.assertions import HIDDEN, assert_audited, assert_hidden, assert_nothing_audited, statuses
from tests.cases.views.conftest import KEEPS_NO_FILES, NUMBER
from tests.factories.cases import PersonFactory


class TestReveal:
    def url(self, person):
        return reverse("cases:identity-reveal", args=[person.pk])

    def sent(self, reason="lập quyết định 12/QĐ-UBND"):
        return {"reason": reason, "submission": str(uuid.uuid4())}

    def test_the_number_is_shown_to_who_says_why(self, officer_client, officer, person, ward):
        response = officer_client.post(self.url(person), self.sent())
        assert response.status_code == 200
        assert NUMBER in response.content.decode()
        event = assert_audited(AuditAction.IDENTITY_REVEALED, by=officer, target=person)
        assert (event.reason, event.unit_id) == ("lập quyết định 12/QĐ-UBND", ward.pk)
        assert NUMBER not in f"{event.before}{event.after}{event.reason}"

    def test_nothing_of_it_is_kept_by_the_browser(self, officer_client, person):
        for response in (
            officer_client.post(self.url(person), self.sent()),
            officer_client.get(self.url(person)),
        ):
            assert "no-store" in response["Cache-Control"]

    def test_asking_shows_no_number(self, officer_client, person):
        html = officer_client.get(self.url(person)).content.decode()
        assert NUMBER not in html
        assert "được ghi vào nhật ký truy cập" in html
        assert_nothing_audited()

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_without_a_reason_there_is_no_number(self, officer_client, person, reason):
        response = officer_client.post(self.url(person), self.sent(reason))
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["reason"]
        assert NUMBER not in response.content.decode()
        assert_nothing_audited()

    def test_the_same_form_sent_again_goes_back_to_the_person(self, officer_client, person):
        data = self.sent()
        officer_client.post(self.url(person), data)
        again = officer_client.post(self.url(person), data)
        assert again["Location"] == person.get_absolute_url()
        assert AuditEvent.objects.filter(action=AuditAction.IDENTITY_REVEALED).count() == 1

    def test_each_new_reason_is_told(self, officer_client, person):
        for reason in ("lần một", "lần hai"):
            officer_client.post(self.url(person), self.sent(reason))
        events = AuditEvent.objects.filter(action=AuditAction.IDENTITY_REVEALED)
        assert sorted(events.values_list("reason", flat=True)) == ["lần hai", "lần một"]

    def test_who_has_no_number_is_answered_in_words(self, officer_client, group):
        person = PersonFactory(group=group, id_number="")
        response = officer_client.post(self.url(person), self.sent())
        assert "Chưa có số định danh." in response.content.decode()

    def test_others_find_no_page(self, client_as, person, patient):
        found = {
            (role, one): statuses(client, "cases:identity-reveal", one.pk, data=self.sent())
            for role, client in {role: client_as(role) for role in KEEPS_NO_FILES}.items()
            for one in (person, patient)
        }
        assert found == dict.fromkeys(product(KEEPS_NO_FILES, (person, patient)), HIDDEN)

    def test_another_wards_officer_finds_no_page(self, outsider_client, person):
        assert_hidden(outsider_client, "cases:identity-reveal", person.pk, data=self.sent())
        assert_nothing_audited()
