"""Correcting the household ledger on its pages: the way there, who may, and the way back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from corrections.models import Correction
from pledges.actions.pledges import sign_pledge
from pledges.models import BoxCheck, Household, Pledge
from tests.factories.pledges import PledgeFactory, PledgeRefusalFactory
from tests.factories.wards import GroupFactory
from tests.pledges.views.conftest import html_of
from tests.walk import links_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules", "today")]

WHY = "Ghi nhầm ngày trong sổ"
SIGNED = date(2026, 3, 10)


@pytest.fixture
def chief_client(chief, client_of):
    return client_of(chief)


@pytest.fixture
def head_client(group_head, client_of):
    return client_of(group_head)


def change(kind, row) -> str:
    return reverse("corrections:row-change", args=[kind, row.pk])


def removal(kind, row) -> str:
    return reverse("corrections:row-remove", args=[kind, row.pk])


def confirmed(client, url, **fields):
    """Sent, looked at, and sent again."""
    shown = client.post(url, fields)
    return client.post(url, fields | {"seen": shown.context["effect"].plan.digest})


class TestWay:
    def test_a_household_its_pledges_and_refusals_lead_there(self, officer_client, household):
        pledge = PledgeFactory(household=household)
        refusal = PledgeRefusalFactory(household=household)
        links = links_in(html_of(officer_client, "pledges:household-detail", household.pk))
        for kind, row in (("household", household), ("pledge", pledge), ("refusal", refusal)):
            assert {change(kind, row), removal(kind, row)} <= set(links)

    def test_so_does_a_household_that_left(self, officer_client, household):
        Household.objects.filter(pk=household.pk).update(valid_to=date(2026, 9, 1))
        page = html_of(officer_client, "pledges:household-detail", household.pk)
        assert change("household", household) in links_in(page)

    def test_boxes_boards_and_their_findings_lead_there(self, officer_client, group, box, board):
        links = links_in(html_of(officer_client, "pledges:fixture-detail", group.pk))
        check, inspection = box.checks.get(), board.inspections.get()
        rows = (
            ("box", box),
            ("box-check", check),
            ("board", board),
            ("board-inspection", inspection),
        )
        for kind, row in rows:
            assert {change(kind, row), removal(kind, row)} <= set(links)

    @pytest.mark.parametrize("role", ["chair_office"])
    def test_a_reader_has_no_such_links(self, role, request, client_of, household, group, box):
        client = client_of(request.getfixturevalue(role))
        page = html_of(client, "pledges:household-detail", household.pk)
        fixtures = html_of(client, "pledges:fixture-detail", group.pk)
        assert [link for link in links_in(page + fixtures) if "/corrections/" in link] == []


class TestCorrected:
    def test_a_pledge_is_put_right_and_the_page_says_so(self, chief_client, household, campaign):
        pledge = PledgeFactory(household=household, campaign=campaign)
        answer = confirmed(
            chief_client,
            change("pledge", pledge),
            campaign=campaign.pk,
            valid_from="12/03/2026",
            representative=pledge.representative,
            relation="head",
            witness="",
            reason=WHY,
        )
        assert answer.url == household.get_absolute_url()
        pledge.refresh_from_db()
        assert pledge.valid_from == date(2026, 3, 12)
        page = html_of(chief_client, "pledges:household-detail", household.pk)
        assert Correction.objects.get().get_absolute_url() in links_in(page)

    def test_a_household_taken_out_leads_to_the_list(self, chief_client, household):
        answer = confirmed(chief_client, removal("household", household), reason=WHY)
        assert answer.url == reverse("pledges:household-list")
        assert not Household.objects.exists()

    def test_whoever_turns_back_comes_to_its_page(self, chief_client, household):
        page = chief_client.get(removal("household", household))
        assert page.context["cancel_url"] == household.get_absolute_url()

    def test_an_open_end_is_blank(self, chief_client, household):
        form = chief_client.get(change("household", household)).context["form"]
        assert form["valid_to"].value() is None
        assert not form.fields["valid_to"].required

    def test_the_installation_does_not_go_alone(self, chief_client, box):
        answer = chief_client.post(removal("box-check", box.checks.get()), {"reason": WHY})
        assert answer.status_code == 422
        assert BoxCheck.objects.exists()

    def test_a_foreign_group_is_no_choice(self, chief_client, household, other_group):
        answer = chief_client.post(
            change("household", household),
            {
                "code": household.code,
                "head_name": household.head_name,
                "members": 4,
                "address": "",
                "group": other_group.pk,
                "valid_from": "01/01/2020",
                "valid_to": "",
                "reason": WHY,
            },
        )
        assert answer.status_code == 422
        assert "group" in answer.context["form"].errors


class TestWho:
    @pytest.fixture
    def own(self, group_head, household, campaign):
        return sign_pledge(by=group_head, household=household, campaign=campaign, signed_on=SIGNED)

    def test_a_head_corrects_what_they_entered(self, head_client, own):
        confirmed(head_client, removal("pledge", own), reason=WHY)
        assert not Pledge.objects.exists()

    def test_not_what_another_entered(self, head_client, officer, household, campaign):
        pledge = sign_pledge(by=officer, household=household, campaign=campaign, signed_on=SIGNED)
        assert head_client.post(removal("pledge", pledge), {"reason": WHY}).status_code == 422
        assert Pledge.objects.exists()

    def test_nor_after_some_days(self, client_of, group_head, own):
        with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
            answer = client_of(group_head).post(removal("pledge", own), {"reason": WHY})
        assert answer.status_code == 422
        assert Pledge.objects.exists()

    def test_a_head_of_another_group_does_not_find_it(self, head_client, ward, campaign):
        foreign = PledgeFactory(household__group=GroupFactory(ward=ward, name="Tổ 9"))
        assert head_client.get(change("pledge", foreign)).status_code == 404

    @pytest.mark.parametrize("kind", ["household", "box"])
    def test_another_ward_does_not_find_it(
        self, kind, officer_client, foreign_household, foreign_box
    ):
        row = {"household": foreign_household, "box": foreign_box}[kind]
        assert officer_client.get(change(kind, row)).status_code == 404
        assert officer_client.post(removal(kind, row), {"reason": WHY}).status_code == 404

    @pytest.mark.parametrize(
        "role", ["clinic", "administrator", "auditor", "committee", "verifier"]
    )
    def test_nobody_finds_it_who_keeps_no_households(self, role, request, client_of, household):
        client = client_of(request.getfixturevalue(role))
        assert client.get(change("household", household)).status_code == 404
