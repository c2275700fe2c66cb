"""Registering, changing, moving and ending households."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from accounts.audit import MASK
from foundation.dated import OPEN
from foundation.versions import StaleEditError
from pledges.actions.households import (
    HouseholdRow,
    edit_household,
    end_household,
    move_household,
    register_household,
    register_households,
)
from pledges.enums import AuditAction
from pledges.models import Household, Pledge
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.pledges import END_DAY, HouseholdFactory, PledgeFactory
from tests.factories.wards import LONG_AGO
from tests.pledges.ledger import LEFT, changed_figures, refusal_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)
TAKEN = {"code": ["Tổ, thôn này đã có hộ mang mã này."]}


def row_in(group, **fields) -> HouseholdRow:
    facts = {
        "code": "NC-100",
        "head_name": "Vàng A Sử",
        "members": 3,
        "address": "Số 7",
        "from_day": DAY,
    }
    return HouseholdRow(group=group, **(facts | fields))


class TestRegister:
    def test_the_facts_are_stored(self, officer, group):
        household = register_household(by=officer, row=row_in(group))
        household.refresh_from_db()
        told = (household.group, household.code, household.head_name, household.members)
        assert told == (group, "NC-100", "Vàng A Sử", 3)
        assert (household.address, household.valid_from, household.valid_to) == ("Số 7", DAY, OPEN)

    def test_text_is_stored_in_one_form(self, officer, group):
        row = row_in(group, code=" NC-100 ", head_name=" Vàng  A Sử ", address=" Số 7 ")
        household = register_household(by=officer, row=row)
        told = (household.code, household.head_name, household.address, household.search_key)
        assert told == ("NC-100", "Vàng A Sử", "Số 7", "vang a su")

    def test_the_access_log_says_so_without_names(self, officer, group, ward):
        household = register_household(by=officer, row=row_in(group))
        event = assert_audited(AuditAction.HOUSEHOLD_REGISTERED, by=officer, target=household)
        assert event.after == {
            "id": household.pk,
            "version": 1,
            "valid_from": "2026-05-04",
            "valid_to": "9999-12-31",
            "group_id": group.pk,
            "code": "NC-100",
            "head_name": MASK,
            "search_key": MASK,
            "sort_key": MASK,
            "address": MASK,
            "members": 3,
            "split_from_id": None,
        }
        assert (event.before, event.unit_id) == ({}, ward.pk)

    def test_the_figures_of_the_group_change_from_that_day(self, officer, group):
        register_household(by=officer, row=row_in(group))
        assert changed_figures() == [(group.pk, DAY)]

    def test_a_household_may_come_today(self, officer, group, today):
        household = register_household(by=officer, row=row_in(group, from_day=today))
        assert household.valid_from == today

    def test_nobody_comes_tomorrow(self, officer, group, today):
        row = row_in(group, from_day=today + timedelta(days=1))
        refused = refusal_of(register_household, by=officer, row=row)
        assert refused == {"from_day": ["Ngày không được sau hôm nay."]}

    def test_a_code_of_somebody_there_is_refused(self, officer, group, household):
        row = row_in(group, code=household.code)
        assert refusal_of(register_household, by=officer, row=row) == TAKEN

    def test_a_code_with_spaces_is_the_same_code(self, officer, group, household):
        row = row_in(group, code=f" {household.code}  ")
        assert refusal_of(register_household, by=officer, row=row) == TAKEN

    def test_a_code_of_another_group_is_free(self, officer, group, foreign_household):
        household = register_household(by=officer, row=row_in(group, code=foreign_household.code))
        assert (household.code, household.group) == (foreign_household.code, group)

    def test_a_code_of_somebody_who_left_is_free(self, officer, group):
        gone = HouseholdFactory(group=group, left=True)
        household = register_household(by=officer, row=row_in(group, code=gone.code))
        assert household.code == gone.code

    @pytest.mark.parametrize("field", ["code", "head_name"])
    def test_code_and_head_are_needed(self, officer, group, field):
        refused = refusal_of(register_household, by=officer, row=row_in(group, **{field: "  "}))
        assert list(refused) == [field]

    def test_a_household_has_members(self, officer, group):
        refused = refusal_of(register_household, by=officer, row=row_in(group, members=0))
        assert refused == {"members": ["Hộ phải có ít nhất một người."]}

    def test_a_refusal_leaves_nothing(self, officer, group, household):
        refusal_of(register_household, by=officer, row=row_in(group, code=household.code))
        assert (list(Household.objects.all()), changed_figures()) == ([household], [])
        assert_nothing_audited()


class TestRegisterMany:
    def rows(self, group, count=3, **fields):
        return [
            row_in(group, code=f"NC-{n}", from_day=DAY + timedelta(days=n), **fields)
            for n in range(count)
        ]

    def test_all_are_stored_with_their_keys(self, officer, group):
        register_households(by=officer, rows=self.rows(group))
        stored = Household.objects.order_by("code").values_list("code", "search_key", "valid_from")
        assert list(stored) == [
            ("NC-0", "vang a su", DAY),
            ("NC-1", "vang a su", DAY + timedelta(days=1)),
            ("NC-2", "vang a su", DAY + timedelta(days=2)),
        ]

    def test_one_event_tells_how_many(self, officer, group, ward):
        register_households(by=officer, rows=self.rows(group))
        event = assert_audited(AuditAction.HOUSEHOLD_REGISTERED, by=officer, count=3)
        assert (event.after, event.unit_id) == ({"first": "NC-0", "last": "NC-2"}, ward.pk)

    def test_every_group_changes_from_the_first_day(self, officer, group, neighbours):
        rows = [*self.rows(group, 2), row_in(neighbours, code="NC-9", from_day=DAY)]
        register_households(by=officer, rows=rows)
        assert changed_figures() == sorted([(group.pk, DAY), (neighbours.pk, DAY)])

    def test_none_leaves_no_trace(self, officer):
        assert register_households(by=officer, rows=[]) == []
        assert changed_figures() == []
        assert_nothing_audited()

    def test_a_code_twice_stores_none(self, officer, group):
        rows = [row_in(group), row_in(group)]
        with pytest.raises(IntegrityError):
            register_households(by=officer, rows=rows)

    @pytest.mark.parametrize("count", [1, 30])
    def test_three_hundred_cost_a_few_statements(
        self, officer, group, count, django_assert_max_num_queries
    ):
        rows = self.rows(group, count)
        with django_assert_max_num_queries(14):
            register_households(by=officer, rows=rows)


class TestEdit:
    def edit(self, household, officer, version=1, **changes):
        return edit_household(
            by=officer, household=household, expected_version=version, changes=changes
        )

    def test_the_new_values_are_stored(self, officer, household):
        self.edit(household, officer, code="NC-2", head_name="Lò A Tùng", members=7, address="Số 9")
        household.refresh_from_db()
        told = (household.code, household.head_name, household.members, household.address)
        assert told == ("NC-2", "Lò A Tùng", 7, "Số 9")

    def test_what_is_not_named_stays(self, officer, household):
        self.edit(household, officer, members=7)
        household.refresh_from_db()
        assert (household.code, household.head_name) == ("NC-001", "Hoàng Văn Páo")

    def test_a_household_that_has_left_is_not_edited(self, officer, group):
        gone = HouseholdFactory(group=group, left=True)
        refused = refusal_of(self.edit, household=gone, officer=officer, members=7)
        assert "01/09/2026" in refused[""][0]
        gone.refresh_from_db()
        assert gone.members == 4

    def test_a_new_head_is_found_by_the_new_name(self, officer, household):
        self.edit(household, officer, head_name="  Đặng Quỳnh ")
        household.refresh_from_db()
        assert (household.head_name, household.search_key) == ("Đặng Quỳnh", "dang quynh")

    def test_a_new_head_is_sorted_by_the_new_name(self, officer, household):
        before = household.sort_key
        assert self.edit(household, officer, head_name="Đặng Ánh").sort_key < before

    def test_an_edit_is_counted(self, officer, household):
        assert self.edit(household, officer, members=7).version == 2

    def test_the_access_log_tells_only_what_differs(self, officer, household):
        self.edit(household, officer, members=7, code="NC-001")
        event = assert_audited(AuditAction.HOUSEHOLD_CHANGED, by=officer, target=household)
        assert (event.before, event.after) == ({"members": 4}, {"members": 7})

    def test_another_head_leaves_a_trace_and_no_name(self, officer, household):
        self.edit(household, officer, head_name="Đặng Quỳnh")
        event = assert_audited(AuditAction.HOUSEHOLD_CHANGED, by=officer, target=household)
        assert (event.before, event.after) == ({"head_name": MASK}, {"head_name": MASK})

    def test_what_the_form_wrote_into_the_row_is_told_all_the_same(self, officer, household):
        household.members = 7  # as a model form does before the action
        self.edit(household, officer, members=7)
        event = assert_audited(AuditAction.HOUSEHOLD_CHANGED, by=officer, target=household)
        assert (event.before, event.after) == ({"members": 4}, {"members": 7})

    def test_the_access_log_shows_no_address(self, officer, household):
        self.edit(household, officer, address="")
        event = assert_audited(AuditAction.HOUSEHOLD_CHANGED, by=officer, target=household)
        assert (event.before["address"], event.after["address"]) == (MASK, "")

    def test_figures_do_not_change(self, officer, household):
        self.edit(household, officer, members=7)
        assert changed_figures() == []

    def test_an_older_version_is_refused_with_what_is_stored_now(self, officer, household):
        self.edit(household, officer, members=7)
        with pytest.raises(StaleEditError) as stale:
            self.edit(household, officer, version=1, members=9)
        assert stale.value.current.members == 7

    def test_a_stale_edit_changes_nothing(self, officer, household):
        self.edit(household, officer, members=7)
        with pytest.raises(StaleEditError):
            self.edit(household, officer, version=1, members=9)
        household.refresh_from_db()
        assert (household.members, household.version) == (7, 2)

    @pytest.mark.parametrize("name", ["group", "valid_to", "search_key", "version"])
    def test_other_values_are_not_for_editing(self, officer, household, name):
        refused = refusal_of(
            edit_household, by=officer, household=household, expected_version=1, changes={name: 1}
        )
        assert refused == {"": [f"Không sửa được: {name}."]}

    def test_a_code_of_a_neighbour_is_refused(self, officer, household, group):
        neighbour = HouseholdFactory(group=group)
        refused = refusal_of(self.edit, household=household, officer=officer, code=neighbour.code)
        assert refused == TAKEN

    def test_a_code_of_another_group_may_be_taken(self, officer, household, foreign_household):
        saved = self.edit(household, officer, code=foreign_household.code)
        assert saved.code == foreign_household.code

    @pytest.mark.parametrize("field", ["code", "head_name"])
    def test_spaces_are_neither_code_nor_name(self, officer, household, field):
        refused = refusal_of(self.edit, household=household, officer=officer, **{field: "  "})
        assert list(refused) == [field]

    def test_a_household_keeps_somebody(self, officer, household):
        refused = refusal_of(self.edit, household=household, officer=officer, members=0)
        assert refused == {"members": ["Hộ phải có ít nhất một người."]}

    def test_a_refusal_is_not_logged(self, officer, household):
        refusal_of(self.edit, household=household, officer=officer, members=0)
        assert_nothing_audited()


class TestEnd:
    def end(self, household, officer, on_day=DAY):
        return end_household(by=officer, household=household, on_day=on_day)

    def test_the_household_ends(self, officer, household):
        self.end(household, officer)
        household.refresh_from_db()
        assert household.valid_to == DAY

    def test_its_pledge_ends_with_it(self, officer, household):
        pledge = PledgeFactory(household=household)
        self.end(household, officer)
        pledge.refresh_from_db()
        assert pledge.valid_to == DAY

    def test_pledges_that_ended_before_keep_their_end(self, officer, household):
        old = PledgeFactory(
            household=household, valid_from=date(2025, 1, 1), valid_to=date(2025, 6, 1)
        )
        self.end(household, officer)
        old.refresh_from_db()
        assert old.valid_to == date(2025, 6, 1)

    def test_pledges_of_others_stay(self, officer, household, neighbours):
        other = PledgeFactory(household=HouseholdFactory(group=neighbours))
        self.end(household, officer)
        other.refresh_from_db()
        assert other.is_open

    def test_the_access_log_says_so(self, officer, household, ward):
        self.end(household, officer)
        event = assert_audited(AuditAction.HOUSEHOLD_ENDED, by=officer, target=household)
        assert event.before == {"valid_to": "9999-12-31"}
        assert (event.after, event.unit_id) == ({"valid_to": "2026-05-04"}, ward.pk)

    def test_the_figures_change_from_that_day(self, officer, household, group):
        self.end(household, officer)
        assert changed_figures() == [(group.pk, DAY)]

    def test_nobody_leaves_tomorrow(self, officer, household, today):
        refused = refusal_of(
            self.end, household=household, officer=officer, on_day=today + timedelta(days=1)
        )
        assert refused == {"on_day": ["Ngày không được sau hôm nay."]}

    def test_nobody_leaves_before_coming(self, officer, household):
        day = LONG_AGO - timedelta(days=1)
        refused = refusal_of(self.end, household=household, officer=officer, on_day=day)
        assert refused == {"on_day": ["Ngày này không được trước ngày lập hộ."]}

    def test_a_household_may_leave_on_the_day_on_which_it_signed(self, officer, household):
        pledge = PledgeFactory(household=household, valid_from=DAY)
        self.end(household, officer, on_day=DAY)
        pledge.refresh_from_db()
        assert (household.valid_to, pledge.valid_from, pledge.valid_to) == (DAY, DAY, DAY)

    def test_a_household_registered_today_may_leave_today(self, officer, household):
        self.end(household, officer, on_day=LONG_AGO)
        assert not household.is_open
        assert not Household.objects.in_force(LONG_AGO).exists()

    def test_a_signature_is_never_lost(self, officer, household):
        """Who signed was there that day; the sentence tells the first day on which nothing contradicts."""
        signed_on = DAY + timedelta(days=1)
        pledge = PledgeFactory(household=household, valid_from=signed_on)
        refused = refusal_of(self.end, household=household, officer=officer)
        words = (
            f"Hộ này đã ký cam kết ngày {signed_on:%d/%m/%Y} nên còn ở tổ, thôn đến ngày đó; "
            "ghi từ ngày đó trở đi."
        )
        assert refused == {"on_day": [words]}
        assert Pledge.objects.get() == pledge

    def test_a_household_may_leave_the_day_after_it_signed(self, officer, household):
        pledge = PledgeFactory(household=household, valid_from=DAY - timedelta(days=1))
        self.end(household, officer)
        pledge.refresh_from_db()
        assert (pledge.valid_from, pledge.valid_to) == (DAY - timedelta(days=1), DAY)

    def test_a_household_leaves_once(self, officer, group):
        gone = HouseholdFactory(group=group, left=True)
        assert "01/09/2026" in refusal_of(self.end, household=gone, officer=officer)[""][0]

    def test_two_people_who_press_at_once_end_it_once(self, officer, household):
        as_seen_by_the_second = Household.objects.get(pk=household.pk)
        self.end(household, officer, on_day=DAY)
        refused = refusal_of(
            self.end, household=as_seen_by_the_second, officer=officer, on_day=END_DAY
        )
        assert refused == {"": [LEFT % "04/05/2026"]}
        assert Household.objects.get().valid_to == DAY


class TestMove:
    def move(self, household, group, officer, on_day=DAY):
        return move_household(by=officer, household=household, group=group, on_day=on_day)

    def test_it_ends_here_and_begins_there(self, officer, household, neighbours, group):
        moved = self.move(household, neighbours, officer)
        household.refresh_from_db()
        assert (household.group, household.valid_to) == (group, DAY)
        assert (moved.group, moved.valid_from, moved.valid_to) == (neighbours, DAY, OPEN)

    def test_it_is_the_same_household(self, officer, household, neighbours):
        moved = self.move(household, neighbours, officer)
        names = ("code", "head_name", "members", "address", "search_key", "sort_key")
        assert [getattr(moved, n) for n in names] == [getattr(household, n) for n in names]

    def test_it_signs_anew_there(self, officer, household, neighbours):
        pledge = PledgeFactory(household=household)
        moved = self.move(household, neighbours, officer)
        pledge.refresh_from_db()
        assert (pledge.valid_to, moved.pledges.count()) == (DAY, 0)

    def test_it_is_there_once_on_every_day(self, officer, household, neighbours):
        self.move(household, neighbours, officer)
        days = [DAY - timedelta(days=1), DAY]
        assert [Household.objects.in_force(day).count() for day in days] == [1, 1]

    def test_the_access_log_tells_from_where_to_where(
        self, officer, household, neighbours, group, ward
    ):
        moved = self.move(household, neighbours, officer)
        event = assert_audited(AuditAction.HOUSEHOLD_ENDED, by=officer, target=household)
        assert (event.before, event.unit_id) == ({"group": group.pk}, ward.pk)
        assert event.after == {"group": neighbours.pk, "household": moved.pk}

    def test_the_figures_of_both_groups_change(self, officer, household, neighbours, group):
        self.move(household, neighbours, officer)
        assert changed_figures() == sorted([(group.pk, DAY), (neighbours.pk, DAY)])

    def test_where_it_is_already_it_cannot_move(self, officer, household, group):
        refused = refusal_of(self.move, household=household, group=group, officer=officer)
        assert refused == {"group": ["Hộ đang ở tổ, thôn này."]}

    def test_where_its_code_is_taken_it_does_not_move(self, officer, household, neighbours):
        HouseholdFactory(group=neighbours, code=household.code)
        refused = refusal_of(self.move, household=household, group=neighbours, officer=officer)
        household.refresh_from_db()
        assert (refused, household.is_open) == (TAKEN, True)

    def test_a_household_that_left_does_not_move(self, officer, group, neighbours):
        gone = HouseholdFactory(group=group, left=True)
        refused = refusal_of(self.move, household=gone, group=neighbours, officer=officer)
        assert refused == {"": [LEFT % "01/09/2026"]}

    def test_nobody_moves_tomorrow(self, officer, household, neighbours, today):
        refused = refusal_of(
            self.move,
            household=household,
            group=neighbours,
            officer=officer,
            on_day=today + timedelta(days=1),
        )
        assert refused == {"on_day": ["Ngày không được sau hôm nay."]}
