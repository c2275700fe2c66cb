"""Screens of one hotline board."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from pledges.enums import AuditAction
from pledges.models import HotlineBoard
from tests.assertions import assert_audited, assert_nothing_audited, assert_refused
from tests.factories.pledges import HotlineBoardFactory

pytestmark = pytest.mark.django_db

LIST = reverse("pledges:fixture-list")
DAY = date(2026, 5, 4)


def sent_twice(client, url, data) -> list[int]:
    data = data | {"submission": str(uuid.uuid4())}
    return [client.post(url, data).status_code for _time in range(2)]


class TestCreate:
    url = property(lambda _self: reverse("pledges:board-create"))

    def data(self, group, **fields):
        return {
            "group": group.pk,
            "place": "Cổng trường",
            "numbers": "113",
            "installed_on": "04/05/2026",
        } | fields

    def test_a_board_is_put_up(self, officer_client, officer, group):
        response = officer_client.post(self.url, self.data(group))
        board = HotlineBoard.objects.get()
        told = (board.group, board.place, board.numbers, board.valid_from, response.url)
        assert told == (group, "Cổng trường", "113", DAY, LIST)
        assert_audited(AuditAction.BOARD_INSTALLED, by=officer, target=board)

    def test_a_group_head_puts_one_up_in_the_own_group(self, group_head, client_of, group):
        client_of(group_head).post(self.url, self.data(group))
        assert HotlineBoard.objects.get().group == group

    def test_next_door_is_no_choice(self, group_head, client_of, neighbours):
        response = client_of(group_head).post(self.url, self.data(neighbours))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["group"])
        assert HotlineBoard.objects.count() == 0

    def test_another_wards_group_is_no_choice(self, officer_client, group, other_group):
        response = officer_client.post(self.url, self.data(other_group))
        assert list(response.context["form"].errors) == ["group"]
        assert "Thôn 1" not in response.content.decode()

    @pytest.mark.parametrize("field", ["place", "numbers", "installed_on"])
    def test_place_numbers_and_day_are_needed(self, officer_client, group, field):
        response = officer_client.post(self.url, self.data(group, **{field: ""}))
        assert_refused(response, **{field: "Bắt buộc phải nhập."})

    def test_tomorrow_is_refused_beside_the_day(self, officer_client, group, today):
        response = officer_client.post(self.url, self.data(group, installed_on="25/11/2026"))
        assert_refused(response, installed_on="Ngày không được sau hôm nay.")
        assert_nothing_audited()

    def test_sent_twice_it_is_put_up_once(self, officer_client, group):
        assert sent_twice(officer_client, self.url, self.data(group)) == [302, 302]
        assert HotlineBoard.objects.count() == 1


class TestInspect:
    def url(self, board):
        return reverse("pledges:board-inspect", args=[board.pk])

    def data(self, **fields):
        return {"inspected_on": "04/05/2026", "is_legible": "no", "note": "Mờ số"} | fields

    @pytest.mark.parametrize(("said", "is_legible"), [("yes", True), ("no", False)])
    def test_the_finding_is_written(self, officer_client, officer, board, said, is_legible):
        assert officer_client.post(self.url(board), self.data(is_legible=said)).url == LIST
        found = board.inspections.get(valid_from=DAY)
        assert (found.is_legible, found.note) == (is_legible, "Mờ số")
        assert_audited(AuditAction.BOARD_CHECKED, by=officer, target=board)

    def test_the_list_tells_the_new_state(self, officer_client, board):
        page = officer_client.post(self.url(board), self.data(), follow=True).content.decode()
        assert "Đã ghi lần kiểm tra." in page
        assert "</span> Hỏng</span>" in page

    def test_a_group_head_inspects_the_own_board(self, group_head, client_of, board):
        client_of(group_head).post(self.url(board), self.data())
        assert board.inspections.count() == 2

    def test_a_finding_is_said(self, officer_client, board):
        response = officer_client.post(self.url(board), self.data(is_legible=""))
        assert_refused(response, is_legible="Bắt buộc phải nhập.")

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("25/11/2026", "Ngày không được sau hôm nay."),
            ("01/01/2019", "Bảng được lắp ngày 01/01/2020, sau ngày này."),
            ("31/12/2025", "Đã có lần kiểm tra sau ngày này."),
        ],
    )
    def test_a_wrong_day_is_refused_beside_the_day(self, officer_client, board, today, day, words):
        officer_client.post(self.url(board), self.data(inspected_on="01/01/2026"))
        response = officer_client.post(self.url(board), self.data(inspected_on=day))
        assert_refused(response, inspected_on=words)

    def test_a_long_note_is_refused_beside_the_note(self, officer_client, board):
        response = officer_client.post(self.url(board), self.data(note="x" * 201))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["note"])

    def test_the_page_names_group_and_place(self, officer_client, board):
        page = officer_client.get(self.url(board)).content.decode()
        assert "Kiểm tra bảng: Tổ 1 · Cổng chợ" in page

    def test_a_finding_that_is_written_is_corrected_on_purpose(self, officer_client, board):
        officer_client.post(self.url(board), self.data())
        response = officer_client.post(self.url(board), self.data(is_legible="yes", note=""))
        assert list(response.context["form"].errors) == ["inspected_on"]
        assert "Sửa kết quả đã ghi" in response.content.decode()
        officer_client.post(self.url(board), self.data(is_legible="yes", note="", corrects="on"))
        found = board.inspections.get(valid_from=date(2026, 5, 4))
        assert (found.is_legible, found.note) == (True, "")

    def test_sent_twice_it_is_written_once(self, officer_client, officer, board):
        assert sent_twice(officer_client, self.url(board), self.data()) == [302, 302]
        assert_audited(AuditAction.BOARD_CHECKED, by=officer, target=board)


class TestRemove:
    def url(self, board):
        return reverse("pledges:board-remove", args=[board.pk])

    def test_the_board_is_taken_down(self, officer_client, officer, board):
        response = officer_client.post(self.url(board), {"removed_on": "04/05/2026"})
        board.refresh_from_db()
        assert (board.valid_to, response.url) == (DAY, LIST)
        assert_audited(AuditAction.BOARD_REMOVED, by=officer, target=board)

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("25/11/2026", "Ngày không được sau hôm nay."),
            ("31/12/2019", "Ngày gỡ không được trước ngày lắp."),
        ],
    )
    def test_a_wrong_day_is_refused_beside_the_day(self, officer_client, board, today, day, words):
        response = officer_client.post(self.url(board), {"removed_on": day})
        assert_refused(response, removed_on=words)

    def test_a_board_is_removed_once(self, officer_client, group):
        board = HotlineBoardFactory(group=group, removed=True)
        response = officer_client.post(self.url(board), {"removed_on": "04/05/2026"})
        assert_refused(response, on_top="Bảng này đã gỡ.")

    def test_sent_twice_it_is_taken_down_once(self, officer_client, officer, board):
        data = {"removed_on": "04/05/2026"}
        assert sent_twice(officer_client, self.url(board), data) == [302, 302]
        assert_audited(AuditAction.BOARD_REMOVED, by=officer, target=board)
