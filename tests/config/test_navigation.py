"""The menu and the first page of every role, written out."""

import re

import pytest
from django.test import Client
from django.urls import resolve, reverse

from accounts.permissions import Role
from config.navigation import MENU
from tests.factories.wards import PostingFactory, posted

MENUS = {
    Role.OFFICER: [
        "Việc hôm nay",
        "Hồ sơ người",
        "Hộ và cam kết",
        "Hòm thư, đường dây nóng",
        "Tiêu chí xã, phường",
        "Báo cáo",
        "Nhập từ Excel",
        "Tổ dân phố, thôn",
    ],
    Role.CHIEF: [
        "Việc hôm nay",
        "Hồ sơ người",
        "Hộ và cam kết",
        "Hòm thư, đường dây nóng",
        "Tiêu chí xã, phường",
        "Báo cáo",
        "Nhập từ Excel",
        "Tổ dân phố, thôn",
        "Sổ đính chính",
        "Nhật ký truy cập",
    ],
    Role.GROUP_HEAD: [
        "Việc hôm nay",
        "Hộ và cam kết",
        "Hòm thư, đường dây nóng",
        "Tổ dân phố, thôn",
    ],
    Role.CLINIC: ["Việc hôm nay", "Người điều trị"],
    Role.CHAIR_OFFICE: [
        "Việc hôm nay",
        "Hồ sơ người",
        "Hộ và cam kết",
        "Hòm thư, đường dây nóng",
        "Tiêu chí xã, phường",
        "Báo cáo",
    ],
    Role.COMMITTEE: ["Tổng quan", "Tiêu chí xã, phường", "Ba giai đoạn", "Báo cáo"],
    Role.VERIFIER: ["Tổng quan", "Tiêu chí xã, phường", "Ba giai đoạn", "Báo cáo"],
    Role.AUDITOR: ["Nhật ký truy cập"],
    Role.ADMIN: ["Tổ dân phố, thôn", "Đơn vị hành chính", "Lịch nghỉ lễ, tết", "Sổ đính chính"],
}
FIRST_PAGES = {
    Role.OFFICER: "/today/",
    Role.CHIEF: "/today/",
    Role.GROUP_HEAD: "/today/",
    Role.CLINIC: "/today/",
    Role.CHAIR_OFFICE: "/today/",
    Role.COMMITTEE: "/overview/",
    Role.VERIFIER: "/overview/",
    Role.AUDITOR: "/units/audit/",
    Role.ADMIN: "/units/",
}


@pytest.fixture
def user_of(ward, group, area, nation):
    """`user_of(role)` serves where people of that role serve."""

    def made(role):
        places = {
            Role.GROUP_HEAD: {"group": group},
            Role.COMMITTEE: {"area": area},
            Role.VERIFIER: {"area": area},
            Role.ADMIN: {"area": nation},
        }
        return posted(role, **places.get(role, {"ward": ward}))

    return made


def own_password_page(client):
    """A page of the shell that every role may open."""
    return client.get(reverse("accounts:token-list"))


def menu(client) -> list[str]:
    return [str(line["label"]) for line in own_password_page(client).context["menu"]]


def test_every_role_is_written_out():
    assert set(MENUS) == set(FIRST_PAGES) == set(Role)


def test_a_role_sees_exactly_these_lines(user_of, client_of):
    assert {role: menu(client_of(user_of(role))) for role in Role} == MENUS


def test_every_line_of_a_role_s_menu_opens(user_of, client_of):
    clients = {role: client_of(user_of(role)) for role in Role}
    opened = {
        (role, line["url"]): client.get(line["url"]).status_code
        for role, client in clients.items()
        for line in own_password_page(client).context["menu"]
    }
    assert opened == dict.fromkeys(opened, 200)


def test_the_first_page(user_of, client_of):
    first = {role: client_of(user_of(role)).get("/") for role in Role}
    led = {role: (response.status_code, response.url) for role, response in first.items()}
    assert led == {role: (302, page) for role, page in FIRST_PAGES.items()}


@pytest.mark.parametrize("line", MENU, ids=lambda line: str(line.label))
def test_a_line_leads_to_a_view_that_asks_for_a_permission(line):
    view = resolve(reverse(line.url_name)).func
    assert getattr(getattr(view, "view_class", view), "permission", None) is not None


def test_two_posts_together_have_both_menus(user_of, ward, client_of):
    user = user_of(Role.CLINIC)
    PostingFactory(user=user, role=Role.AUDITOR, ward=ward)
    assert menu(client_of(user)) == ["Việc hôm nay", "Người điều trị", "Nhật ký truy cập"]


class TestShell:
    def test_the_line_of_the_open_page_is_marked(self, officer_client):
        page = officer_client.get(reverse("wards:group-list"))
        assert [line["label"] for line in page.context["menu"] if line["active"]] == [
            "Tổ dân phố, thôn"
        ]
        assert page.content.decode().count('aria-current="page"') == 1

    @pytest.mark.parametrize(
        ("url_name", "label"),
        [("wards:group-list", "Tổ dân phố, thôn"), ("wards:ward-list", "Đơn vị hành chính")],
    )
    def test_of_two_lines_under_one_address_the_nearest_is_marked(
        self, administrator, client_of, url_name, label
    ):
        page = client_of(administrator).get(reverse(url_name))
        assert [line["label"] for line in page.context["menu"] if line["active"]] == [label]

    def test_who_is_signed_in_and_as_what(self, officer_client):
        page = own_password_page(officer_client)
        assert page.context["role_labels"] == ["Cán bộ công an"]
        assert "Lê Văn Cán Bộ · Cán bộ công an" in page.content.decode()

    def test_the_search_of_people_is_for_those_who_may_see_them(
        self, officer_client, committee_client
    ):
        search = "Tìm người theo tên"
        assert search in own_password_page(officer_client).content.decode()
        assert search not in own_password_page(committee_client).content.decode()

    def test_the_search_of_people_is_posted(self, officer_client):
        html = own_password_page(officer_client).content.decode()
        (form,) = re.findall(r'<form[^>]*role="search"[^>]*>', html)
        assert 'method="post"' in form
        assert f'action="{reverse("cases:person-find")}"' in form

    def test_rights_are_told_to_templates_one_by_one(self, committee_client):
        may = own_password_page(committee_client).context["may"]
        assert {name for name, held in may.items() if held} == {
            "view_figures",
            "view_overview",
            "view_reports",
            "issue_area_reports",
        }

    def test_the_idle_limit_is_told_to_the_page(self, officer_client):
        assert 'data-idle-minutes="30"' in own_password_page(officer_client).content.decode()

    def test_the_demonstration_says_so_on_every_page(self, officer_client, settings):
        words = "Dữ liệu minh họa: người, hộ và số liệu trên màn hình đều được dựng lên"
        assert words in own_password_page(officer_client).content.decode()
        settings.DEMO = False
        assert words not in own_password_page(officer_client).content.decode()

    def test_a_page_starts_with_a_way_past_the_menu(self, officer_client):
        page = own_password_page(officer_client).content.decode()
        assert page.index('class="skip-link" href="#main"') < page.index("Điều hướng chính")
        assert 'id="main"' in page


class TestWithoutAPosting:
    def test_the_first_page_says_why_there_is_nothing(self, nobody, client_of):
        response = client_of(nobody).get("/")
        assert response.status_code == 200
        assert "chưa được phân công ở đơn vị nào" in response.content.decode()
        assert response.context["menu"] == []

    def test_a_posting_that_is_over_is_none(self, nobody, ward, client_of):
        PostingFactory(user=nobody, role=Role.CHIEF, ward=ward, valid_to="2024-01-01")
        assert "Chưa được phân công" in client_of(nobody).get("/").content.decode()

    def test_a_stranger_is_asked_to_sign_in(self, db):
        assert Client().get("/").url == "/accounts/login/?next=/"
