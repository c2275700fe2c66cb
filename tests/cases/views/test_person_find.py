"""Finding a person by the identity number, which never stands in an address."""

import re

import pytest
from django.urls import reverse

from accounts.permissions import Role
from cases.enums import AuditAction
from tests.assertions import assert_audited, assert_hidden, assert_nothing_audited
from tests.cases.views.conftest import LIST, NUMBER, SEES_FILES, text
from tests.factories.cases import DossierFactory, PersonFactory


def find(client, typed=NUMBER, **also):
    return client.post(reverse("cases:person-find"), {"q": typed} | also)


def shown_words(client, response) -> list[str]:
    """What the page that the answer leads to says on top."""
    return [str(message) for message in client.get(response.url).context["messages"]]


NOBODY_THERE = "Không có hồ sơ nào mang số này trong địa bàn của bạn."
PRESS_FIND = "Để tìm theo số định danh, gõ số vào ô tìm rồi bấm “Tìm”."


class TestFind:
    """A search sent by POST: a number never stands in an address, a log or the history."""

    @pytest.mark.parametrize(
        "typed", [NUMBER, f"  {NUMBER} ", "010 090 123 777", "010.090.123-777"]
    )
    def test_a_whole_number_opens_the_file(self, officer_client, person, typed):
        answer = find(officer_client, typed)
        assert (answer.status_code, answer.url) == (302, person.get_absolute_url())

    def test_an_old_number_of_nine_digits_too(self, officer_client, group):
        person = PersonFactory(group=group, id_number="063123456")
        assert find(officer_client, "063 123 456").url == person.get_absolute_url()

    def test_a_role_finds_whom_it_sees(self, person, patient, client_as):
        clients = {role: client_as(role) for role in Role}
        answers = {
            role: [find(client, one.id_number) for one in (person, patient)]
            for role, client in clients.items()
        }
        led = {
            role: [
                answer.url if answer.status_code == 302 else answer.status_code for answer in two
            ]
            for role, two in answers.items()
        }
        file, treatment = person.get_absolute_url(), patient.get_absolute_url()
        expected = {role: [file, treatment] if role in SEES_FILES else [404, 404] for role in Role}
        assert led == expected | {Role.CLINIC: [reverse(LIST), treatment]}

    def test_a_group_head_and_the_committee_find_no_address(
        self, group_head, committee_client, client_of, person
    ):
        for client in (client_of(group_head), committee_client):
            assert_hidden(client, "cases:person-find", data={"q": NUMBER})

    def test_without_a_sign_in_nothing_is_told(self, client, person):
        answer = find(client)
        assert answer.status_code == 302
        assert answer.url == "/accounts/login/?next=/people/find/"

    def test_back_from_the_sign_in_page_the_list_is_shown(self, officer_client, person):
        answer = officer_client.get(reverse("cases:person-find"), {"q": NUMBER})
        assert (answer.status_code, answer.url) == (302, reverse(LIST))

    def test_a_number_of_another_ward_is_like_one_that_does_not_exist(
        self, outsider_client, person
    ):
        answers = [find(outsider_client, typed) for typed in (NUMBER, "010090999999")]
        assert [answer.url for answer in answers] == [reverse(LIST), reverse(LIST)]
        html = outsider_client.get(reverse(LIST)).content.decode()
        assert html.count(NOBODY_THERE) == 2
        assert "Vàng A Sử" not in html

    def test_a_number_that_nobody_has_leads_to_the_list_with_a_word(self, officer_client, person):
        answer = find(officer_client, "010090999999")
        assert shown_words(officer_client, answer) == [NOBODY_THERE]

    @pytest.mark.parametrize(
        ("typed", "query"),
        [
            ("vang a su", "?q=vang+a+su"),
            ("HS-77", "?q=HS-77"),
            ("123456", "?q=123456"),
            ("a&b=c", "?q=a%26b%3Dc"),
            ("", ""),
        ],
    )
    def test_any_other_text_is_asked_of_the_list(self, officer_client, person, typed, query):
        answer = find(officer_client, typed)
        assert (answer.status_code, answer.url) == (302, reverse(LIST) + query)

    def test_the_other_questions_go_along(self, officer_client, group):
        also = {"status": "addict", "group": group.pk, "due": "", "foreign": "x"}
        answer = find(officer_client, "lo", **also)
        assert answer.url == f"{reverse(LIST)}?q=lo&status=addict&group={group.pk}"

    def test_a_number_in_vain_keeps_the_other_questions(self, officer_client, person):
        answer = find(officer_client, "010090999999", status="addict")
        assert answer.url == f"{reverse(LIST)}?status=addict"

    def test_the_number_is_in_no_address_on_the_way(self, officer_client, outsider_client, person):
        for client in (officer_client, outsider_client):
            answer = client.post(reverse("cases:person-find"), {"q": NUMBER}, follow=True)
            assert [url for url, _code in answer.redirect_chain if NUMBER in url] == []
            assert NUMBER not in answer.content.decode()

    @pytest.mark.parametrize(
        ("typed", "count"),
        [("01009012377", 11), ("0100901237771", 13), ("1234567", 7), ("01.02.1990", 8)],
    )
    def test_a_number_with_a_slip_is_told_so_beside_its_field(
        self, officer_client, person, typed, count
    ):
        answer = find(officer_client, typed, status="addict")
        assert answer.status_code == 422
        form = answer.context["filter"].form
        assert form.errors == {
            "q": [f"Số định danh có {count} chữ số; CCCD phải đủ 12, CMND cũ đủ 9."]
        }
        assert (form["q"].value(), form["status"].value()) == (typed, "addict")
        page = answer.content.decode()
        assert 'id="id_q_error"' in page
        assert "0 người" not in page
        assert "Vàng A Sử" not in page

    @pytest.mark.parametrize("number", ["20240001", "202400011"])
    def test_a_dossier_number_of_nothing_but_digits_opens_its_file(
        self, officer_client, person, number
    ):
        DossierFactory(person=person, number=number)
        assert find(officer_client, number).url == person.get_absolute_url()

    def test_of_another_ward_it_does_not(self, outsider_client, person):
        DossierFactory(person=person, number="20240001")
        assert find(outsider_client, "20240001").status_code == 422

    def test_a_clinic_does_not_search_by_dossier(self, client_of, clinic, patient):
        DossierFactory(person=patient, number="20240001")
        assert find(client_of(clinic), "20240001").status_code == 422

    def test_opening_the_file_is_recorded_finding_it_is_not(self, officer_client, officer, person):
        answer = find(officer_client)
        assert_nothing_audited()
        officer_client.get(answer.url)
        assert_audited(AuditAction.PERSON_READ, by=officer, target=person)

    @pytest.mark.parametrize("count", [1, 30])
    def test_finding_costs_the_same_among_any_number(
        self, officer_client, group, person, count, django_assert_num_queries
    ):
        PersonFactory.create_batch(count, group=group)
        find(officer_client)
        with django_assert_num_queries(4):
            find(officer_client)


class TestNumberInTheAddress:
    """An old link, or a browser without JavaScript that was given one."""

    @pytest.mark.parametrize("typed", [NUMBER, "010 090 123 777", "063123456", "01009012377"])
    def test_the_list_takes_it_out_and_says_how_to_search(self, officer_client, person, typed):
        answer = officer_client.get(reverse(LIST), {"q": typed, "status": "addict"})
        assert (answer.status_code, answer.url) == (302, f"{reverse(LIST)}?status=addict")
        assert shown_words(officer_client, answer) == [PRESS_FIND]

    def test_the_live_search_does_not_search_for_it(self, officer_client, person):
        headers = {"HX-Request": "true"}
        answer = officer_client.get(reverse(LIST), {"q": NUMBER}, headers=headers)
        assert (answer.status_code, answer.url) == (302, reverse(LIST))

    def test_who_may_not_see_the_list_is_told_nothing(self, committee_client, person):
        assert committee_client.get(reverse(LIST), {"q": NUMBER}).status_code == 404

    def test_both_search_forms_are_posted(self, officer_client, person):
        html = text(officer_client, LIST)
        forms = re.findall(r"<form[^>]*people/find/[^>]*>", html)
        assert len(forms) == 2
        assert all('method="post"' in form for form in forms)

    def test_the_live_search_does_not_put_the_token_into_the_address(self, officer_client, person):
        assert 'hx-params="not csrfmiddlewaretoken"' in text(officer_client, LIST)

    def test_the_browser_does_not_remember_what_was_typed(self, officer_client, person):
        html = text(officer_client, LIST)
        boxes = re.findall(r'<input[^>]*name="q"[^>]*>', html)
        assert ['autocomplete="off"' in box for box in boxes] == [True, True]
