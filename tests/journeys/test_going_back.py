"""Back after a list was filtered without leaving the page."""

import re

import pytest
from playwright.sync_api import expect

LISTS = [
    ("/people/", "#id_status", "#list tbody a"),
    ("/households/", "#id_state", "#list tbody a"),
    ("/units/groups/", "#id_kind", "#list tbody a"),
    ("/fixtures/", "#id_state", ".side a"),  # its rows lead nowhere
]


def choose_first(page, field):
    """Filter by the first choice and wait for the address to say so."""
    page.locator(field).select_option(index=1)
    page.wait_for_url(re.compile(r"\?"))
    return page.url


def whole_page_at(page, address, field):
    expect(page).to_have_url(address)
    expect(page.get_by_role("link", name="Việc hôm nay").first).to_be_visible()
    expect(page.locator(field)).not_to_have_value("")


@pytest.mark.parametrize(("url", "field", "row"), LISTS)
def test_back_from_a_row_shows_the_filtered_list_with_its_menu(open_as, url, field, row):
    page = open_as("canbo")
    page.goto(url)
    filtered = choose_first(page, field)
    page.wait_for_load_state("networkidle")
    page.locator(row).first.click()
    page.wait_for_url(lambda there: there != filtered)
    page.go_back()
    whole_page_at(page, filtered, field)


def test_back_from_one_filter_to_the_one_before(open_as):
    page = open_as("canbo")
    page.goto("/people/")
    first = choose_first(page, "#id_group")
    page.locator("#id_status").select_option(index=2)
    page.wait_for_url(re.compile("status=[a-z]"))
    page.go_back()
    whole_page_at(page, first, "#id_group")
    expect(page.locator("#id_status")).to_have_value("")


def test_the_browser_stores_nothing_of_what_was_shown(open_as):
    page = open_as("canbo")
    page.goto("/people/")
    choose_first(page, "#id_group")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "<" not in kept
    assert "htmx-history-cache" not in kept
