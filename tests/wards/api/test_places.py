"""Wards and groups over the API: the same scope as on the screens."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.permissions import Role
from tests.factories.wards import REFORM_DAY, GroupFactory, WardFactory, posted

WARDS, GROUPS = "/api/v1/wards/", "/api/v1/groups/"
SEES_FIGURES = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE, Role.COMMITTEE, Role.VERIFIER}


def names(client, path, **search) -> list[str]:
    response = client.get(path, search)
    assert response.status_code == 200
    return [row["name"] for row in response.json()["results"]]


@pytest.mark.parametrize(("path", "own"), [(WARDS, ["Nam Cường"]), (GROUPS, ["Tổ 1"])])
def test_a_role_reads_its_ward_or_nothing(path, own, ward, group, other_group, client_of):
    clients = {role: client_of(posted(role, ward=ward)) for role in Role}
    found = {
        role: 404 if client.get(path).status_code == 404 else names(client, path)
        for role, client in clients.items()
    }
    assert found == {role: own if role in SEES_FIGURES else 404 for role in Role}


@pytest.mark.parametrize("path", [WARDS, GROUPS])
def test_without_signing_in_nothing_is_read(client, path, ward, group):
    assert client.get(path).status_code == 401


def test_a_foreign_row_is_like_a_missing_one(officer_client, other_ward, other_group):
    for url in (f"{WARDS}{other_ward.pk}/", f"{WARDS}999999/", f"{GROUPS}{other_group.pk}/"):
        response = officer_client.get(url)
        told = {"field": None, "message": "Không tìm thấy.", "code": "not_found"}
        assert (response.status_code, response.json()) == (404, {"errors": [told]})


def test_a_ward_tells_its_days_and_place(officer_client, ward):
    assert officer_client.get(f"{WARDS}{ward.pk}/").json() == {
        "id": ward.pk,
        "code": ward.code,
        "kind": "phuong",
        "kind_label": "phường",
        "name": "Nam Cường",
        "valid_from": "2020-01-01",
        "valid_to": "9999-12-31",
        "is_border": False,
        "latitude": 22.4,
        "longitude": 103.9,
        "area_km2": None,
        "legal_basis": "",
    }


def test_a_group_tells_its_ward_and_no_names(officer_client, group, ward):
    assert officer_client.get(f"{GROUPS}{group.pk}/").json() == {
        "id": group.pk,
        "kind": "to",
        "kind_label": "tổ dân phố",
        "name": "Tổ 1",
        "ward": ward.pk,
        "is_high_risk": False,
        "risk_reason": "",
        "version": 1,
    }


def test_a_group_that_lies_nowhere_today_is_seen_by_nobody(officer_client, group):
    group.placements.update(valid_to=REFORM_DAY)
    assert names(officer_client, GROUPS) == []


def test_wards_are_searched_as_on_the_screen(committee_client, ward, other_ward):
    assert names(committee_client, WARDS, q="coc san") == ["Cốc San"]
    assert names(committee_client, WARDS, state="ended") == []


def test_groups_of_one_ward(committee_client, group, other_group, other_ward):
    assert names(committee_client, GROUPS, ward=other_ward.pk) == ["Thôn 1"]


@pytest.mark.parametrize("search", [{"ward": "abc"}, {"ward": 999_999}, {"kind": "làng"}])
def test_a_wrong_filter_is_refused_in_the_one_shape(officer_client, group, search):
    response = officer_client.get(GROUPS, search)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == list(search)


def test_a_foreign_ward_in_a_filter_is_like_a_missing_one(
    officer_client, group, other_group, other_ward
):
    foreign = officer_client.get(GROUPS, {"ward": other_ward.pk})
    missing = officer_client.get(GROUPS, {"ward": 999_999})
    assert (foreign.status_code, foreign.json()) == (missing.status_code, missing.json())


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_places_are_read_only(officer_client, ward, method):
    response = getattr(officer_client, method)(f"{WARDS}{ward.pk}/")
    assert response.status_code == 405
    assert response.json()["errors"][0]["code"] == "method_not_allowed"


def test_rows_come_in_pages(committee_client, area, ward):
    for number in range(60):
        area.memberships.create(ward=WardFactory(name=f"Số {number}"), valid_from=ward.valid_from)
    body = committee_client.get(WARDS).json()
    assert (body["count"], len(body["results"])) == (62, 50)
    assert len(committee_client.get(WARDS, {"page_size": 1000}).json()["results"]) == 62


def test_a_page_that_does_not_exist_is_not_found(officer_client, ward):
    response = officer_client.get(WARDS, {"page": 9})
    assert (response.status_code, response.json()["errors"][0]["code"]) == (404, "not_found")


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_cost_the_same_for_any_number(rows, ward, officer_client, django_assert_num_queries):
    GroupFactory.create_batch(rows, ward=ward)
    names(officer_client, GROUPS)
    with django_assert_num_queries(6):
        names(officer_client, GROUPS)
    with django_assert_num_queries(5):
        names(officer_client, WARDS)


def test_the_description_is_clean_and_shares_the_error_shape(db):
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    description = out.getvalue()
    assert description.count("    Errors:\n") == 1
    assert "'#/components/schemas/Errors'" in description
