"""An officer's day in a real browser: finding, registering, visiting, and everything that can go wrong on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

NEW_PERSON = {
    "Họ và tên": "Lò Văn Hành Trình",
    "Ngày sinh": "15/03/1990",
    "Cư trú từ ngày": "02/01/2024",
    "Số quyết định": "12/QĐ-UBND",
    "Ngày quyết định": "02/01/2024",
}


def fill_person(page, **changes):
    page.goto("/people/new/")
    for label, text in (NEW_PERSON | changes).items():
        page.get_by_label(label, exact=False).first.fill(text)
    page.get_by_label("Giới tính").select_option("male")
    page.locator("#id_group").select_option(index=1)
    page.locator("#id_status").select_option("addict")


def save(page):
    page.locator("main form button.btn-primary").last.click()


def first_person(demo):
    return demo.value(
        "SELECT r.person_id FROM cases_residence r JOIN wards_groupplacement p ON p.group_id = r.group_id "
        "AND p.valid_to = '9999-12-31' JOIN wards_ward w ON w.id = p.ward_id WHERE w.code = '02671' "
        "AND r.valid_to = '9999-12-31' ORDER BY r.person_id LIMIT 1"
    )


def named(demo, name) -> int:
    return demo.value(f"SELECT count(*) FROM cases_person WHERE full_name = '{name}'")


def test_the_day_begins_with_what_is_due(open_as):
    page = open_as("canbo")
    assert page.url.endswith("/today/")
    assert re.match(
        r"Việc hôm nay, (thứ \S+|Chủ nhật) \d\d/\d\d/\d{4}", page.locator("h1").inner_text()
    )


def test_a_person_is_found_without_accents(open_as, demo):
    page = open_as("canbo")
    name = demo.value(f"SELECT full_name FROM cases_person WHERE id = {first_person(demo)}")
    folded = demo.value(f"SELECT search_key FROM cases_person WHERE id = {first_person(demo)}")
    page.locator("#top-q").fill(folded.upper())
    page.locator("#top-q").press("Enter")
    page.get_by_role("link", name=name).first.click()
    assert name in page.locator("h1").inner_text()


@pytest.mark.parametrize("box", ["#top-q", "#id_q"])
def test_a_number_with_a_slip_is_in_no_address_and_told_beside_its_field(open_as, box):
    page, addresses = open_as("canbo"), []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto("/people/")
    page.locator(box).press_sequentially("01009012377")
    page.locator(box).press("Enter")
    expect(page.locator("#id_q_error")).to_contain_text("Số định danh có 11 chữ số")
    expect(page.locator("#id_q")).to_have_value("01009012377")
    assert [address for address in addresses if "01009012377" in address] == []


def test_a_double_click_registers_one_person(open_as, demo):
    page = open_as("canbo")
    fill_person(page, **{"Họ và tên": "Lò Văn Hai Lần"})
    page.locator("main form button.btn-primary").last.dblclick()
    page.wait_for_url(re.compile(r"/people/\d+/$"))
    assert named(demo, "Lò Văn Hai Lần") == 1


@pytest.mark.parametrize("typed", ["31/02/1990", "32/01/1990", "hôm qua"])
def test_a_day_that_does_not_exist_is_said_beside_its_field_and_nothing_is_lost(
    open_as, demo, typed
):
    page = open_as("canbo")
    fill_person(page, **{"Họ và tên": "Lò Văn Sai Ngày", "Ngày sinh": typed})
    save(page)
    field = page.locator("#id_birth_date")
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == typed
    assert page.locator("#id_full_name").input_value() == "Lò Văn Sai Ngày"
    assert page.get_by_role("alert").first.inner_text().startswith("Chưa lưu được. Cần sửa:")
    assert named(demo, "Lò Văn Sai Ngày") == 0


def test_a_visit_is_written_from_the_persons_page(open_as, demo):
    page = open_as("canbo")
    fill_person(page, **{"Họ và tên": "Lò Văn Thăm Hỏi"})
    save(page)
    page.wait_for_url(re.compile(r"/people/\d+/$"))
    pk = page.url.rstrip("/").rpartition("/")[2]
    page.goto(f"/people/{pk}/visits/new/")
    page.get_by_label("Kết quả").select_option("present")
    save(page)
    page.wait_for_url(re.compile(rf"/people/{pk}/"))
    assert demo.value(f"SELECT count(*) FROM cases_visit WHERE person_id = {pk}") == 1


def test_two_officers_editing_one_person_see_both_versions(open_as, demo):
    pk = first_person(demo)
    first, second = open_as("canbo"), open_as("truongca")
    for page in (first, second):
        page.goto(f"/people/{pk}/edit/")
    first.get_by_label("Nghề nghiệp").fill("thợ mộc")
    save(first)
    first.wait_for_url(re.compile(rf"/people/{pk}/$"))
    second.get_by_label("Nghề nghiệp").fill("thợ xây")
    save(second)
    told = second.locator("main").inner_text()
    assert "Bản ghi đã được người khác sửa sau khi bạn mở." in told
    assert "thợ mộc" in told
    assert second.get_by_label("Nghề nghiệp").input_value() == "thợ xây"
    save(second)
    second.wait_for_url(re.compile(rf"/people/{pk}/$"))
    assert demo.value(f"SELECT occupation FROM cases_person WHERE id = {pk}") == "thợ xây"


def test_what_was_typed_when_the_session_ended_is_given_back(open_as, demo):
    page = open_as("canbo")
    fill_person(page, **{"Họ và tên": "Lò Văn Hết Phiên"})
    page.context.clear_cookies(name="sessionid")
    save(page)
    page.wait_for_url(re.compile("/accounts/login/"))
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill("minh-hoa-2026")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(re.compile("/people/new/"))
    assert page.locator("#id_full_name").input_value() == "Lò Văn Hết Phiên"
    save(page)
    page.wait_for_url(re.compile(r"/people/\d+/$"))
    assert named(demo, "Lò Văn Hết Phiên") == 1


def test_everything_works_without_javascript(open_as, demo):
    page = open_as("canbo", java_script_enabled=False)
    fill_person(page, **{"Họ và tên": "Lò Văn Không Script"})
    save(page)
    page.wait_for_url(re.compile(r"/people/\d+/$"))
    page.goto("/people/?q=khong+script")
    assert page.get_by_role("link", name="Lò Văn Không Script").count() == 1


def test_the_keyboard_alone_reaches_the_content(open_as):
    page = open_as("canbo")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash") in {"main", "#main"}


def test_on_a_phone_the_menu_waits_folded_and_opens(open_as):
    page = open_as("canbo", viewport=PHONE)
    assert not page.get_by_role("link", name="Hồ sơ người").is_visible()
    page.locator(".side summary").click()
    page.get_by_role("link", name="Hồ sơ người").click()
    assert page.url.endswith("/people/")


def test_the_language_is_switched_and_kept(open_as):
    page = open_as("canbo")
    document = page.locator("html")
    expect(document).to_have_attribute("lang", "vi")
    page.get_by_role("button", name="English").click()
    expect(document).to_have_attribute("lang", "en")
    page.goto("/people/")
    expect(document).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(document).to_have_attribute("lang", "vi")


def test_a_filter_changes_the_list_without_leaving_the_page(open_as):
    page = open_as("canbo")
    page.goto("/people/")
    page.evaluate("window.stayed = true")
    page.locator("#id_q").press_sequentially("zzzz khong co ai")
    page.wait_for_url(re.compile("q=zzzz"))
    page.wait_for_function("document.querySelector('main').innerText.includes('Không')")
    assert page.evaluate("window.stayed") is True
