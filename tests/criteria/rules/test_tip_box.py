from datetime import date

from criteria.rules.tip_box import TipBoxInPlace
from foundation.dated import OPEN
from pledges.actions.boxes import inspect_box, install_box, remove_box
from tests.criteria.rules.fixture_rule import FixtureRule
from tests.factories.pledges import BoxCheckFactory, TipBoxFactory


class TestTipBox(FixtureRule):
    rule = TipBoxInPlace()
    validity_key = "box_check_validity"
    out_of_order, unchecked = {"broken": True}, {"checked": False}

    def put_up(self, group, **fields):
        return TipBoxFactory(group=group, **fields)

    def check(self, one, on, *, in_order):
        one.checks.filter(valid_to=OPEN).update(valid_to=on)
        return BoxCheckFactory(box=one, valid_from=on, is_working=in_order)

    def write(self, officer, group):
        box = install_box(
            by=officer, group=group, place="Nhà văn hóa", installed_on=date(2024, 2, 1)
        )
        inspect_box(by=officer, box=box, inspected_on=date(2024, 4, 1), is_working=False)
        inspect_box(by=officer, box=box, inspected_on=date(2024, 5, 1), is_working=True)
        remove_box(by=officer, box=box, removed_on=date(2024, 6, 1))
