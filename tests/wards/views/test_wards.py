"""The register of units and what wards declared."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from tests.assertions import HIDDEN, assert_audited, assert_hidden, assert_refused, statuses
from tests.factories.wards import (
    REFORM_DAY,
    AreaFactory,
    AreaWardFactory,
    WardFactory,
    WardSuccessionFactory,
    posted,
)
from wards.enums import AreaKind, AuditAction
from wards.models import PopulationFigure, Ward

SEES_FIGURES = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE, Role.COMMITTEE, Role.VERIFIER}


def listed(client, **search) -> list[str]:
    response = client.get(reverse("wards:ward-list"), search)
    assert response.status_code == 200
    return [str(ward) for ward in response.context["object_list"]]


@pytest.fixture
def admin_client(administrator, client_of):
    return client_of(administrator)


@pytest.fixture
def reform(db):
    return WardSuccessionFactory(
        from_ward__name="Kim Tân",
        from_ward__code="02647",
        to_ward__name="Lào Cai",
        to_ward__code="02647",
        legal_basis="Nghị quyết 1673/NQ-UBTVQH15",
    )


class TestWhoSeesWhat:
    def test_a_role_sees_its_ward_or_no_page(self, ward, other_ward, client_of):
        clients = {role: client_of(posted(role, ward=ward)) for role in Role}
        found = {
            role: HIDDEN if statuses(client, "wards:ward-list") == HIDDEN else listed(client)
            for role, client in clients.items()
        }
        sees = SEES_FIGURES | {Role.ADMIN}
        assert found == {role: ["phường Nam Cường"] if role in sees else HIDDEN for role in Role}

    def test_an_administrator_sees_all_units_there_ever_were(self, admin_client, reform, ward):
        assert set(listed(admin_client)) == {"phường Kim Tân", "phường Lào Cai", "phường Nam Cường"}

    def test_a_stranger_is_told_nothing(self, nobody, client_of, ward):
        assert_hidden(client_of(nobody), "wards:ward-list")

    def test_without_signing_in_one_is_sent_to_the_door(self, client, ward):
        response = client.get(reverse("wards:ward-list"))
        assert (response.status_code, "login" in response.url) == (302, True)


class TestReorganisations:
    def test_a_unit_shows_what_became_of_it(self, admin_client, reform):
        page = admin_client.get(reverse("wards:ward-list"), {"state": "ended"}).content.decode()
        words = " ".join(page.split())
        assert "Nay là phường Lào Cai (02647) từ 01/07/2025, Nghị quyết 1673/NQ-UBTVQH15" in words

    def test_a_unit_shows_what_it_came_from(self, admin_client, reform):
        page = admin_client.get(reverse("wards:ward-list"), {"state": "current"}).content.decode()
        assert "phường Kim Tân" in page

    def test_the_days_of_a_unit(self, admin_client, reform):
        page = " ".join(admin_client.get(reverse("wards:ward-list")).content.decode().split())
        assert "01/01/2020 đến trước 01/07/2025" in page
        assert "từ 01/07/2025" in page


class TestLinks:
    def links(self, ward) -> list[str]:
        return [
            reverse("wards:ward-population", args=[ward.pk]),
            f"{reverse('wards:group-create')}?ward={ward.pk}",
        ]

    def test_who_keeps_the_ward_is_led_on(self, officer_client, ward):
        page = officer_client.get(reverse("wards:ward-list")).content.decode()
        assert [link in page for link in self.links(ward)] == [True, True]

    def test_who_only_reads_is_not(self, committee_client, ward):
        page = committee_client.get(reverse("wards:ward-list")).content.decode()
        assert [link in page for link in self.links(ward)] == [False, False]

    def test_an_ended_unit_leads_nowhere(self, admin_client, reform):
        page = admin_client.get(reverse("wards:ward-list"), {"state": "ended"}).content.decode()
        assert [link in page for link in self.links(reform.from_ward)] == [False, False]


class TestBorder:
    def url(self, ward):
        return reverse("wards:ward-border", args=[ward.pk])

    @pytest.mark.parametrize(
        ("was", "sent", "told"),
        [
            (False, "yes", "Đã đánh dấu giáp biên giới: phường Nam Cường."),
            (True, "no", "Đã bỏ đánh dấu giáp biên giới: phường Nam Cường."),
        ],
    )
    def test_an_administrator_marks_it_and_is_told(
        self, admin_client, administrator, ward, was, sent, told
    ):
        Ward.objects.filter(pk=ward.pk).update(is_border=was)
        response = admin_client.post(
            f"{self.url(ward)}?q=nam&page=1", {"is_border": sent}, follow=True
        )
        ward.refresh_from_db()
        assert ward.is_border is (sent == "yes")
        assert response.redirect_chain == [(f"/units/?q=nam&page=1#ward-{ward.pk}", 302)]
        assert told in response.content.decode()
        event = assert_audited(AuditAction.WARD_MARKED, by=administrator, target=ward)
        assert (event.before, event.after) == ({"is_border": was}, {"is_border": sent == "yes"})

    @pytest.mark.parametrize(
        ("is_border", "value", "words"),
        [(False, "yes", "Đánh dấu giáp biên giới"), (True, "no", "Bỏ đánh dấu giáp biên giới")],
    )
    def test_the_list_offers_the_opposite(self, admin_client, ward, is_border, value, words):
        Ward.objects.filter(pk=ward.pk).update(is_border=is_border)
        page = admin_client.get(reverse("wards:ward-list"), {"q": "nam"}).content.decode()
        assert f'action="{self.url(ward)}?q=nam"' in page
        button = page.split(f'action="{self.url(ward)}')[1].split("</form>")[0]
        assert f'value="{value}"' in button
        assert " ".join(button.split("<button")[1].split(">")[1].split()).startswith(words)

    def test_an_ended_unit_is_not_marked(self, admin_client, reform):
        page = admin_client.get(reverse("wards:ward-list"), {"state": "ended"}).content.decode()
        assert self.url(reform.from_ward) not in page
        sent = admin_client.post(self.url(reform.from_ward), {"is_border": "yes"})
        assert sent.status_code == 404

    def test_nobody_else_marks(self, ward, client_as):
        others = set(Role) - {Role.ADMIN}
        sent = {
            role: client_as(role).post(self.url(ward), {"is_border": "yes"}).status_code
            for role in others
        }
        assert sent == dict.fromkeys(others, 404)
        ward.refresh_from_db()
        assert ward.is_border is False

    def test_who_only_reads_is_offered_nothing(self, officer_client, ward):
        page = officer_client.get(reverse("wards:ward-list")).content.decode()
        assert self.url(ward) not in page

    def test_another_units_administrator_finds_no_page(self, ward, other_ward, client_of):
        client = client_of(posted(Role.ADMIN, ward=other_ward))
        assert client.post(self.url(ward), {"is_border": "yes"}).status_code == 404


class TestSearch:
    @pytest.mark.parametrize("text", ["duyen hai", "Duyên Hải", "DUYÊN  HẢI", "yen h", "02635"])
    def test_names_and_codes_without_accents(self, admin_client, text):
        WardFactory(name="Duyên Hải", code="02635")
        WardFactory(name="Cốc Lếu", code="02644")
        assert listed(admin_client, q=text) == ["phường Duyên Hải"]

    def test_a_part_of_a_code_is_no_code(self, admin_client):
        WardFactory(name="Duyên Hải", code="02635")
        assert listed(admin_client, q="0263") == []

    def test_in_force_and_ended(self, admin_client, reform):
        assert listed(admin_client, state="current") == ["phường Lào Cai"]
        assert listed(admin_client, state="ended") == ["phường Kim Tân"]

    def test_a_province_with_the_units_that_passed_into_it(self, admin_client, reform, ward):
        province = AreaFactory(kind=AreaKind.PROVINCE, valid_from=REFORM_DAY)
        AreaWardFactory(area=province, ward=reform.to_ward, valid_from=REFORM_DAY)
        found = listed(admin_client, province=province.pk)
        assert set(found) == {"phường Kim Tân", "phường Lào Cai"}

    def test_a_search_does_not_reach_beyond_the_scope(self, officer_client, other_ward):
        assert listed(officer_client, q="coc san") == []

    def test_nothing_found_says_what_to_try(self, admin_client, ward):
        page = admin_client.get(reverse("wards:ward-list"), {"q": "zzz"}).content.decode()
        assert "Không có đơn vị nào khớp." in page

    @pytest.mark.parametrize("number", ["0", "-1", "abc", "999"])
    def test_a_page_that_does_not_exist_shows_one_that_does(self, admin_client, ward, number):
        assert listed(admin_client, page=number) == ["phường Nam Cường"]

    def test_a_hundred_units_are_two_pages(self, admin_client, db):
        WardFactory.create_batch(100)
        assert len(listed(admin_client)) == len(listed(admin_client, page=2)) == 50


@pytest.mark.parametrize("units", [1, 30])
def test_the_register_costs_the_same_for_any_number(units, admin_client, django_assert_num_queries):
    WardFactory.create_batch(units)
    listed(admin_client)
    with django_assert_num_queries(9):
        listed(admin_client)


class TestPopulation:
    def url(self, ward):
        return reverse("wards:ward-population", args=[ward.pk])

    def test_an_officer_records_what_the_ward_declared(self, officer_client, ward):
        data = {"counted_on": "15/06/2024", "residents": "16604", "groups": "26", "source": "UBND"}
        assert officer_client.post(self.url(ward), data).status_code == 302
        figure = PopulationFigure.objects.get(ward=ward)
        assert (figure.residents, figure.households, figure.groups) == (16604, None, 26)

    def test_the_page_names_the_ward(self, officer_client, ward):
        page = officer_client.get(self.url(ward)).content.decode()
        assert "Số liệu dân cư: phường Nam Cường" in page

    def test_a_figure_of_nothing_is_refused(self, officer_client, ward):
        data = {"counted_on": "15/06/2024", "source": "UBND"}
        assert_refused(
            officer_client.post(self.url(ward), data),
            on_top="Ghi ít nhất một số liệu: nhân khẩu, số hộ hoặc số tổ, thôn.",
        )

    def test_another_wards_officer_finds_no_page(self, outsider_client, ward):
        assert_hidden(outsider_client, "wards:ward-population", ward.pk)
        assert PopulationFigure.objects.count() == 0

    def test_a_committee_and_a_group_head_find_no_page(
        self, committee_client, group_head, client_of, ward
    ):
        assert_hidden(committee_client, "wards:ward-population", ward.pk)
        assert_hidden(client_of(group_head), "wards:ward-population", ward.pk)
