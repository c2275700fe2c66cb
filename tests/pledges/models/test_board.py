"""Rows of boards and of their inspections."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from pledges.models import BoardInspection, HotlineBoard
from tests.factories.pledges import BoardInspectionFactory, HotlineBoardFactory
from tests.pledges.ledger import refused_by_database, sentences_of

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 1)


class TestBoard:
    def test_a_board_is_not_removed_before_it_was_put_up(self, group):
        before = date(2023, 12, 31)
        with refused_by_database("board_ends_not_before_start"):
            HotlineBoardFactory(group=group, valid_from=FIRST, valid_to=before, inspected=False)

    def test_a_removal_before_the_installation_is_refused_in_words(self, board):
        board.valid_to = date(2000, 1, 1)
        assert sentences_of(board) == {"__all__": ["Ngày kết thúc không được trước ngày bắt đầu."]}

    @pytest.mark.parametrize("field", ["place", "numbers"])
    def test_place_and_numbers_are_needed(self, board, field):
        setattr(board, field, "")
        assert list(sentences_of(board)) == [field]

    def test_a_group_may_have_two_boards(self, group):
        HotlineBoardFactory.create_batch(2, group=group)
        assert group.boards.count() == 2

    def test_a_group_with_a_board_is_not_deleted(self, board):
        with pytest.raises(ProtectedError):
            board.group.delete()

    def test_a_public_board_holds_nothing_sensitive(self):
        assert (HotlineBoard.Privacy.sensitive, BoardInspection.Privacy.sensitive) == ((), ())

    def test_a_board_is_called_by_its_group_and_place(self, board):
        assert str(board) == "Tổ 1 · Cổng chợ"


class TestInspection:
    def test_a_finding_does_not_end_before_it_began(self):
        with refused_by_database("board_inspection_ends_not_before_start"):
            BoardInspectionFactory(valid_from=FIRST, valid_to=date(2023, 12, 31))

    def test_two_findings_of_one_board_do_not_overlap(self):
        board = BoardInspectionFactory(valid_from=FIRST, valid_to=LAST).board
        with refused_by_database("pledges_boardinspection_no_overlap"):
            BoardInspectionFactory(board=board, valid_from=date(2024, 5, 31))

    def test_two_open_findings_are_refused(self):
        board = BoardInspectionFactory(valid_from=FIRST).board
        with refused_by_database("pledges_boardinspection_no_overlap"):
            BoardInspectionFactory(board=board, valid_from=LAST)

    def test_one_finding_follows_another_on_the_day(self):
        board = BoardInspectionFactory(valid_from=FIRST, valid_to=LAST).board
        BoardInspectionFactory(board=board, valid_from=LAST)
        assert [BoardInspection.objects.in_force(day).count() for day in (FIRST, LAST)] == [1, 1]

    def test_findings_of_two_boards_are_apart(self):
        BoardInspectionFactory.create_batch(2, valid_from=FIRST)
        assert BoardInspection.objects.in_force(FIRST).count() == 2

    def test_the_latest_finding_stands_first(self):
        early = BoardInspectionFactory(valid_from=FIRST, valid_to=LAST)
        late = BoardInspectionFactory(board=early.board, valid_from=LAST)
        assert list(BoardInspection.objects.all()) == [late, early]

    def test_a_finding_is_called_by_its_board_and_day(self):
        found = BoardInspectionFactory(valid_from=FIRST)
        assert str(found) == f"{found.board_id} 2024-01-01"

    def test_findings_go_with_their_board(self, board):
        board.delete()
        assert BoardInspection.objects.count() == 0
