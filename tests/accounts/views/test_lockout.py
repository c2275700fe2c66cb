"""Five wrong passwords close the door for a quarter of an hour, and say so."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.core.checks import run_checks
from django.test import RequestFactory
from django.urls import reverse

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from accounts.views.lockout import client_address, counted_name
from foundation.crypto import blind_index
from tests.accounts.conftest import PASSWORD
from tests.factories.wards import UserFactory


@pytest.fixture
def fail(sign_in):
    """`fail(3)` types a wrong password three times and gives the last answer."""

    def send(times, username="canbo"):
        return [sign_in(username, "sai rồi") for _ in range(times)][-1]

    return send


def locked(response) -> bool:
    return response.status_code == 429


@pytest.mark.usefixtures("clock", "person")
class TestLimit:
    def test_four_failures_do_not_lock(self, fail, sign_in):
        assert fail(4).status_code == 200
        assert sign_in().status_code == 302

    def test_the_fifth_does(self, fail):
        assert locked(fail(5))

    def test_a_success_starts_the_count_anew(self, fail, sign_in, visitor):
        fail(4)
        sign_in()
        visitor.post(reverse("account_logout"))
        assert fail(4).status_code == 200

    def test_the_right_password_does_not_open_it_then(self, fail, sign_in, visitor):
        fail(5)
        assert locked(sign_in())
        assert "_auth_user_id" not in visitor.session

    def test_another_name_still_gets_in(self, fail, sign_in):
        other = UserFactory(username="canbo2")
        other.set_password(PASSWORD)
        other.save()
        fail(5)
        assert sign_in("canbo2").status_code == 302

    def test_another_address_still_gets_in(self, fail, visitor):
        fail(5)
        data = {"login": "canbo", "password": PASSWORD}
        response = visitor.post(reverse("account_login"), data, REMOTE_ADDR="10.1.2.3")
        assert response.status_code == 302

    def test_capitals_and_spaces_give_no_further_tries(self, fail):
        for username in ("canbo", "Canbo", "CANBO", " canbo"):
            assert not locked(fail(1, username))
        assert locked(fail(1, "cAnBo"))

    def test_an_unknown_name_is_locked_alike(self, fail):
        assert locked(fail(5, "khongco"))


@pytest.mark.usefixtures("clock", "person")
class TestBehindAProxy:
    """Every request comes from the proxy, which adds the address of whoever called it."""

    PROXY, STRANGER, OFFICER = "10.0.0.1", "203.0.113.9", "10.20.0.7"

    @pytest.fixture
    def tried_from(self, visitor, settings):
        def send(forwarded, *, times=1, proxies=1, password="sai rồi"):
            settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
            data = {"login": "canbo", "password": password}
            headers = {"X-Forwarded-For": forwarded}
            answers = [
                visitor.post(
                    reverse("account_login"), data, headers=headers, REMOTE_ADDR=self.PROXY
                )
                for _ in range(times)
            ]
            return answers[-1]

        return send

    def test_a_stranger_locks_only_the_own_address(self, tried_from):
        assert locked(tried_from(self.STRANGER, times=5))
        assert tried_from(self.OFFICER, password=PASSWORD).status_code == 302

    def test_what_the_sender_wrote_in_front_changes_nothing(self, tried_from):
        for number in range(4):
            assert not locked(tried_from(f"192.0.2.{number}, {self.STRANGER}"))
        assert locked(tried_from(f"{self.OFFICER}, {self.STRANGER}"))
        assert not locked(tried_from(self.OFFICER))

    def test_of_two_proxies_the_outer_one_is_believed(self, tried_from):
        chain = f"192.0.2.1, {self.STRANGER}, 10.0.0.2"
        assert locked(tried_from(chain, times=5, proxies=2))
        assert AccessAttempt.objects.get().ip_address == self.STRANGER

    def test_without_a_proxy_nobody_chooses_an_address(self, tried_from):
        for number in range(4):
            tried_from(f"192.0.2.{number}", proxies=0)
        assert locked(tried_from("192.0.2.99", proxies=0))
        assert AccessAttempt.objects.get().ip_address == self.PROXY

    @pytest.mark.parametrize(("proxies", "refused"), [(1, False), (0, True)])
    def test_many_officers_may_sign_in_in_one_minute(self, visitor, settings, proxies, refused):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        answers = [
            visitor.post(
                reverse("account_login"),
                {"login": f"canbo{number}", "password": "sai rồi"},
                headers={"X-Forwarded-For": f"10.20.0.{number}"},
                REMOTE_ADDR=self.PROXY,
            )
            for number in range(31)
        ]
        assert locked(answers[-1]) is refused


@pytest.mark.usefixtures("person")
class TestCoolingOff:
    def test_after_a_quarter_of_an_hour_it_opens(self, fail, sign_in, clock):
        fail(5)
        clock.shift(timedelta(minutes=15, seconds=1))
        assert sign_in().status_code == 302

    def test_a_minute_before_it_does_not(self, fail, sign_in, clock):
        fail(5)
        clock.shift(timedelta(minutes=14))
        assert locked(sign_in())

    def test_failures_long_apart_do_not_add_up(self, fail, clock):
        fail(4)
        clock.shift(timedelta(minutes=16))
        assert fail(4).status_code == 200


@pytest.mark.usefixtures("clock", "person")
class TestThePage:
    def test_it_says_in_words_what_happened_and_how_long(self, fail):
        page = fail(5).content.decode()
        assert "Tạm khóa đăng nhập" in page
        assert "Đã nhập sai mật khẩu 5 lần. Hãy thử lại sau 15 phút" in page
        assert reverse("account_login") in page

    def test_it_does_not_say_whether_the_account_exists(self, fail):
        pages = [fail(5, username).content.decode() for username in ("canbo", "khongco")]
        assert "canbo" not in pages[0]
        assert _without_tokens(pages[0]) == _without_tokens(pages[1])

    def test_every_try_before_the_lock_is_in_the_log(self, fail):
        fail(5)
        assert AuditEvent.objects.filter(action=AuditAction.SIGN_IN_FAILED).count() >= 5

    def test_the_password_is_not_kept_beside_the_try(self, fail):
        fail(1)
        assert "sai" not in str(vars(AccessAttempt.objects.get()))

    def test_nor_is_one_that_was_typed_as_the_name(self, sign_in):
        sign_in(PASSWORD, "sai rồi", next="/cases/people/?q=Lò+Văn+Tùng")
        sign_in(PASSWORD, "sai rồi")
        kept = str(vars(AccessAttempt.objects.get()))
        assert PASSWORD not in kept
        assert "Tùng" not in kept

    def test_a_sign_in_is_told_once_in_our_own_log(self, sign_in, visitor):
        sign_in()
        visitor.post(reverse("account_logout"))
        assert not AccessLog.objects.exists()


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line.lower()]


class TestClientAddress:
    @pytest.mark.parametrize(
        ("address", "counted"),
        [("10.1.2.3", "10.1.2.3"), ("[2001:db8::1]:443", "2001:db8::1"), ("", None), ("x", None)],
    )
    def test_what_is_no_address_is_counted_as_none(self, address, counted):
        assert client_address(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


class TestCountedName:
    CANBO = blind_index("axes.username", "canbo")

    @pytest.mark.parametrize("typed", ["canbo", "CANBO", "  CanBo "])
    def test_from_the_credentials(self, typed):
        request = RequestFactory().post("/", {"login": "khac"})
        assert counted_name(request, {"username": typed}) == self.CANBO

    @pytest.mark.parametrize("credentials", [None, {}, {"username": None}])
    def test_else_from_the_form(self, credentials):
        request = RequestFactory().post("/", {"login": "CanBo"})
        assert counted_name(request, credentials) == self.CANBO

    def test_another_name_counts_apart(self):
        request = RequestFactory().post("/", {"login": "canbo2"})
        assert counted_name(request, None) not in {"canbo2", self.CANBO}

    def test_nothing_typed(self):
        assert counted_name(RequestFactory().get("/"), None) == ""


def test_the_settings_of_axes_name_things_that_exist():
    assert [message for message in run_checks() if (message.id or "").startswith("axes.")] == []
