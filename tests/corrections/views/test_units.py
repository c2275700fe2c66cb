"""Correcting where a group lies and what places declared: the way there, and who may."""

from datetime import date

import pytest
from django.urls import reverse

from corrections.models import Correction
from tests.factories.wards import LONG_AGO
from tests.walk import links_in
from wards.actions.population import record_population
from wards.models import PopulationFigure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

DAY = date(2024, 3, 1)
WHY = "Xếp nhầm đơn vị khi nhập danh sách"


@pytest.fixture
def admin_client(administrator, client_of):
    return client_of(administrator)


@pytest.fixture
def figure(officer, group):
    return record_population(
        by=officer, group=group, counted_on=DAY, households=153, source="sổ hộ"
    )


@pytest.fixture
def of_ward(officer, ward, group):
    return record_population(by=officer, ward=ward, counted_on=DAY, residents=9000, source="sổ")


def change(kind, row) -> str:
    return reverse("corrections:row-change", args=[kind, row.pk])


def removal(kind, row) -> str:
    return reverse("corrections:row-remove", args=[kind, row.pk])


def confirmed(client, url, **fields):
    shown = client.post(url, fields)
    return client.post(url, fields | {"seen": shown.context["effect"].plan.digest})


class TestWay:
    def test_a_group_shows_where_it_lies(self, admin_client, group):
        page = admin_client.get(reverse("wards:group-edit", args=[group.pk])).content.decode()
        placement = group.placements.get()
        assert {change("placement", placement), removal("placement", placement)} <= set(
            links_in(page)
        )

    def test_an_officer_sees_it_and_does_not_change_it(self, officer_client, group, ward):
        answer = officer_client.get(reverse("wards:group-edit", args=[group.pk]))
        page, placement = answer.content.decode(), group.placements.get()
        assert str(ward) in page
        assert change("placement", placement) not in links_in(page)
        assert officer_client.get(change("placement", placement)).status_code == 404

    def test_a_place_shows_what_it_declared(self, officer_client, figure, of_ward, group, ward):
        for kind, row, name, place in (
            ("population", figure, "wards:group-population", group),
            ("ward-population", of_ward, "wards:ward-population", ward),
        ):
            page = officer_client.get(reverse(name, args=[place.pk])).content.decode()
            assert {change(kind, row), removal(kind, row)} <= set(links_in(page))


class TestPlacement:
    def test_it_is_put_right_and_leads_back_to_the_group(
        self, admin_client, group, other_ward, other_group
    ):
        placement = group.placements.get()
        answer = confirmed(
            admin_client,
            change("placement", placement),
            ward=other_ward.pk,
            valid_from=f"{LONG_AGO:%d/%m/%Y}",
            reason=WHY,
        )
        assert answer.url == reverse("wards:group-edit", args=[group.pk])
        placement.refresh_from_db()
        assert placement.ward == other_ward

    @pytest.mark.parametrize("role", ["chief", "group_head", "clinic", "auditor"])
    def test_nobody_else_finds_it(self, role, request, client_of, group):
        client = client_of(request.getfixturevalue(role))
        assert client.get(change("placement", group.placements.get())).status_code == 404


class TestPopulation:
    def test_its_author_puts_it_right(self, officer_client, figure, group):
        answer = confirmed(
            officer_client,
            change("population", figure),
            counted_on="01/03/2024",
            residents="",
            households="135",
            source="sổ hộ",
            reason=WHY,
        )
        assert answer.url == reverse("wards:group-population", args=[group.pk])
        figure.refresh_from_db()
        assert figure.households == 135

    def test_an_administrator_takes_it_out(self, admin_client, figure):
        confirmed(admin_client, removal("population", figure), reason=WHY)
        assert not PopulationFigure.objects.exists()

    def test_a_chief_takes_out_that_of_the_ward(self, chief, client_of, of_ward):
        confirmed(client_of(chief), removal("ward-population", of_ward), reason=WHY)
        assert not PopulationFigure.objects.exists()

    def test_a_head_does_not_find_that_of_the_ward_nor_its_correction(
        self, chief, group_head, client_of, of_ward, figure
    ):
        head = client_of(group_head)
        assert head.get(change("population", figure)).status_code == 200
        assert head.get(change("ward-population", of_ward)).status_code == 404
        confirmed(client_of(chief), removal("ward-population", of_ward), reason=WHY)
        correction = Correction.objects.get()
        assert head.get(correction.get_absolute_url()).status_code == 404
        assert WHY not in head.get(reverse("corrections:correction-list")).content.decode()

    @pytest.mark.parametrize("kind", ["population", "ward-population"])
    def test_another_ward_does_not_find_it(self, kind, outsider_client, figure, of_ward):
        row = {"population": figure, "ward-population": of_ward}[kind]
        assert outsider_client.get(change(kind, row)).status_code == 404
