"""What no view answered: a page for people, one error shape for programs."""

import json

import pytest
from django.core.exceptions import BadRequest
from django.http import Http404
from django.test import RequestFactory

from config import errors

API, PAGE = "/api/v1/nothing/", "/nothing/"


def told(response):
    """(status, code, message) of the single error."""
    (error,) = json.loads(response.content)["errors"]
    assert error["field"] is None
    return response.status_code, error["code"], error["message"]


@pytest.mark.django_db
def test_an_address_that_the_api_does_not_have(client):
    response = client.get(API)
    assert response["Content-Type"] == "application/json"
    assert told(response) == (404, "not_found", "Không tìm thấy.")


def test_an_address_that_no_screen_has_is_answered_by_a_page(officer_client):
    response = officer_client.get(PAGE)
    assert response.status_code == 404
    assert "<html" in response.content.decode()


def test_a_request_that_cannot_be_read():
    response = errors.bad_request(RequestFactory().post(API), BadRequest())
    assert told(response) == (400, "parse_error", "Yêu cầu không đọc được.")


def test_an_error_of_ours_says_nothing_of_its_inside():
    response = errors.server_error(RequestFactory().get(API))
    assert told(response)[:2] == (500, "error")


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda request: errors.bad_request(request, BadRequest()), 400),
        (errors.server_error, 500),
    ],
)
def test_people_get_pages(answer, status):
    response = answer(RequestFactory().get(PAGE))
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")


def test_a_page_in_the_apis_neighbourhood_is_a_page(officer_client):
    assert "<html" in officer_client.get("/api/other/").content.decode()


@pytest.mark.django_db
def test_a_missing_row_and_a_missing_address_look_the_same(officer_client, ward):
    assert told(officer_client.get("/api/v1/wards/999999/")) == told(officer_client.get(API))


def test_the_exception_is_not_needed_to_answer(rf):
    assert errors.not_found(rf.get(API), Http404("secret")).content.count(b"secret") == 0
