"""Signing in to the API: by a key that can be taken back, or by the browser's session."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from accounts.actions.tokens import create_token, revoke_token
from tests.assertions import assert_audited

WARDS, PEOPLE = "/api/v1/wards/", "/api/v1/people/"


def told(response) -> tuple[int, str]:
    (error,) = response.json()["errors"]
    assert error["field"] is None
    return response.status_code, error["message"]


WRONG = (401, "Khóa truy cập không đúng hoặc đã bị thu hồi.")
MISSING = (401, "Chưa đăng nhập; gửi kèm khóa truy cập API.")


class TestKeys:
    def test_a_key_opens_what_its_owner_may_see(self, officer, program_of, ward, other_ward):
        rows = program_of(officer).get(WARDS).json()["results"]
        assert [row["name"] for row in rows] == ["Nam Cường"]

    def test_a_key_gives_no_more_than_its_owner_holds(self, committee, program_of, person):
        assert program_of(committee).get(PEOPLE).status_code == 404

    def test_what_a_program_does_is_its_owners_doing(self, officer, program_of, person):
        program_of(officer).get(f"{PEOPLE}{person.pk}/")
        assert_audited("cases.person_read", by=officer, target=person)

    def test_a_program_needs_no_form_token(self, officer, program_of, person):
        body = {"version": 1, "occupation": "Thợ xây"}
        answer = program_of(officer).patch(f"{PEOPLE}{person.pk}/", body, format="json")
        assert answer.status_code == 200

    def test_a_key_taken_back_is_none(self, officer, client, ward):
        headers = {"Authorization": f"Token {create_token(by=officer)}"}
        assert client.get(WARDS, headers=headers).status_code == 200
        revoke_token(by=officer, token_key=AuthToken.objects.get().token_key)
        assert told(client.get(WARDS, headers=headers)) == WRONG

    def test_a_key_that_ran_out_is_none(self, officer, program_of, ward):
        program = program_of(officer)
        AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
        assert told(program.get(WARDS)) == WRONG

    def test_the_key_of_somebody_who_left_is_none(self, officer, program_of, ward):
        program = program_of(officer)
        type(officer).objects.filter(pk=officer.pk).update(is_active=False)
        assert program.get(WARDS).status_code == 401

    def test_the_key_of_somebody_who_was_moved_follows_the_posting(self, officer, program_of, ward):
        program = program_of(officer)
        officer.postings.update(valid_to=timezone.localdate())
        assert program.get(WARDS).status_code == 404

    @pytest.mark.parametrize(
        "header",
        ["Token", "Token a b", "Token abc", "Token \xff\xfe", "Token a\x00b", "Token " + "a" * 64],
    )
    def test_what_is_no_key(self, header, client, ward):
        answer = client.get(WARDS, headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Token"
        assert told(answer)[1]

    @pytest.mark.parametrize("header", ["", "Basic YTpi", "Bearer abc"])
    def test_another_way_to_sign_in(self, header, client, ward):
        assert told(client.get(WARDS, headers={"Authorization": header})) == MISSING

    def test_the_refusal_of_a_wrong_key_is_vietnamese(self, client, ward):
        answer = client.get(WARDS, headers={"Authorization": "Token abc"})
        assert not told(answer)[1].isascii()


class TestSessions:
    def test_a_session_reads(self, officer_client, ward):
        assert officer_client.get(WARDS).status_code == 200

    def test_a_session_writes_only_with_the_form_token(self, officer, person):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        body = {"version": 1, "occupation": "Thợ xây"}
        refused = strict.patch(f"{PEOPLE}{person.pk}/", body, content_type="application/json")
        assert told(refused) == (403, "Yêu cầu bị từ chối.")
        person.refresh_from_db()
        assert person.occupation == ""

    def test_the_form_token_opens_it(self, officer, person):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        strict.get("/accounts/tokens/")
        token = strict.cookies["csrftoken"].value
        answer = strict.patch(
            f"{PEOPLE}{person.pk}/",
            {"version": 1, "occupation": "Thợ xây"},
            content_type="application/json",
            headers={"X-CSRFToken": token},
        )
        assert answer.status_code == 200

    def test_without_either(self, client, ward):
        assert told(client.get(WARDS)) == MISSING

    def test_a_form_of_a_stranger_is_answered_in_the_same_shape(self, client, ward):
        answer = client.post(PEOPLE, {"owner": "x", "full_name": "Lò A Tùng"})
        assert told(answer) == MISSING

    def test_a_broken_form_of_a_program_is_answered_in_the_same_shape(self, officer, program_of):
        answer = program_of(officer).post(PEOPLE, b"x", content_type="multipart/form-data")
        assert told(answer) == (415, "Chỉ nhận JSON.")


class TestSpeech:
    def test_it_answers_in_json_whatever_is_preferred(self, officer_client, ward):
        answer = officer_client.get(WARDS, headers={"Accept": "application/json, text/html"})
        assert answer["Content-Type"] == "application/json"

    def test_who_takes_only_pages_is_told_so(self, officer_client, ward):
        answer = officer_client.get(WARDS, headers={"Accept": "text/html"})
        assert told(answer) == (406, "Chỉ trả lời bằng JSON.")

    def test_options_tell_nothing(self, officer_client, ward):
        assert officer_client.options(WARDS).status_code == 405

    def test_head_is_get_without_the_rows(self, officer_client, ward):
        answer = officer_client.head(WARDS)
        assert (answer.status_code, answer.content) == (200, b"")
