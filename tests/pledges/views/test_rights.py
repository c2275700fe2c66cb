"""Every screen of the household ledger and every role: a page, or no page at all."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from pledges.urls import urlpatterns
from tests.assertions import assert_hidden, assert_nothing_audited
from tests.factories.pledges import HotlineBoardFactory, HouseholdFactory, TipBoxFactory

pytestmark = pytest.mark.django_db

SEES = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE, Role.GROUP_HEAD}
KEEPS = {Role.OFFICER, Role.CHIEF, Role.GROUP_HEAD}

LISTS = ["pledges:household-list", "pledges:fixture-list"]
PAGES = ["pledges:household-detail", "pledges:fixture-detail"]
NEW = ["pledges:household-create", "pledges:box-create", "pledges:board-create"]
OF_HOUSEHOLD = [
    "pledges:household-edit",
    "pledges:household-end",
    "pledges:pledge-sign",
    "pledges:pledge-refuse",
]
OF_BOX = ["pledges:box-open", "pledges:box-inspect", "pledges:box-remove"]
OF_BOARD = ["pledges:board-inspect", "pledges:board-remove"]
FORMS_OF_ONE = OF_HOUSEHOLD + OF_BOX + OF_BOARD
ADDRESSES = [*LISTS, *NEW, *PAGES, *FORMS_OF_ONE]


@pytest.fixture
def address(household, box, board):
    """`address(name)`: the screen of something in the own group."""

    def of(name):
        args = args_of(name, household, box, board)
        return reverse(name, args=args)

    return of


def args_of(name, household, box, board) -> list[int]:
    if name in {"pledges:household-detail", *OF_HOUSEHOLD}:
        return [household.pk]
    if name == "pledges:fixture-detail":
        return [box.group_id]
    if name in OF_BOX:
        return [box.pk]
    return [board.pk] if name in OF_BOARD else []


def test_every_address_is_in_these_tests():
    assert sorted(f"pledges:{pattern.name}" for pattern in urlpatterns) == sorted(ADDRESSES)


@pytest.mark.parametrize("name", [*LISTS, *PAGES])
def test_reading_is_for_those_who_know_the_households(name, client_as, address):
    found = {role: client_as(role).get(address(name)).status_code for role in Role}
    assert found == dict.fromkeys(Role, 404) | dict.fromkeys(SEES, 200)


@pytest.mark.parametrize("name", [*NEW, *FORMS_OF_ONE])
def test_forms_are_for_those_who_keep_them(name, client_as, address):
    found = {role: client_as(role).get(address(name)).status_code for role in Role}
    assert found == dict.fromkeys(Role, 404) | dict.fromkeys(KEEPS, 200)


@pytest.mark.parametrize("name", [*NEW, *FORMS_OF_ONE])
def test_nothing_is_written_by_others(name, client_as, address):
    others = set(Role) - KEEPS
    found = {role: client_as(role).post(address(name), {}).status_code for role in others}
    assert found == dict.fromkeys(others, 404)
    assert_nothing_audited()


@pytest.mark.parametrize("name", FORMS_OF_ONE)
def test_another_wards_officer_finds_no_form(name, outsider_client, household, box, board):
    assert_hidden(outsider_client, name, *args_of(name, household, box, board))


@pytest.mark.parametrize("name", FORMS_OF_ONE)
def test_a_group_head_finds_no_form_of_the_neighbours(name, group_head, neighbours, client_of):
    args = args_of(
        name,
        HouseholdFactory(group=neighbours),
        TipBoxFactory(group=neighbours),
        HotlineBoardFactory(group=neighbours),
    )
    assert_hidden(client_of(group_head), name, *args)


@pytest.mark.parametrize("name", FORMS_OF_ONE)
def test_what_does_not_exist_is_like_what_is_foreign(name, officer_client):
    assert_hidden(officer_client, name, 999_999)


def test_another_wards_officer_finds_no_household(outsider_client, household):
    url = reverse("pledges:household-detail", args=[household.pk])
    assert outsider_client.get(url).status_code == 404


def test_a_group_head_finds_no_household_of_the_neighbours(group_head, neighbours, client_of):
    url = reverse("pledges:household-detail", args=[HouseholdFactory(group=neighbours).pk])
    assert client_of(group_head).get(url).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_serves_nowhere_finds_nothing(name, nobody, client_of, address):
    assert client_of(nobody).get(address(name)).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_is_not_signed_in_signs_in_first(name, client, address):
    response = client.get(address(name))
    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_page_takes_more_than_twelve_statements(
    name, officer_client, address, campaign, django_assert_max_num_queries
):
    officer_client.get(address(name))  # the first page of a session also moves its end
    with django_assert_max_num_queries(12):
        assert officer_client.get(address(name)).status_code == 200
