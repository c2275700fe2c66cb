"""One sign-in per role; each leads to a page that works."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from demo.logins import DEMO_LOGINS, DEMO_PASSWORD
from wards.models import Posting
from wards.models.scope import posted_roles

FIRST_PAGES = {
    "canbo": "reports:today",
    "canbo2": "reports:today",
    "truongca": "reports:today",
    "totruong": "reports:today",
    "yte": "reports:today",
    "ubnd": "reports:today",
    "banchidao": "reports:overview",
    "thamdinh": "reports:overview",
    "kiemtra": "wards:audit-list",
    "quantri": "wards:ward-list",
}
ROLES = {
    "canbo": Role.OFFICER,
    "canbo2": Role.OFFICER,
    "truongca": Role.CHIEF,
    "totruong": Role.GROUP_HEAD,
    "yte": Role.CLINIC,
    "ubnd": Role.CHAIR_OFFICE,
    "banchidao": Role.COMMITTEE,
    "thamdinh": Role.VERIFIER,
    "kiemtra": Role.AUDITOR,
    "quantri": Role.ADMIN,
}
pytestmark = pytest.mark.usefixtures("demo")


def test_every_role_has_a_login():
    assert [username for username, _words in DEMO_LOGINS] == list(ROLES)
    assert set(ROLES.values()) == set(Role)


@pytest.mark.parametrize("username", ROLES)
def test_a_login_holds_its_role_today(username):
    roles = [posted.role for posted in posted_roles(User.objects.get(username=username))]
    assert roles == [ROLES[username]]


@pytest.mark.parametrize("username", ROLES)
def test_the_printed_password_opens_it(username):
    request = RequestFactory().post("/")
    assert authenticate(request, username=username, password=DEMO_PASSWORD) is not None


def test_nobody_else_can_sign_in():
    able = [user.username for user in User.objects.order_by("pk") if user.has_usable_password()]
    assert sorted(able) == sorted(ROLES)


@pytest.mark.parametrize("username", ROLES)
def test_the_first_page_answers(username, client_of):
    client = client_of(User.objects.get(username=username))
    response = client.get(reverse("home"), follow=True)
    assert response.redirect_chain[0][0] == reverse(FIRST_PAGES[username])
    assert response.status_code == 200
    assert "Dữ liệu minh họa" in response.content.decode()


def test_the_two_officers_serve_different_wards():
    places = dict(
        Posting.objects.filter(
            user__username__in=["canbo", "canbo2"], valid_to__year=9999
        ).values_list("user__username", "ward__name")
    )
    assert places == {"canbo": "Cam Đường", "canbo2": "Cốc San"}
