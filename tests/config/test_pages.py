"""What all pages share: headers, language, error pages, the answer for the load balancer."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults
from django.views.csrf import csrf_failure
from knox.models import AuthToken

from config import errors

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "frame-ancestors": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
}
ERROR_PAGES = {
    400: ("Yêu cầu không hợp lệ", "Máy chủ không đọc được yêu cầu này."),
    403: ("Không được phép", "quyền"),
    404: ("Không tìm thấy", "không thuộc địa bàn bạn được phân công"),
    500: ("Hệ thống gặp lỗi", "Việc bạn vừa làm chưa được lưu."),
}


class TestHeaders:
    @pytest.fixture(params=["sign-in", "page", "missing"])
    def response(self, request, officer_client):
        if request.param == "sign-in":
            return Client().get("/accounts/login/")
        return officer_client.get("/units/groups/" if request.param == "page" else "/nothing/")

    def test_the_content_policy_is_exactly_this(self, response):
        sent = response["Content-Security-Policy"].split(";")
        policy = dict(part.strip().split(" ", 1) for part in sent)
        assert policy == POLICY

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("X-Frame-Options", "DENY"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ],
    )
    def test_the_other_headers(self, response, name, value):
        assert response[name] == value

    def test_no_page_carries_scripts_or_styles_of_its_own(self, response):
        page = response.content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
        assert "<style" not in page
        assert re.findall(r"\s(style|on[a-z]+)=\"", page) == []

    def test_nothing_is_fetched_from_elsewhere(self, response):
        page = response.content.decode()
        assert re.findall(r"(?:src|href)=\"(?:https?:)?//", page) == []


class TestCaches:
    @pytest.mark.parametrize("url", ["/units/groups/", "/people/", "/nothing/", "/api/v1/people/"])
    def test_no_answer_to_somebody_signed_in_is_kept(self, officer_client, url):
        assert officer_client.get(url)["Cache-Control"] == "no-store, private"

    def test_nor_an_answer_to_a_program(self, officer):
        _row, key = AuthToken.objects.create(user=officer)
        response = Client().get("/api/v1/people/", headers={"Authorization": f"Token {key}"})
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private")

    def test_a_page_that_says_more_itself_is_left_alone(self, officer_client):
        assert "max-age=0" in officer_client.post("/accounts/tokens/new/")["Cache-Control"]

    def test_files_of_the_product_are_kept(self, officer_client):
        sent = officer_client.get("/static/js/product.js")
        sent.close()
        assert "no-store" not in sent.get("Cache-Control", "")

    @pytest.mark.parametrize(
        "url", ["/people/", "/households/", "/fixtures/", "/units/groups/", "/units/"]
    )
    def test_a_list_and_its_fragment_are_told_apart(self, officer_client, url):
        answers = [officer_client.get(url, headers=h) for h in ({}, {"HX-Request": "true"})]
        assert ["HX-Request" in answer["Vary"] for answer in answers] == [True, True]
        assert ["<html" in answer.content.decode() for answer in answers] == [True, False]


class TestLanguage:
    def shown(self, client) -> str:
        page = client.get("/accounts/login/").content.decode()
        return re.search(r'<html lang="(\w+)">', page)[1]

    def switch(self, client, language, **more):
        return client.post("/i18n/setlang/", {"language": language} | more)

    def test_it_is_vietnamese_on_an_english_windows(self, db):
        client = Client(headers={"Accept-Language": "en-US,en;q=0.9"})
        assert self.shown(client) == "vi"

    def test_the_switch_turns_it_and_turns_it_back(self, client):
        self.switch(client, "en")
        assert self.shown(client) == "en"
        self.switch(client, "vi")
        assert self.shown(client) == "vi"

    def test_the_sign_in_page_offers_it_too(self, client):
        assert 'value="en" lang="en"' in client.get("/accounts/login/").content.decode()

    @pytest.mark.parametrize("language", ["fr", "", "../en"])
    def test_another_language_changes_nothing(self, client, language):
        self.switch(client, language)
        assert self.shown(client) == "vi"

    def test_a_forged_cookie_changes_nothing(self, client):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
        assert self.shown(client) == "vi"

    def test_the_reader_stays_on_the_page(self, officer_client):
        assert self.switch(officer_client, "en", next="/units/groups/?q=1").url == (
            "/units/groups/?q=1"
        )

    def test_it_never_leads_to_another_site(self, officer_client):
        assert self.switch(officer_client, "en", next="https://example.com/").url == "/"

    def test_every_page_offers_the_other_one(self, officer_client):
        page = officer_client.get("/units/groups/").content.decode()
        assert 'value="en" lang="en"' in page
        self.switch(officer_client, "en")
        page = officer_client.get("/units/groups/").content.decode()
        assert 'value="vi" lang="vi"' in page

    def test_the_languages_on_offer(self):
        assert dict(settings.LANGUAGES) == {"vi": "Tiếng Việt", "en": "Tiếng Anh"}
        assert settings.LANGUAGE_CODE == "vi"


class TestErrorPages:
    @pytest.fixture
    def answer(self):
        request = RequestFactory().get("/nothing/")
        return {
            400: lambda: errors.bad_request(request, SuspiciousOperation("inside")),
            403: lambda: defaults.permission_denied(request, PermissionDenied("inside")),
            404: lambda: errors.not_found(request, BadRequest("inside")),
            500: lambda: errors.server_error(request),
        }

    @pytest.mark.parametrize("status", ERROR_PAGES)
    def test_each_says_in_vietnamese_what_happened_and_what_to_do(self, answer, status):
        response = answer[status]()
        page = response.content.decode()
        assert response.status_code == status
        for words in ERROR_PAGES[status]:
            assert words in page
        assert '<html lang="vi">' in page
        assert 'href="/"' in page

    @pytest.mark.parametrize("status", ERROR_PAGES)
    def test_none_tells_what_went_on_inside(self, answer, status):
        assert "inside" not in answer[status]().content.decode()

    @pytest.mark.parametrize("status", ERROR_PAGES)
    def test_each_names_its_language(self, answer, status):
        with translation.override("en"):
            assert '<html lang="en">' in answer[status]().content.decode()

    def test_a_form_that_is_too_old(self):
        response = csrf_failure(RequestFactory().post("/"), reason="inside")
        assert response.status_code == 403
        page = response.content.decode()
        assert "Biểu mẫu đã hết hạn" in page
        assert "inside" not in page

    def test_a_stranger_sees_the_page_of_a_missing_address(self, db):
        response = Client().get("/nothing/")
        assert response.status_code == 404
        assert "Không tìm thấy" in response.content.decode()

    def test_a_crash_is_answered_by_its_page(self, officer_client, settings, monkeypatch):
        """An address of the product whose code fails."""
        monkeypatch.setattr("config.home.permissions_of", lambda _user: 1 / 0)
        officer_client.raise_request_exception = False
        response = officer_client.get("/")
        assert response.status_code == 500
        assert "Việc bạn vừa làm chưa được lưu." in response.content.decode()
        assert "ZeroDivisionError" not in response.content.decode()


class TestHealth:
    def test_it_answers_without_a_sign_in_and_without_the_database(self, client):
        response = client.get("/healthz")
        assert (response.status_code, response.content) == (200, b"ok")
        assert response["Content-Type"] == "text/plain"

    def test_it_sets_no_cookie(self, client):
        assert client.get("/healthz").cookies == {}
