"""A preview as its page prints it."""

import pytest

from accounts.permissions import Permission
from cases.imports import PersonResource
from exchange.pages import page_of
from tests.factories.cases import PersonFactory, in_letters
from tests.workbooks import book, only, person_row


@pytest.fixture
def look(officer, group):
    def of(*rows):
        resource = PersonResource(officer, Permission.IMPORT_DATA)
        return page_of(resource.preview(resource.format.read(book(*rows))), resource)

    return of


def many(count, **changes):
    return [
        person_row(name=f"Giàng A {in_letters(n)}", number=f"010090{n:06d}", **changes)
        for n in range(count)
    ]


def test_a_new_row_shows_the_cells_that_stand_for_it(look):
    shown = look(person_row())
    assert shown.headers == [
        "Họ và tên",
        "Ngày sinh",
        "Năm sinh",
        "Số định danh",
        "Tổ, thôn",
        "Diện quản lý",
    ]
    assert [(line.row, line.cells) for line in shown.new] == [
        (2, ["Giàng A Páo", "05/03/1990", "", "010090000001", "Tổ 1", "người nghiện"])
    ]


def test_a_changed_row_shows_what_was_and_what_will_be(look, group):
    PersonFactory(group=group, full_name="Lò Văn A", id_number="010090000011", occupation="Thợ xây")
    shown = look(only(number="010090000011", name="Lò Văn A", job="Lái xe", phone="0912000001"))
    (line,) = shown.changed
    assert line.changes == [
        ("Điện thoại", "trống", "0912000001"),
        ("Nghề nghiệp", "Thợ xây", "Lái xe"),
    ]


def test_counts_tell_all_and_the_page_shows_fifty(look):
    shown = look(*many(60))
    assert (shown.counts["new"], len(shown.new)) == (60, 50)


def test_errors_are_shown_for_the_first_fifty_rows_whole(look):
    shown = look(*many(60, sex="x", people="y"))
    assert (shown.counts["faulty"], len(shown.problems)) == (60, 100)
    assert shown.problems[-1].row == 51


def test_unchanged_rows_are_shown_too(look, group):
    PersonFactory(group=group, full_name="Lò Văn A", id_number="010090000011")
    shown = look(only(number="010090000011", name="Lò Văn A"))
    assert shown.counts == {"new": 0, "changed": 0, "unchanged": 1, "faulty": 0, "notes": 0}
    assert (shown.unchanged[0].cells[0], shown.unchanged[0].changes) == ("Lò Văn A", [])
    assert not shown.can_be_saved


def test_notices_of_the_file_come_along(look):
    assert look(person_row() | {"Người lập": "x"}).notices == (
        "Không nhập các cột ngoài mẫu: “Người lập”.",
    )
