"""The door: signing in and out, and what the log says of it."""

import pytest
from axes.exceptions import AxesBackendRequestParameterRequired
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from accounts.adapter import OfficerAdapter
from accounts.enums import AuditAction
from accounts.models import AuditEvent
from tests.accounts.conftest import PASSWORD
from tests.assertions import assert_audited

LOGIN = "/accounts/login/"


def signed_in(visitor) -> bool:
    return "_auth_user_id" in visitor.session


class TestTheForm:
    def test_it_is_vietnamese_and_in_our_shell(self, visitor):
        page = visitor.get(LOGIN).content.decode()
        for words in ("Tên đăng nhập", "Mật khẩu", "Đăng nhập", "liên hệ quản trị hệ thống"):
            assert words in page
        assert '<html lang="vi">' in page
        assert "product.css" in page

    def test_it_warns_of_what_does_not_belong_here(self, visitor):
        assert "Hệ thống không dùng để lưu tài liệu mật." in visitor.get(LOGIN).content.decode()

    def test_it_says_that_the_data_are_invented(self, visitor, settings):
        assert "Dữ liệu minh họa" in visitor.get(LOGIN).content.decode()
        settings.DEMO = False
        assert "Dữ liệu minh họa" not in visitor.get(LOGIN).content.decode()

    def test_it_shows_no_menu(self, visitor):
        assert "Điều hướng chính" not in visitor.get(LOGIN).content.decode()

    def test_every_field_has_a_label_and_helps_a_password_manager(self, visitor):
        page = visitor.get(LOGIN).content.decode()
        for name, completes in (("login", "username"), ("password", "current-password")):
            assert f'for="id_{name}"' in page
            assert f'autocomplete="{completes}"' in page

    def test_nobody_registers_alone(self, visitor):
        assert OfficerAdapter().is_open_for_signup(None) is False
        assert visitor.get("/accounts/signup/").status_code == 404
        assert visitor.get("/accounts/password/reset/").status_code == 404


class TestComingIn:
    def test_name_and_password_open_the_first_page(self, sign_in, person, visitor):
        response = sign_in()
        assert (response.status_code, response.url) == (302, "/")
        assert signed_in(visitor)

    @pytest.mark.parametrize("typed", ["CANBO", "CanBo", " canbo "])
    def test_the_name_may_be_typed_in_any_case(self, sign_in, person, typed):
        assert sign_in(typed).status_code == 302

    def test_it_is_told_once(self, sign_in, person):
        sign_in()
        assert_audited(AuditAction.SIGNED_IN, by=person, target=person)

    def test_a_new_session_key_is_given(self, sign_in, person, visitor):
        visitor.get(LOGIN)
        session = visitor.session
        session["before"] = 1
        session.save()
        visitor.cookies["sessionid"] = session.session_key
        sign_in()
        assert visitor.session.session_key != session.session_key

    def test_who_is_in_already_is_sent_on(self, sign_in, person, visitor):
        sign_in()
        assert visitor.get(LOGIN).url == "/"

    def test_a_page_asked_for_before_is_shown_after(self, sign_in, person, visitor):
        asked = visitor.get("/units/groups/")
        assert asked.url == f"{LOGIN}?next=/units/groups/"
        assert 'value="/units/groups/"' in visitor.get(asked.url).content.decode()
        assert sign_in(next="/units/groups/").url == "/units/groups/"

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://example.com/",
            "//example.com/",
            "http:example.com",
            "javascript:alert(1)",
            "/\\example.com",
        ],
    )
    def test_it_never_leads_to_another_site(self, sign_in, person, elsewhere):
        assert sign_in(next=elsewhere).url == "/"


class TestBeingRefused:
    def test_a_wrong_password_is_told_in_words(self, sign_in, person, visitor):
        response = sign_in(password="sai rồi")
        assert response.status_code == 200
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in response.content.decode()
        assert not signed_in(visitor)

    def test_an_unknown_name_is_answered_alike(self, sign_in, person):
        answers = []
        for username in ("canbo", "khongco"):
            page = sign_in(username, "sai rồi").context["form"]
            answers.append(page.errors.as_json())
        assert answers[0] == answers[1]

    def test_the_password_is_not_sent_back(self, sign_in, person):
        assert "sai rồi" not in sign_in(password="sai rồi").content.decode()

    @pytest.mark.parametrize("typed", ["canbo", "CANBO", " CanBo "])
    def test_the_log_names_the_account(self, sign_in, person, typed):
        sign_in(typed, "sai rồi")
        assert_audited(AuditAction.SIGN_IN_FAILED, by=None, target=person)

    def test_nothing_typed_is_refused_without_a_try(self, sign_in, visitor):
        errors = sign_in("", "").context["form"].errors
        assert set(errors) == {"login", "password"}
        assert not AuditEvent.objects.exists()

    def test_a_closed_account_stays_out(self, sign_in, person, visitor):
        person.is_active = False
        person.save()
        response = sign_in()
        assert (response.status_code, response.url) == (302, LOGIN)
        assert not signed_in(visitor)
        page = visitor.get(LOGIN).content.decode()
        assert "Tài khoản này đang bị khóa. Liên hệ quản trị hệ thống của đơn vị." in page

    def test_that_it_is_closed_is_told_only_to_whoever_knows_the_password(
        self, sign_in, person, visitor
    ):
        person.is_active = False
        person.save()
        assert "mật khẩu không đúng" in sign_in(password="sai rồi").content.decode()
        assert "đang bị khóa" not in visitor.get(LOGIN).content.decode()

    def test_an_account_without_a_password_stays_out(self, sign_in, person, visitor):
        person.set_unusable_password()
        person.save()
        assert sign_in().status_code == 200
        assert not signed_in(visitor)

    def test_a_form_without_its_token_is_refused(self, person):
        strict = Client(enforce_csrf_checks=True)
        response = strict.post(LOGIN, {"login": "canbo", "password": PASSWORD})
        assert response.status_code == 403
        assert "Biểu mẫu đã hết hạn" in response.content.decode()


class TestLeaving:
    def test_only_a_sent_form_signs_out(self, sign_in, person, visitor):
        sign_in()
        page = visitor.get(reverse("account_logout"))
        assert page.status_code == 200
        assert "Đăng xuất khỏi hệ thống?" in page.content.decode()
        assert signed_in(visitor)

    def test_signing_out_ends_the_session_and_is_told(self, sign_in, person, visitor):
        sign_in()
        response = visitor.post(reverse("account_logout"))
        assert response.status_code == 302
        assert not signed_in(visitor)
        assert_audited(AuditAction.SIGNED_OUT, by=person, target=person)

    def test_afterwards_pages_ask_for_a_sign_in(self, sign_in, person, visitor):
        sign_in()
        visitor.post(reverse("account_logout"))
        assert visitor.get("/").url == f"{LOGIN}?next=/"

    def test_leaving_twice_is_told_once(self, sign_in, person, visitor):
        sign_in()
        visitor.post(reverse("account_logout"))
        visitor.post(reverse("account_logout"))
        assert AuditEvent.objects.filter(action=AuditAction.SIGNED_OUT).count() == 1


def test_a_try_that_could_not_be_counted_is_a_mistake(person):
    with pytest.raises(AxesBackendRequestParameterRequired):
        authenticate(username="canbo", password=PASSWORD)
