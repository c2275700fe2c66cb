"""Choosing another password."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from tests.accounts.conftest import PASSWORD
from tests.assertions import assert_audited
from tests.factories.wards import UserFactory

URL = "/accounts/password/change/"
NEW = "đồi chè mùa thu 8"


@pytest.fixture
def client(person, visitor, client_of):
    return client_of(person)


def typed(**fields):
    return {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW} | fields


class TestThePage:
    def test_it_is_vietnamese_and_in_our_shell(self, client):
        page = client.get(URL).content.decode()
        for words in ("Đổi mật khẩu", "Mật khẩu hiện tại", "Mật khẩu mới", "Nhập lại mật khẩu mới"):
            assert words in page
        assert "Điều hướng chính" in page
        assert "Password" not in page.replace("password", "")

    def test_every_page_links_to_it(self, client):
        assert f'href="{URL}"' in client.get(reverse("wards:group-list")).content.decode()

    def test_it_needs_a_sign_in(self, db):
        assert Client().get(URL).url == f"/accounts/login/?next={URL}"

    def test_an_account_without_a_password_has_no_such_page(self, client_of, db):
        assert client_of(UserFactory()).get(URL).status_code == 404


class TestChanging:
    def test_the_new_one_opens_and_the_old_one_does_not(self, client, person):
        response = client.post(URL, typed())
        assert (response.status_code, response.url) == (302, reverse("home"))
        person.refresh_from_db()
        assert person.check_password(NEW)
        assert not person.check_password(PASSWORD)

    def test_it_is_told_in_words_and_in_the_log(self, client, person):
        client.post(URL, typed())
        assert "Đã đổi mật khẩu." in client.get(reverse("wards:group-list")).content.decode()
        event = assert_audited(AuditAction.PASSWORD_CHANGED, by=person, target=person)
        assert NEW not in str(vars(event))

    def test_this_session_goes_on_and_all_others_end(self, client, person, client_of):
        elsewhere = client_of(person)
        client.post(URL, typed())
        assert client.get(reverse("wards:group-list")).status_code == 200
        assert elsewhere.get(reverse("wards:group-list")).status_code == 302


class TestRefusals:
    @pytest.mark.parametrize(
        ("fields", "name", "words"),
        [
            ({"oldpassword": "sai rồi"}, "oldpassword", "Nhập mật khẩu hiện tại."),
            (
                {"password2": "khác hẳn 12345"},
                "password2",
                "Hai lần nhập mật khẩu phải giống nhau.",
            ),
            (
                {"password1": "ngắn", "password2": "ngắn"},
                "password1",
                "Mật khẩu quá ngắn. Mật khẩu phải có ít nhất 10 ký tự.",
            ),
            (
                {"password1": "password123", "password2": "password123"},
                "password1",
                "Mật khẩu này quá phổ biến.",
            ),
        ],
    )
    def test_each_in_words_and_nothing_changes(self, client, person, fields, name, words):
        response = client.post(URL, typed(**fields))
        assert response.context["form"].errors == {name: [words]}
        assert words in response.content.decode()
        person.refresh_from_db()
        assert person.check_password(PASSWORD)
        assert not AuditEvent.objects.filter(action=AuditAction.PASSWORD_CHANGED).exists()

    def test_no_password_is_sent_back(self, client):
        page = client.post(URL, typed(oldpassword="sai rồi")).content.decode()
        assert NEW not in page
        assert "sai rồi" not in page

    def test_guessing_the_old_one_is_stopped_in_words(self, client):
        answers = [client.post(URL, typed(oldpassword="sai rồi")) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert "Gửi quá nhiều lần" in answers[-1].content.decode()
