"""A list leaves the product as a workbook."""

from tests.journeys.test_officer import save

FORM = "/units/export/people/"


def test_a_double_click_downloads_once_and_soon_it_can_be_fetched_again(open_as):
    page, sent = open_as("canbo"), []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    page.goto(FORM)
    page.get_by_label("Lý do xuất").fill("rà soát quý IV")
    with page.expect_download():
        page.locator("main form button.btn-primary").last.dblclick()
    page.wait_for_timeout(3200)
    assert len(sent) == 1
    with page.expect_download(timeout=5000):
        save(page)
    assert len(sent) == 2
