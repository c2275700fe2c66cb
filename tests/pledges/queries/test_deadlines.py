"""What is due at boxes and boards: when, why, and for whom."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from criteria.rules.hotline_board import HotlineBoardInPlace
from law.queries.deadlines import deadlines_for
from pledges.actions.boxes import inspect_box, open_box
from pledges.enums import CheckKind
from pledges.models import BoxCheck
from tests.criteria.asking import figures
from tests.factories.law import LegalRuleFactory
from tests.factories.pledges import (
    BoardInspectionFactory,
    BoxCheckFactory,
    HotlineBoardFactory,
    TipBoxFactory,
)
from tests.factories.wards import PostingFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 1)
#: The shipped rules: a box is opened every 14 days, a board inspected every 90.
#: An inspection counts on its own day too, so its last day is the 89th after it.
OPENING, INSPECTION = timedelta(days=14), timedelta(days=89)
BASIS = "Quy chế nội bộ, cấu hình được"
KEEPS = {Role.OFFICER, Role.CHIEF, Role.GROUP_HEAD}


def box_opened(group, day=DAY, **fields):
    return BoxCheckFactory(
        box=TipBoxFactory(group=group, checked=False, **fields), opening=True, valid_from=day
    ).box


def board_inspected(group, day=DAY, **fields):
    board = HotlineBoardFactory(group=group, inspected=False, **fields)
    return BoardInspectionFactory(board=board, valid_from=day).board


def due(user, today, **horizon) -> list[tuple[str, date]]:
    return [(one.label, one.due_on) for one in deadlines_for(user, today, **horizon)]


class TestBox:
    def test_a_line_says_what_where_until_when_and_why(self, officer, group, rules):
        box = box_opened(group, place="Cổng chợ")
        line = deadlines_for(officer, DAY + OPENING)[0]
        assert (line.label, line.subject, line.place) == ("Mở hòm thư tố giác", "Cổng chợ", "Tổ 1")
        assert (line.due_on, line.legal_basis, line.is_configured) == (DAY + OPENING, BASIS, True)
        assert (line.action_label, line.action_url) == (
            "Biên bản",
            reverse("pledges:box-open", args=[box.pk]),
        )

    @pytest.mark.parametrize(
        ("days_before", "is_listed"), [(8, False), (7, True), (0, True), (-1, True), (-400, True)]
    )
    def test_it_is_listed_a_week_ahead_and_until_it_is_done(
        self, officer, group, rules, days_before, is_listed
    ):
        box_opened(group)
        today = DAY + OPENING - timedelta(days=days_before)
        assert bool(due(officer, today)) is is_listed

    def test_the_horizon_may_be_wider(self, officer, group, rules):
        box_opened(group)
        lines = due(officer, DAY, horizon=14)
        assert lines == [("Mở hòm thư tố giác", DAY + OPENING)]

    def test_the_horizon_may_be_today(self, officer, group, rules):
        box_opened(group)
        assert due(officer, DAY + OPENING - timedelta(days=1), horizon=0) == []

    def test_only_an_opening_is_an_opening(self, officer, group, rules):
        box = TipBoxFactory(group=group, valid_from=DAY)
        inspect_box(by=officer, box=box, inspected_on=DAY + timedelta(days=9), is_working=True)
        assert due(officer, DAY + OPENING) == [("Mở hòm thư tố giác", DAY + OPENING)]

    def test_the_last_opening_counts(self, officer, group, rules):
        box = box_opened(group, day=date(2026, 9, 1))
        BoxCheck.objects.filter(box=box).update(valid_to=DAY)
        BoxCheckFactory(box=box, opening=True, valid_from=DAY)
        assert due(officer, DAY + OPENING) == [("Mở hòm thư tố giác", DAY + OPENING)]

    def test_the_first_opening_is_due_after_the_installation(self, officer, group, rules):
        TipBoxFactory(group=group, valid_from=DAY)
        assert due(officer, DAY + OPENING) == [("Mở hòm thư tố giác", DAY + OPENING)]

    def test_a_box_inspected_on_the_day_of_its_installation_is_due_like_others(
        self, officer, group, rules
    ):
        box = TipBoxFactory(group=group, valid_from=DAY)
        inspect_box(by=officer, box=box, inspected_on=DAY, is_working=True)
        assert due(officer, DAY + OPENING) == [("Mở hòm thư tố giác", DAY + OPENING)]

    def test_a_box_whose_installation_was_not_written_is_due_from_its_own_day(
        self, officer, group, rules
    ):
        box = TipBoxFactory(group=group, valid_from=DAY, checked=False)
        BoxCheckFactory(box=box, kind=CheckKind.INSPECTION, valid_from=DAY)
        assert due(officer, DAY + OPENING) == [("Mở hòm thư tố giác", DAY + OPENING)]

    def test_a_removed_box_is_not_opened(self, officer, group, rules):
        box_opened(group, valid_to=date(2026, 11, 10))
        assert due(officer, DAY + OPENING) == []

    def test_an_opened_box_is_done(self, officer, group, rules):
        box = box_opened(group, day=date(2026, 10, 1))
        open_box(
            by=officer,
            box=box,
            opened_on=DAY,
            opened_at="09:30",
            first_person="A",
            second_person="B",
            is_seal_intact=True,
            letters=0,
        )
        assert due(officer, date(2026, 11, 2)) == []

    def test_without_a_rule_nothing_is_due(self, officer, group):
        box_opened(group)
        assert due(officer, DAY + 10 * OPENING) == []

    def test_the_rule_of_that_day_decides(self, officer, group):
        LegalRuleFactory(key="box_opening", value=1, legal_basis="Điều 9", is_configured=False)
        box_opened(group, day=date(2026, 10, 31))
        line = deadlines_for(officer, date(2026, 11, 30))[0]
        told = (line.due_on, line.legal_basis, line.is_configured)
        assert told == (date(2026, 11, 30), "Điều 9", False)


class TestBoard:
    def test_a_line_says_what_where_until_when_and_why(self, officer, group, rules):
        board = board_inspected(group, place="Cổng trường")
        line = deadlines_for(officer, DAY + INSPECTION)[0]
        told = (line.label, line.subject, line.place)
        assert told == ("Kiểm tra bảng đường dây nóng", "Cổng trường", "Tổ 1")
        assert (line.due_on, line.legal_basis, line.is_configured) == (
            DAY + INSPECTION,
            BASIS,
            True,
        )
        assert line.action_url == reverse("pledges:board-inspect", args=[board.pk])

    @pytest.mark.parametrize(("days_before", "is_listed"), [(8, False), (7, True), (-30, True)])
    def test_it_is_listed_a_week_ahead_and_until_it_is_done(
        self, officer, group, rules, days_before, is_listed
    ):
        board_inspected(group)
        today = DAY + INSPECTION - timedelta(days=days_before)
        assert bool(due(officer, today)) is is_listed

    def test_it_is_due_on_the_last_day_on_which_criterion_8_counts_it(
        self, officer, ward, group, rules
    ):
        board_inspected(group)
        ((_words, last),) = due(officer, DAY + INSPECTION)
        days = (last, last + timedelta(days=1))
        assert figures(HotlineBoardInPlace(), ward, *days) == ["1/1", "0/1"]

    def test_an_illegible_board_is_due_like_others(self, officer, group, rules):
        board = HotlineBoardFactory(group=group, inspected=False)
        BoardInspectionFactory(board=board, valid_from=DAY, faded=True)
        lines = due(officer, DAY + INSPECTION)
        assert lines == [("Kiểm tra bảng đường dây nóng", DAY + INSPECTION)]

    def test_a_removed_board_is_not_inspected(self, officer, group, rules):
        board_inspected(group, valid_to=date(2026, 12, 1))
        assert due(officer, DAY + INSPECTION) == []

    def test_before_the_rule_nothing_was_due(self, officer, group, rules):
        board_inspected(group, day=date(2026, 1, 1))
        assert due(officer, date(2026, 6, 30)) == []


class TestAction:
    def test_all_of_it_is_work_on_fixtures(self, officer, group, rules):
        box_opened(group)
        board_inspected(group, day=date(2026, 1, 1))
        kinds = [line.kind for line in deadlines_for(officer, DAY + OPENING)]
        assert kinds == ["fixture", "fixture"]

    def test_whatever_is_offered_can_be_opened(self, user_as, group, rules, client_of):
        box_opened(group)
        board_inspected(group, day=date(2026, 1, 1))
        users = {role: user_as(role) for role in KEEPS}
        urls = {
            role: [line.action_url for line in deadlines_for(user, DAY + OPENING)]
            for role, user in users.items()
        }
        clients = {role: client_of(user) for role, user in users.items()}
        opened = {
            role: [clients[role].get(url).status_code for url in offered]
            for role, offered in urls.items()
        }
        assert opened == {role: [200, 200] for role in KEEPS}

    def test_a_reader_of_one_ward_and_officer_of_another_has_the_own_work_only(
        self, officer, other_ward, group, other_group, rules
    ):
        PostingFactory(user=officer, role=Role.CHAIR_OFFICE, ward=other_ward)
        box_opened(group, place="Được làm")
        box_opened(other_group, place="Chỉ xem")
        lines = deadlines_for(officer, DAY + OPENING)
        assert [line.subject for line in lines] == ["Được làm"]


class TestOrder:
    def test_what_is_due_first_stands_first(self, officer, group, neighbours, rules):
        board_inspected(group, day=date(2026, 1, 1))
        box_opened(group, day=date(2026, 10, 20))
        box_opened(neighbours, day=date(2026, 10, 10))
        assert due(officer, DAY + OPENING) == [
            ("Kiểm tra bảng đường dây nóng", date(2026, 3, 31)),
            ("Mở hòm thư tố giác", date(2026, 10, 24)),
            ("Mở hòm thư tố giác", date(2026, 11, 3)),
        ]


class TestScope:
    def test_another_wards_boxes_are_nobody_elses_work(
        self, officer, outsider, group, other_group, rules
    ):
        box_opened(group, place="Của Nam Cường")
        box_opened(other_group, place="Của Cốc San")
        named = {
            user: [line.subject for line in deadlines_for(user, DAY + OPENING)]
            for user in (officer, outsider)
        }
        assert named == {officer: ["Của Nam Cường"], outsider: ["Của Cốc San"]}

    def test_a_group_head_has_the_own_group_to_do(self, group_head, group, neighbours, rules):
        box_opened(group, place="Của tổ")
        box_opened(neighbours, place="Của tổ khác")
        lines = deadlines_for(group_head, DAY + OPENING)
        assert [line.subject for line in lines] == ["Của tổ"]

    def test_whoever_may_write_has_it_to_do_and_others_nothing(self, user_as, group, rules):
        box_opened(group)
        board_inspected(group, day=date(2026, 1, 1))
        found = {role: len(due(user_as(role), DAY + OPENING)) for role in Role}
        assert found == dict.fromkeys(Role, 0) | dict.fromkeys(KEEPS, 2)


#: The rules; three kinds of work with people, two of hotspots and suspicions, boxes and boards.
BUDGET = 8


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_costs_the_same(officer, group, rules, count, django_assert_num_queries):
    for _number in range(count):
        box_opened(group)
        board_inspected(group, day=date(2026, 1, 1))
    deadlines_for(officer, DAY)
    with django_assert_num_queries(BUDGET):
        assert len(deadlines_for(officer, DAY + OPENING)) == 2 * count
