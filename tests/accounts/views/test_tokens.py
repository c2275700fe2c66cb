"""The screens of the own API keys."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from accounts.actions.tokens import MOST_TOKENS, create_token
from accounts.enums import AuditAction
from tests.assertions import assert_audited

LIST, CREATE = reverse("accounts:token-list"), reverse("accounts:token-create")
KEY = re.compile(r">([0-9a-f]{64})<")


@pytest.fixture
def browser(nobody, client_of):
    """Any user has own keys, whatever the role."""
    return client_of(nobody)


def page(client) -> str:
    response = client.get(LIST)
    assert response.status_code == 200
    return response.content.decode()


def revoke(client, token_key):
    return client.post(reverse("accounts:token-revoke", args=[token_key]))


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class TestList:
    def test_without_keys_it_says_so(self, browser):
        assert "Chưa có khóa nào." in page(browser)

    def test_own_keys_by_their_first_letters(self, browser, nobody):
        key = create_token(by=nobody)
        shown = page(browser)
        assert AuthToken.objects.get().token_key in shown
        assert key not in shown

    def test_keys_of_others_are_not_there(self, browser, officer):
        create_token(by=officer)
        assert AuthToken.objects.get().token_key not in page(browser)

    def test_a_key_that_ran_out_is_marked(self, browser, nobody):
        AuthToken.objects.create(nobody)
        assert "đã hết hiệu lực" not in page(browser)
        AuthToken.objects.update(expiry=timezone.now() - timedelta(days=1))
        assert "đã hết hiệu lực" in page(browser)

    def test_days_are_those_of_viet_nam(self, browser, nobody):
        AuthToken.objects.create(nobody)
        AuthToken.objects.update(created=datetime(2026, 3, 9, 18, 30, tzinfo=UTC))
        assert "10/03/2026" in page(browser)

    def test_every_form_has_another_submission_key(self, browser):
        keys = [re.search(r'name="submission"\s+value="([^"]+)"', page(browser))[1] for _ in "12"]
        assert keys[0] != keys[1]

    @pytest.mark.parametrize("count", [1, 3, MOST_TOKENS])
    def test_it_costs_the_same_for_any_number(
        self, count, browser, nobody, django_assert_num_queries
    ):
        for _ in range(count):
            AuthToken.objects.create(nobody)
        page(browser)
        with django_assert_num_queries(4):
            page(browser)


class TestCreating:
    def test_the_key_is_shown_once_and_works(self, browser, nobody, client):
        shown = browser.post(CREATE, {"submission": uuid4()})
        key = KEY.search(shown.content.decode())[1]
        assert "no-store" in shown["Cache-Control"]
        assert key not in page(browser)
        answer = client.get("/api/v1/wards/", headers={"Authorization": f"Token {key}"})
        assert answer.status_code == 404  # known, but holds no right anywhere
        assert_audited(AuditAction.TOKEN_CREATED, by=nobody, target=nobody)

    def test_a_double_click_makes_one_key(self, browser):
        form = {"submission": uuid4()}
        browser.post(CREATE, form)
        second = browser.post(CREATE, form, follow=True)
        assert second.redirect_chain == [(LIST, 302)]
        assert told(second)[0].startswith("Khóa đã được tạo ở lần bấm trước.")
        assert AuthToken.objects.count() == 1

    @pytest.mark.parametrize("submission", ["", "abc", "\x00", "1" * 500])
    def test_a_form_without_a_proper_submission_key_is_not_an_error(self, browser, submission):
        assert browser.post(CREATE, {"submission": submission}).status_code == 200

    def test_one_too_many_is_refused_in_words(self, browser, nobody):
        for _ in range(MOST_TOKENS):
            AuthToken.objects.create(nobody)
        refused = browser.post(CREATE, {"submission": uuid4()}, follow=True)
        assert told(refused) == ["Đã có 5 khóa; thu hồi một khóa cũ trước."]

    def test_a_link_makes_no_key(self, browser):
        assert browser.get(CREATE).status_code == 405
        assert AuthToken.objects.count() == 0


class TestRevoking:
    def test_the_key_stops_working_at_once(self, browser, nobody, client):
        headers = {"Authorization": f"Token {create_token(by=nobody)}"}
        assert client.get("/api/v1/wards/", headers=headers).status_code == 404
        done = browser.post(
            reverse("accounts:token-revoke", args=[AuthToken.objects.get().token_key]), follow=True
        )
        assert told(done) == ["Đã thu hồi khóa."]
        assert client.get("/api/v1/wards/", headers=headers).status_code == 401

    def test_a_key_of_somebody_else_is_like_a_missing_one(self, browser, officer):
        create_token(by=officer)
        assert revoke(browser, AuthToken.objects.get().token_key).status_code == 404
        assert revoke(browser, "0" * 15).status_code == 404
        assert AuthToken.objects.count() == 1

    @pytest.mark.parametrize("name", ["a%00b", "a.b", "a%20b", "x" * 300])
    def test_a_strange_name_is_not_an_error(self, browser, name):
        url = reverse("accounts:token-revoke", args=["name"]).replace("name", name)
        assert browser.post(url).status_code == 404

    def test_a_link_revokes_nothing(self, browser, nobody):
        AuthToken.objects.create(nobody)
        url = reverse("accounts:token-revoke", args=[AuthToken.objects.get().token_key])
        assert browser.get(url).status_code == 405
        assert AuthToken.objects.count() == 1


@pytest.mark.django_db
def test_without_signing_in_there_are_no_keys(client):
    for response in (client.get(LIST), client.post(CREATE), revoke(client, "abc")):
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))
