"""One officer, two tabs: signing in again in one does not cost what was typed in the other."""

import re

from demo.logins import DEMO_PASSWORD
from tests.journeys.test_officer import fill_person, named, save


def sign_in_again(page):
    page.goto("/accounts/logout/")
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile("/accounts/login/"))
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def test_what_was_typed_is_shown_again_and_saved_when_sent_again(open_as, demo):
    page = open_as("canbo")
    fill_person(page, **{"Họ và tên": "Lò Văn Hai Thẻ"})
    sign_in_again(page.context.new_page())
    save(page)
    page.wait_for_url(re.compile("/people/new/"))
    assert "chưa được lưu. Kiểm tra rồi lưu." in page.locator("main").inner_text()
    assert page.locator("#id_full_name").input_value() == "Lò Văn Hai Thẻ"
    assert named(demo, "Lò Văn Hai Thẻ") == 0
    save(page)
    page.wait_for_url(re.compile(r"/people/\d+/$"))
    assert named(demo, "Lò Văn Hai Thẻ") == 1
