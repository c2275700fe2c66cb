"""The calendar beside a date field, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_officer import first_person

DAY = re.compile(r"^\d\d/\d\d/\d{4}$")


@pytest.fixture
def visit(open_as, demo):
    """The form of a residence check, its day still empty; a page that is left is noticed."""
    page = open_as("canbo")
    page.goto(f"/people/{first_person(demo)}/visits/new/")
    page.locator("#id_visited_on").fill("")
    page.evaluate("window.stayed = true")
    page.locator("#id_visited_on").press("Tab")
    expect(page.locator(".date-button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".date-pane").first).to_be_visible()
    return page


def visits(demo) -> int:
    return demo.value("SELECT count(*) FROM cases_visit")


def test_enter_writes_the_day_into_the_field_and_sends_nothing(visit, demo):
    before = visits(demo)
    for key in ("ArrowLeft", "ArrowUp", "Enter"):
        visit.keyboard.press(key)
    expect(visit.locator("#id_visited_on")).to_have_value(DAY)
    expect(visit.locator(".date-pane").first).to_be_hidden()
    expect(visit.locator(".date-button").first).to_be_focused()
    visit.wait_for_timeout(500)  # a form that was sent would be away by now
    assert visit.evaluate("window.stayed") is True
    assert visits(demo) == before


def test_escape_closes_it_and_writes_nothing(visit):
    visit.keyboard.press("ArrowLeft")
    visit.keyboard.press("Escape")
    expect(visit.locator(".date-pane").first).to_be_hidden()
    expect(visit.locator(".date-button").first).to_be_focused()
    expect(visit.locator("#id_visited_on")).to_have_value("")


def test_enter_in_the_field_itself_still_sends_the_form(visit):
    visit.keyboard.press("Escape")
    visit.locator("#id_visited_on").press("Enter")
    visit.wait_for_function("window.stayed === undefined")
