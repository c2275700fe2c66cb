"""The API's documentation in a browser: from our own server alone, under the strict content policy."""

from urllib.parse import urlsplit

from tests.journeys.conftest import PHONE


def test_it_is_shown_and_tried_without_an_outside_host(open_as, demo):
    page, hosts = open_as("canbo"), set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto("/api/docs/")
    page.get_by_text("Danh sách người trong phạm vi của bạn").click()
    page.get_by_role("button", name="Try it out").click()
    with page.expect_response(lambda response: "/api/v1/people/" in response.url) as tried:
        page.get_by_role("button", name="Execute").click()
    assert tried.value.status == 200
    assert hosts == {urlsplit(demo.url).netloc}


def test_it_fits_on_a_phone(open_as):
    page = open_as("canbo", viewport=PHONE)
    page.goto("/api/docs/")
    page.locator(".opblock").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_asks_strangers_to_sign_in(page, demo):
    page.goto(f"{demo.url}/api/docs/")
    assert urlsplit(page.url).path == "/accounts/login/"
