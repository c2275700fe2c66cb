"""Entered wrong, put right, figures seen to change, brought back: in a real browser, for three ledgers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import LAPTOP

WHY = "Ghi nhầm theo sổ cũ"
#: Groups of the officer's ward that criteria count.
OWN_GROUPS = (
    "SELECT p.group_id FROM wards_groupplacement p JOIN wards_ward w ON w.id = p.ward_id "
    "JOIN wards_neighbourhoodgroup g ON g.id = p.group_id "
    "WHERE w.code = '02671' AND p.valid_to = '9999-12-31' AND g.kind = 'to'"
)


def save(page: Page) -> None:
    page.locator("main form button.btn-primary").last.click()


@pytest.fixture
def group(demo) -> str:
    return str(demo.value(f"{OWN_GROUPS} ORDER BY p.group_id LIMIT 1"))


def enter_person(page: Page, group: str) -> None:
    page.goto("/people/new/")
    page.locator("#id_full_name").fill("Lò Văn Đính Chính")
    page.locator("#id_birth_date").fill("15/03/1990")
    page.locator("#id_since").fill("02/01/2024")
    page.locator("#id_decision_number").fill("21/QĐ-UBND")
    page.locator("#id_decision_date").fill("02/01/2024")
    page.locator("#id_sex").select_option("male")
    page.locator("#id_group").select_option(group)
    page.locator("#id_status").select_option("addict")
    save(page)
    page.wait_for_url(re.compile(r"/people/\d+/$"))


def enter_pledge(page: Page, group: str) -> None:
    page.goto("/households/new/")
    page.locator("#id_group").select_option(group)
    page.locator("#id_from_day").fill("02/01/2024")
    page.locator("#id_code").fill("DC-0001")
    page.locator("#id_head_name").fill("Hoàng Văn Đính Chính")
    page.locator("#id_members").fill("3")
    save(page)
    page.wait_for_url(re.compile(r"/households/\d+/$"))
    page.get_by_role("link", name="Ký cam kết").click()
    save(page)
    page.wait_for_url(re.compile(r"/households/\d+/$"))


def previewed(page: Page, figure: str, faults_of) -> None:
    """The preview names the figure with two values, and nothing in it keeps anybody out."""
    page.locator("#id_reason").fill(WHY)
    save(page)
    line = page.locator("section table").last.locator("tr", has_text=figure).last
    before, after = line.locator("td[data-label]").all_inner_texts()
    assert before != after
    assert faults_of(page) == []
    page.set_viewport_size(LAPTOP)


def confirm(page: Page, url: str) -> None:
    save(page)
    page.wait_for_url(url)
    expect(page.get_by_role("heading", name="Đã đính chính")).to_be_visible()


def bring_back(page: Page) -> None:
    """The newest correction of the file, from its own page."""
    page.locator("section[aria-labelledby=corrections-title] a").first.click()
    page.get_by_role("link", name="Khôi phục", exact=True).click()
    page.locator("#id_reason").fill("Đúng như đã ghi lúc đầu")
    save(page)
    expect(page.get_by_role("heading", name="Xem trước: chưa lưu gì")).to_be_visible()
    save(page)
    page.wait_for_url(re.compile(r"/corrections/\d+/$"))


def test_the_first_day_of_a_residence(open_as, demo, faults_of, group):
    page = open_as("canbo")
    enter_person(page, group)
    url, pk = page.url, page.url.rstrip("/").rpartition("/")[2]
    first_day = f"SELECT valid_from FROM cases_residence WHERE person_id = {pk}"
    page.get_by_role("link", name=re.compile(r"^Sửa sai sót\s*: nơi cư trú")).click()
    page.locator("#id_valid_from").fill("02/03/2024")
    previewed(page, "Người trong diện quản lý", faults_of)
    confirm(page, url)
    assert demo.value(first_day) == "2024-03-02"
    bring_back(page)
    assert demo.value(first_day) == "2024-01-02"


def test_a_pledge_that_was_never_signed(open_as, demo, faults_of, group):
    page = open_as("canbo")
    enter_pledge(page, group)
    url, pk = page.url, page.url.rstrip("/").rpartition("/")[2]
    signed = f"SELECT count(*) FROM pledges_pledge WHERE household_id = {pk}"
    assert demo.value(signed) == 1
    pledges = page.locator("table").first
    pledges.get_by_role("link", name=re.compile("^Hủy bản ghi")).click()
    previewed(page, "cam kết", faults_of)
    confirm(page, url)
    assert demo.value(signed) == 0
    bring_back(page)
    assert demo.value(signed) == 1


@pytest.fixture
def whole_box(demo) -> str:
    """A box that is the only one of its group, was found working, and was not looked at today."""
    return demo.value(
        "SELECT b.id FROM pledges_tipbox b JOIN pledges_boxcheck c ON c.box_id = b.id "
        f"WHERE b.group_id IN ({OWN_GROUPS}) AND b.valid_to = '9999-12-31' "
        "AND c.valid_to = '9999-12-31' AND c.is_working AND c.valid_from < date('now') "
        "AND (SELECT count(*) FROM pledges_tipbox o WHERE o.group_id = b.group_id "
        "AND o.valid_to = '9999-12-31') = 1 ORDER BY b.id LIMIT 1"
    )


def test_a_box_that_was_not_broken(open_as, demo, faults_of, whole_box):
    page = open_as("canbo")
    page.goto(f"/boxes/{whole_box}/inspect/")
    page.locator("#id_is_working").select_option("no")
    save(page)
    page.wait_for_url(re.compile(r"/fixtures/$"))
    group = demo.value(f"SELECT group_id FROM pledges_tipbox WHERE id = {whole_box}")
    newest = (
        f"SELECT is_working FROM pledges_boxcheck WHERE box_id = {whole_box} "
        "AND valid_to = '9999-12-31'"
    )
    page.goto(f"/fixtures/{group}/")
    minutes = page.locator("section", has=page.locator(f"#box-{whole_box}")).locator("tbody tr")
    minutes.first.get_by_role("link", name=re.compile("^Sửa sai sót")).click()
    page.locator("#id_is_working").check()
    previewed(page, "hòm thư", faults_of)
    confirm(page, re.compile(rf"/fixtures/{group}/$"))
    assert demo.value(newest) == 1
    bring_back(page)
    assert demo.value(newest) == 0
