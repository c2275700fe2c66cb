"""The page of one group: every box and board it ever had, with minutes and findings."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.pledges import (
    BoardInspectionFactory,
    BoxCheckFactory,
    HotlineBoardFactory,
    TipBoxFactory,
)

pytestmark = pytest.mark.django_db

DAY, DAY_AFTER = date(2026, 5, 4), date(2026, 5, 5)


def url_of(group) -> str:
    return reverse("pledges:fixture-detail", args=[group.pk])


def page_of(client, group) -> str:
    response = client.get(url_of(group))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def opened(box):
    """The minutes of DAY; the box was put up before."""
    box.checks.update(valid_to=DAY)
    return BoxCheckFactory(box=box, opening=True, valid_from=DAY, summary="Ngõ 12 có người lạ")


def test_the_minutes_of_an_opening_are_shown(officer_client, group, opened):
    page = page_of(officer_client, group)
    for told in (
        "Hòm thư tố giác: Nhà văn hóa tổ",
        "Lắp ngày 01/01/2020",
        "04/05/2026",
        "09:30",
        "Mở hòm thư",
        "Người mở: Giàng A Lử, Vàng Thị Sua",
        "Niêm phong còn nguyên vẹn",
        "2 thư",
        "Ngõ 12 có người lạ",
    ):
        assert told in page


def test_a_broken_seal_and_a_broken_box_are_told(officer_client, group, opened):
    opened.is_seal_intact, opened.is_working, opened.letters = False, False, 0
    opened.save()
    page = page_of(officer_client, group)
    assert "<strong>Niêm phong không còn nguyên vẹn</strong> · 0 thư" in page
    assert "</span> Hỏng</span>" in page


def test_findings_stand_the_latest_first(officer_client, group, opened):
    opened.valid_to = DAY_AFTER
    opened.save()
    BoxCheckFactory(box=opened.box, valid_from=DAY_AFTER)
    (box,) = officer_client.get(url_of(group)).context["boxes"]
    days = [check.valid_from for check in box.checks.all()]
    assert days == [DAY_AFTER, DAY, date(2020, 1, 1)]


def test_what_an_inspection_of_a_board_found_is_shown(officer_client, group):
    board = HotlineBoardFactory(group=group, inspected=False, numbers="113")
    BoardInspectionFactory(board=board, faded=True, valid_from=DAY)
    page = page_of(officer_client, group)
    assert "Bảng đường dây nóng: " in page
    assert "Mờ, hỏng hoặc sai số</span>" in page
    assert "<td>Mờ số điện thoại</td>" in page


def test_what_was_removed_is_still_told_of(officer_client, group, box):
    TipBoxFactory(group=group, place="Chỗ cũ", removed=True)
    page = page_of(officer_client, group)
    assert page.index("Hòm thư tố giác: Nhà văn hóa tổ") < page.index("Hòm thư tố giác: Chỗ cũ")
    assert "Lắp ngày 01/01/2020, gỡ ngày" in page


def test_a_group_without_anything_says_so(officer_client, group):
    page = page_of(officer_client, group)
    assert "Tổ, thôn chưa từng có hòm thư." in page
    assert "Tổ, thôn chưa từng có bảng đường dây nóng." in page


def test_nothing_of_the_neighbours_is_told(officer_client, group, neighbours):
    TipBoxFactory(group=neighbours, place="Nhà bên")
    assert "Nhà bên" not in page_of(officer_client, group)


def test_another_wards_officer_finds_no_page(outsider_client, group):
    assert outsider_client.get(url_of(group)).status_code == 404


def test_a_group_head_finds_no_page_of_the_neighbours(group_head, client_of, group, neighbours):
    client = client_of(group_head)
    assert [client.get(url_of(one)).status_code for one in (group, neighbours)] == [200, 404]


def test_the_list_leads_to_the_page(officer_client, group):
    page = officer_client.get(reverse("pledges:fixture-list")).content.decode()
    assert f'href="{url_of(group)}"' in page


@pytest.mark.parametrize("count", [1, 40])
def test_it_costs_the_same_for_any_number_of_findings(
    officer_client, group, box, board, count, django_assert_max_num_queries
):
    for number in range(count):
        TipBoxFactory(group=group, place=f"Chỗ {number}", removed=True)
        HotlineBoardFactory(group=group, place=f"Bảng {number}", removed=True)
    officer_client.get(url_of(group))  # the first page of a session also moves its end
    with django_assert_max_num_queries(10):
        officer_client.get(url_of(group))
