"""Boards put up, inspected, taken down."""

from datetime import date, timedelta

import pytest

from accounts.models import AuditEvent
from foundation.dated import OPEN
from pledges.actions.boards import inspect_board, install_board, remove_board
from pledges.enums import AuditAction
from pledges.models import BoardInspection, HotlineBoard
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.pledges import END_DAY, HotlineBoardFactory
from tests.factories.wards import LONG_AGO
from tests.pledges.ledger import changed_figures, refusal_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)
DAY_AFTER = date(2026, 5, 5)


def findings(board) -> list[tuple]:
    """(legible, note, from, to), oldest first."""
    rows = BoardInspection.objects.filter(board=board).order_by("valid_from")
    return list(rows.values_list("is_legible", "note", "valid_from", "valid_to"))


class TestInstall:
    def install(self, officer, group, **fields):
        facts = {"place": "Cổng chợ", "numbers": "113", "installed_on": DAY} | fields
        return install_board(by=officer, group=group, **facts)

    def test_the_facts_are_stored(self, officer, group):
        self.install(officer, group, place=" Cổng chợ ", numbers=" 113; 114 ")
        board = HotlineBoard.objects.get()
        told = (board.group, board.place, board.numbers, board.valid_from, board.valid_to)
        assert told == (group, "Cổng chợ", "113; 114", DAY, OPEN)

    def test_installing_is_the_first_inspection(self, officer, group):
        assert findings(self.install(officer, group)) == [(True, "", DAY, OPEN)]

    def test_the_access_log_says_so(self, officer, group, ward):
        board = self.install(officer, group)
        event = assert_audited(AuditAction.BOARD_INSTALLED, by=officer, target=board)
        assert event.after == {
            "id": board.pk,
            "valid_from": "2026-05-04",
            "valid_to": "9999-12-31",
            "group_id": group.pk,
            "place": "Cổng chợ",
            "numbers": "113",
            "photo": "",
        }
        assert (event.before, event.unit_id) == ({}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, group):
        self.install(officer, group)
        assert changed_figures() == [(group.pk, DAY)]

    def test_today_is_possible(self, officer, group, today):
        assert self.install(officer, group, installed_on=today).valid_from == today

    def test_tomorrow_is_not(self, officer, group, today):
        refused = refusal_of(
            self.install, officer=officer, group=group, installed_on=today + timedelta(days=1)
        )
        assert refused == {"installed_on": ["Ngày không được sau hôm nay."]}

    @pytest.mark.parametrize("field", ["place", "numbers"])
    def test_place_and_numbers_are_needed(self, officer, group, field):
        refused = refusal_of(self.install, officer=officer, group=group, **{field: " "})
        assert list(refused) == [field]

    @pytest.mark.parametrize(
        "numbers", ["0769.04.04.04 (Cục C04), 113", "113", "1 1 3", "Trực ban: 0214-384-0113"]
    )
    def test_numbers_may_be_written_freely(self, officer, group, numbers):
        assert self.install(officer, group, numbers=numbers).numbers == numbers

    @pytest.mark.parametrize("numbers", ["không phải số", "số 1", "–"])
    def test_what_holds_no_number_is_refused(self, officer, group, numbers):
        refused = refusal_of(self.install, officer=officer, group=group, numbers=numbers)
        assert refused == {"numbers": ["Ghi ít nhất một số điện thoại, ví dụ 113."]}

    def test_a_refusal_leaves_nothing(self, officer, group):
        refusal_of(self.install, officer=officer, group=group, place=" ")
        assert (HotlineBoard.objects.count(), changed_figures()) == (0, [])
        assert_nothing_audited()


class TestInspect:
    def inspect(self, board, officer, inspected_on=DAY, is_legible=True, note="", **more):
        return inspect_board(
            by=officer,
            board=board,
            inspected_on=inspected_on,
            is_legible=is_legible,
            note=note,
            **more,
        )

    def test_the_finding_stands_until_the_next(self, officer, board):
        self.inspect(board, officer, is_legible=False, note=" Mờ số ")
        assert findings(board) == [(True, "", LONG_AGO, DAY), (False, "Mờ số", DAY, OPEN)]

    def test_a_third_ends_only_the_second(self, officer, board):
        self.inspect(board, officer, is_legible=False)
        self.inspect(board, officer, inspected_on=DAY_AFTER)
        assert findings(board) == [
            (True, "", LONG_AGO, DAY),
            (False, "", DAY, DAY_AFTER),
            (True, "", DAY_AFTER, OPEN),
        ]

    def test_a_second_word_on_one_day_corrects_the_first(self, officer, board):
        first = self.inspect(board, officer, is_legible=False, note="Mờ số")
        second = self.inspect(board, officer, is_legible=True, corrects=True)
        assert second.pk == first.pk
        assert findings(board)[1:] == [(True, "", DAY, OPEN)]

    @pytest.mark.parametrize(
        ("found", "again", "told"),
        [
            ((False, "Mờ số"), (True, ""), "mờ, hỏng hoặc sai số"),
            ((True, ""), (False, ""), "đọc rõ, đúng số"),
            ((True, "Mới sơn"), (True, ""), "đọc rõ, đúng số"),
        ],
    )
    def test_it_does_so_only_on_purpose(self, officer, board, found, again, told):
        self.inspect(board, officer, is_legible=found[0], note=found[1])
        refused = refusal_of(
            self.inspect, board=board, officer=officer, is_legible=again[0], note=again[1]
        )
        way_out = "Nếu muốn sửa, đánh dấu ô sửa ở cuối biểu mẫu rồi lưu lại."
        assert refused == {
            "inspected_on": [f"Ngày 04/05/2026 đã ghi kiểm tra bảng: {told}. {way_out}"]
        }
        assert findings(board)[1:] == [(*found, DAY, OPEN)]

    def test_the_same_word_again_replaces_nothing(self, officer, board):
        first = self.inspect(board, officer, note="Mới sơn")
        assert self.inspect(board, officer, note="Mới sơn").pk == first.pk

    def test_a_correction_keeps_its_place_before_a_later_finding(self, officer, board):
        self.inspect(board, officer)
        self.inspect(board, officer, inspected_on=DAY_AFTER)
        self.inspect(board, officer, is_legible=False, corrects=True)
        assert findings(board)[1:] == [(False, "", DAY, DAY_AFTER), (True, "", DAY_AFTER, OPEN)]

    def test_the_access_log_keeps_both_words(self, officer, board):
        self.inspect(board, officer, is_legible=False, note="Mờ số")
        self.inspect(board, officer, is_legible=True, corrects=True)
        events = AuditEvent.objects.filter(action=AuditAction.BOARD_CHECKED).order_by("pk")
        told = [(event.before.get("note"), event.after["note"]) for event in events]
        assert told == [(None, "Mờ số"), ("Mờ số", "")]

    def test_on_the_day_of_the_installation_it_follows_the_installation(self, officer, group):
        board = HotlineBoardFactory(group=group, valid_from=DAY)
        self.inspect(board, officer, is_legible=False)
        assert findings(board) == [(True, "", DAY, DAY), (False, "", DAY, OPEN)]

    def test_on_that_day_too_a_different_finding_is_not_replaced_unasked(self, officer, group):
        board = HotlineBoardFactory(group=group, valid_from=DAY)
        self.inspect(board, officer, is_legible=False)
        refused = refusal_of(self.inspect, board=board, officer=officer, is_legible=True)
        assert list(refused) == ["inspected_on"]
        self.inspect(board, officer, is_legible=True, corrects=True)
        assert findings(board) == [(True, "", DAY, DAY), (True, "", DAY, OPEN)]

    def test_the_access_log_says_so(self, officer, board, ward):
        found = self.inspect(board, officer, is_legible=False, note="Mờ số")
        event = assert_audited(AuditAction.BOARD_CHECKED, by=officer, target=board)
        assert event.after == {
            "id": found.pk,
            "valid_from": "2026-05-04",
            "valid_to": "9999-12-31",
            "board_id": board.pk,
            "is_legible": False,
            "note": "Mờ số",
        }
        assert (event.before, event.unit_id) == ({}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, board, group):
        self.inspect(board, officer)
        assert changed_figures() == [(group.pk, DAY)]

    def test_tomorrow_is_not_possible(self, officer, board, today):
        refused = refusal_of(
            self.inspect, board=board, officer=officer, inspected_on=today + timedelta(days=1)
        )
        assert refused == {"inspected_on": ["Ngày không được sau hôm nay."]}

    def test_nothing_is_found_before_the_installation(self, officer, board):
        day = LONG_AGO - timedelta(days=1)
        refused = refusal_of(self.inspect, board=board, officer=officer, inspected_on=day)
        assert refused == {"inspected_on": ["Bảng được lắp ngày 01/01/2020, sau ngày này."]}

    def test_nothing_is_found_from_the_removal_on(self, officer, group):
        board = HotlineBoardFactory(group=group, removed=True)
        refused = refusal_of(self.inspect, board=board, officer=officer, inspected_on=END_DAY)
        assert refused == {"inspected_on": ["Bảng không còn ở đó vào ngày này."]}

    def test_the_last_day_before_the_removal_is_possible(self, officer, group):
        board = HotlineBoardFactory(group=group, removed=True)
        last = END_DAY - timedelta(days=1)
        assert self.inspect(board, officer, inspected_on=last).valid_from == last

    def test_a_later_finding_is_not_overtaken(self, officer, board):
        self.inspect(board, officer, inspected_on=DAY_AFTER)
        refused = refusal_of(self.inspect, board=board, officer=officer)
        assert refused == {"inspected_on": ["Đã có lần kiểm tra sau ngày này."]}

    def test_a_long_note_is_refused_beside_the_note(self, officer, board):
        refused = refusal_of(self.inspect, board=board, officer=officer, note="x" * 201)
        assert list(refused) == ["note"]

    def test_a_refusal_leaves_the_findings(self, officer, board):
        refusal_of(self.inspect, board=board, officer=officer, note="x" * 201)
        assert (findings(board), changed_figures()) == ([(True, "", LONG_AGO, OPEN)], [])
        assert_nothing_audited()


class TestRemove:
    def remove(self, board, officer, removed_on=DAY):
        return remove_board(by=officer, board=board, removed_on=removed_on)

    def test_the_board_ends(self, officer, board):
        self.remove(board, officer)
        board.refresh_from_db()
        assert (board.valid_to, board.is_open) == (DAY, False)

    def test_its_findings_stay(self, officer, board):
        self.remove(board, officer)
        assert findings(board) == [(True, "", LONG_AGO, OPEN)]

    def test_the_access_log_says_so(self, officer, board, ward):
        self.remove(board, officer)
        event = assert_audited(AuditAction.BOARD_REMOVED, by=officer, target=board)
        assert event.before == {"valid_to": "9999-12-31"}
        assert (event.after, event.unit_id) == ({"valid_to": "2026-05-04"}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, board, group):
        self.remove(board, officer)
        assert changed_figures() == [(group.pk, DAY)]

    def test_tomorrow_is_not_possible(self, officer, board, today):
        refused = refusal_of(
            self.remove, board=board, officer=officer, removed_on=today + timedelta(days=1)
        )
        assert refused == {"removed_on": ["Ngày không được sau hôm nay."]}

    def test_a_board_is_not_removed_before_it_was_put_up(self, officer, board):
        day = LONG_AGO - timedelta(days=1)
        refused = refusal_of(self.remove, board=board, officer=officer, removed_on=day)
        assert refused == {"removed_on": ["Ngày gỡ không được trước ngày lắp."]}

    def test_not_before_a_later_finding(self, officer, board):
        inspect_board(by=officer, board=board, inspected_on=DAY_AFTER, is_legible=True)
        refused = refusal_of(self.remove, board=board, officer=officer)
        assert refused == {"removed_on": ["Đã có lần kiểm tra sau ngày này."]}

    def test_on_the_day_of_the_last_finding_is_possible(self, officer, board):
        inspect_board(by=officer, board=board, inspected_on=DAY, is_legible=False)
        assert self.remove(board, officer).valid_to == DAY

    def test_a_board_is_removed_once(self, officer, group):
        board = HotlineBoardFactory(group=group, removed=True)
        assert refusal_of(self.remove, board=board, officer=officer) == {"": ["Bảng này đã gỡ."]}

    def test_two_people_who_press_at_once_remove_it_once(self, officer, board):
        as_seen_by_the_second = HotlineBoard.objects.get(pk=board.pk)
        self.remove(board, officer)
        refused = refusal_of(
            self.remove, board=as_seen_by_the_second, officer=officer, removed_on=DAY_AFTER
        )
        assert refused == {"": ["Bảng này đã gỡ."]}
        assert HotlineBoard.objects.get().valid_to == DAY
