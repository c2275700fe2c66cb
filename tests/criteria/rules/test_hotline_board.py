from datetime import date

from criteria.rules.hotline_board import HotlineBoardInPlace
from foundation.dated import OPEN
from pledges.actions.boards import inspect_board, install_board, remove_board
from tests.criteria.rules.fixture_rule import FixtureRule
from tests.factories.pledges import BoardInspectionFactory, HotlineBoardFactory


class TestHotlineBoard(FixtureRule):
    rule = HotlineBoardInPlace()
    validity_key = "board_check_validity"
    out_of_order, unchecked = {"faded": True}, {"inspected": False}

    def put_up(self, group, **fields):
        return HotlineBoardFactory(group=group, **fields)

    def check(self, one, on, *, in_order):
        one.inspections.filter(valid_to=OPEN).update(valid_to=on)
        return BoardInspectionFactory(board=one, valid_from=on, is_legible=in_order)

    def write(self, officer, group):
        board = install_board(
            by=officer, group=group, place="Cổng chợ", numbers="113", installed_on=date(2024, 2, 1)
        )
        inspect_board(by=officer, board=board, inspected_on=date(2024, 4, 1), is_legible=False)
        inspect_board(by=officer, board=board, inspected_on=date(2024, 5, 1), is_legible=True)
        remove_board(by=officer, board=board, removed_on=date(2024, 6, 1))
