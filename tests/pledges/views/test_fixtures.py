"""The list of boxes and boards by group."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import Role
from pledges.enums import FixtureState
from tests.factories.pledges import (
    BoardInspectionFactory,
    BoxCheckFactory,
    HotlineBoardFactory,
    TipBoxFactory,
)
from tests.factories.wards import GroupFactory, PostingFactory
from wards.enums import GroupKind

pytestmark = pytest.mark.django_db

LIST = "pledges:fixture-list"


def page_of(client, **asked) -> str:
    response = client.get(reverse(LIST), asked)
    assert response.status_code == 200
    return response.content.decode()


def listed(client, **asked) -> list[str]:
    return [group.name for group in client.get(reverse(LIST), asked).context["object_list"]]


def checked_box(group, day, **found):
    return BoxCheckFactory(
        box=TipBoxFactory(group=group, checked=False), valid_from=day, **found
    ).box


class TestRows:
    def test_an_officer_sees_the_groups_of_the_ward(
        self, officer_client, group, neighbours, foreign_box
    ):
        assert listed(officer_client) == ["Tổ 1", "Tổ 2"]
        assert "Nhà văn hóa thôn xa" not in page_of(officer_client)

    def test_groups_stand_by_number(self, officer_client, ward):
        for name in ("Tổ 10", "Tổ 9"):
            GroupFactory(ward=ward, name=name)
        assert listed(officer_client) == ["Tổ 9", "Tổ 10"]

    def test_a_group_head_sees_the_own_group(self, group_head, client_of, group, neighbours):
        assert listed(client_of(group_head)) == ["Tổ 1"]

    def test_places_outside_any_group_need_none(self, officer_client, ward):
        GroupFactory(ward=ward, name="Khu vực khác", kind=GroupKind.OTHER_PLACE)
        assert listed(officer_client) == []
        assert "Chưa có tổ, thôn nào trên địa bàn." in page_of(officer_client)

    def test_a_group_without_anything_says_so(self, officer_client, group):
        page = page_of(officer_client)
        assert "Chưa có hòm thư" in page
        assert "Chưa có bảng" in page

    def test_a_box_tells_its_place_check_and_opening(self, officer_client, group):
        box = checked_box(group, date(2026, 11, 1), opening=True, valid_to=date(2026, 11, 10))
        BoxCheckFactory(box=box, valid_from=date(2026, 11, 10))
        page = " ".join(page_of(officer_client).split())
        assert "Nhà văn hóa tổ" in page
        assert "Kiểm tra: 10/11/2026" in page
        assert "mở: 01/11/2026" in page

    def test_a_board_tells_its_numbers_and_inspection(self, officer_client, group):
        board = HotlineBoardFactory(group=group, inspected=False, numbers="113; 0214 999")
        BoardInspectionFactory(board=board, valid_from=date(2026, 11, 2))
        page = " ".join(page_of(officer_client).split())
        assert "113; 0214 999" in page
        assert "Kiểm tra: 02/11/2026" in page

    def test_who_holds_the_key_is_not_told(self, officer_client, group):
        TipBoxFactory(group=group, key_holder="Người Giữ Khóa")
        assert "Người Giữ Khóa" not in page_of(officer_client)

    def test_what_was_in_the_box_is_not_told(self, officer_client, group):
        checked_box(group, date(2026, 11, 1), opening=True, summary="Ngõ 12 có người lạ")
        assert "Ngõ 12" not in page_of(officer_client)

    def test_a_removed_box_is_not_listed(self, officer_client, group):
        TipBoxFactory(group=group, place="Chỗ cũ", removed=True)
        assert "Chỗ cũ" not in page_of(officer_client)


class TestStates:
    @pytest.mark.parametrize(
        ("day", "working", "word"),
        [
            (date(2026, 8, 27), True, "Còn dùng được"),
            (date(2026, 8, 26), True, "Quá hạn kiểm tra"),
            (date(2026, 11, 24), False, "Hỏng"),
        ],
    )
    def test_a_state_is_told_in_words(
        self, officer_client, group, rules, today, day, working, word
    ):
        checked_box(group, day, is_working=working)
        assert f"</span> {word}</span> Nhà văn hóa tổ" in " ".join(page_of(officer_client).split())

    @pytest.mark.parametrize(
        ("opened", "words"),
        [(date(2026, 11, 10), "hạn mở 24/11/2026"), (date(2026, 11, 9), "quá hạn mở 23/11/2026")],
    )
    def test_the_next_opening_is_told_with_its_day(
        self, officer_client, group, rules, today, opened, words
    ):
        checked_box(group, opened, opening=True)
        page = page_of(officer_client)
        assert words in page
        assert ("quá hạn mở" in page) is words.startswith("quá")

    def test_without_a_rule_no_opening_is_due(self, officer_client, box):
        assert "hạn mở" not in page_of(officer_client)


class TestFilter:
    @pytest.fixture(autouse=True)
    def _four_groups(self, ward, rules, today):
        for name, day, works in (
            ("Tổ tốt", today, True),
            ("Tổ hỏng", today, False),
            ("Tổ quá hạn", date(2026, 1, 1), True),
        ):
            group = GroupFactory(ward=ward, name=name)
            checked_box(group, day, is_working=works)
            board = HotlineBoardFactory(group=group, inspected=False)
            BoardInspectionFactory(board=board, valid_from=today)
        GroupFactory(ward=ward, name="Tổ thiếu")

    @pytest.mark.parametrize(
        ("state", "names"),
        [
            (FixtureState.MISSING, ["Tổ thiếu"]),
            (FixtureState.BROKEN, ["Tổ hỏng"]),
            (FixtureState.LAPSED, ["Tổ quá hạn"]),
        ],
    )
    def test_a_state_is_asked_for(self, officer_client, state, names):
        assert listed(officer_client, state=state.value) == names

    def test_without_a_question_all_are_listed(self, officer_client):
        assert len(listed(officer_client)) == 4

    @pytest.mark.parametrize("state", ["x", "9", "1"])
    def test_nonsense_is_no_question(self, officer_client, state):
        assert len(listed(officer_client, state=state)) == 4


def test_nothing_found_says_so(officer_client, box):
    state = FixtureState.BROKEN.value
    assert "Không có tổ, thôn nào như vậy." in page_of(officer_client, state=state)


class TestButtons:
    def urls(self, box, board):
        of_box = [f"pledges:box-{act}" for act in ("open", "inspect", "remove")]
        of_board = [f"pledges:board-{act}" for act in ("inspect", "remove")]
        return [reverse(name, args=[box.pk]) for name in of_box] + [
            reverse(name, args=[board.pk]) for name in of_board
        ]

    def test_who_keeps_the_group_acts(self, officer_client, box, board):
        page = page_of(officer_client)
        assert [url for url in self.urls(box, board) if f'href="{url}"' not in page] == []

    def test_a_group_head_acts_in_the_own_group(self, group_head, client_of, box, board):
        page = page_of(client_of(group_head))
        assert [url for url in self.urls(box, board) if f'href="{url}"' not in page] == []

    def test_the_chairmans_office_only_looks(self, chair_office, client_of, box, board):
        page = page_of(client_of(chair_office))
        assert [url for url in self.urls(box, board) if url in page] == []
        assert "Nhà văn hóa tổ" in page

    def test_who_looks_here_and_keeps_there_acts_there(
        self, chair_office, client_of, box, foreign_box, other_ward
    ):
        PostingFactory(user=chair_office, role=Role.OFFICER, ward=other_ward)
        page = page_of(client_of(chair_office))
        urls = [reverse("pledges:box-open", args=[one.pk]) for one in (box, foreign_box)]
        assert [url in page for url in urls] == [False, True]

    def test_a_group_that_lacks_one_gets_one(self, officer_client, group):
        page = page_of(officer_client)
        for name in ("pledges:box-create", "pledges:board-create"):
            assert f'href="{reverse(name)}?group={group.pk}"' in page

    def test_a_group_that_has_both_needs_none(self, officer_client, box, board):
        page = page_of(officer_client)
        assert reverse("pledges:box-create") not in page
        assert reverse("pledges:board-create") not in page

    def test_the_chairmans_office_puts_up_nothing(self, chair_office, client_of, group):
        assert reverse("pledges:box-create") not in page_of(client_of(chair_office))

    def test_every_button_says_whose_it_is(self, officer_client, box, board):
        page = " ".join(page_of(officer_client).split())
        assert 'Gỡ<span class="visually-hidden"> hòm thư Tổ 1</span>' in page
        assert 'Gỡ<span class="visually-hidden"> bảng Tổ 1</span>' in page


class TestPages:
    def test_fifty_a_page(self, officer_client, ward):
        GroupFactory.create_batch(51, ward=ward)
        assert (len(listed(officer_client)), len(listed(officer_client, page=2))) == (50, 1)

    @pytest.mark.parametrize("count", [1, 30])
    def test_any_number_costs_the_same(
        self, officer_client, ward, rules, count, django_assert_num_queries
    ):
        for group in GroupFactory.create_batch(count, ward=ward):
            TipBoxFactory(group=group)
            HotlineBoardFactory(group=group)
        page_of(officer_client)
        with django_assert_num_queries(8):
            page_of(officer_client)

    def test_htmx_gets_the_table_alone(self, officer_client, box):
        part = officer_client.get(reverse(LIST), headers={"HX-Request": "true"}).content.decode()
        assert "Nhà văn hóa tổ" in part
        assert "<html" not in part
