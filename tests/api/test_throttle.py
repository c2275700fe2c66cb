"""Too many requests are refused for a while, in the one shape."""

import pytest
from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import UserRateThrottle

WARDS = "/api/v1/wards/"


@pytest.fixture
def three_a_minute(monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": "3/min"})
    cache.clear()
    yield
    cache.clear()


def statuses(client, times) -> list[int]:
    return [client.get(WARDS).status_code for _ in range(times)]


def test_the_fourth_within_a_minute_waits(three_a_minute, officer_client, ward):
    assert statuses(officer_client, 4) == [200, 200, 200, 429]


def test_it_says_so_in_words_and_when_to_come_back(three_a_minute, officer_client, ward):
    statuses(officer_client, 3)
    refused = officer_client.get(WARDS)
    wait = refused["Retry-After"]
    (error,) = refused.json()["errors"]
    words = f"Gửi quá nhiều yêu cầu; thử lại sau {wait} giây."
    assert error == {"field": None, "message": words, "code": "throttled"}
    assert 0 < int(wait) <= 60


def test_one_users_haste_does_not_stop_another(
    three_a_minute, officer_client, committee_client, ward
):
    statuses(officer_client, 4)
    assert statuses(committee_client, 1) == [200]


def test_a_program_and_the_browser_of_one_user_are_counted_together(
    three_a_minute, officer, officer_client, program_of, ward
):
    statuses(officer_client, 3)
    assert program_of(officer).get(WARDS).status_code == 429


def test_writing_counts_as_well(three_a_minute, officer_client, person):
    for _ in range(3):
        officer_client.patch(f"/api/v1/people/{person.pk}/", {}, content_type="application/json")
    assert statuses(officer_client, 1) == [429]


def test_there_is_a_rate_outside_of_tests():
    assert settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["user"]
    assert settings.REST_FRAMEWORK["DEFAULT_THROTTLE_CLASSES"] == [
        "rest_framework.throttling.UserRateThrottle"
    ]
