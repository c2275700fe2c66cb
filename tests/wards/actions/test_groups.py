"""Creating, editing and placing groups."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.audit import MASK
from foundation.dated import OPEN
from foundation.versions import StaleEditError
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.wards import REFORM_DAY, GroupFactory, GroupPlacementFactory, WardFactory
from wards.actions.groups import GroupRow, create_group, create_groups, edit_group, place_group
from wards.enums import AuditAction
from wards.models import FigureChange, GroupPlacement, NeighbourhoodGroup
from wards.queries.places import groups_of_ward, ward_of_group

DAY = date(2024, 3, 1)


def create(ward, officer, **fields):
    fields = {"kind": "to", "name": "Tổ 8", "from_day": DAY} | fields
    return create_group(by=officer, ward=ward, **fields)


def refused_on(error) -> list[str]:
    return sorted(error.value.error_dict)


def test_a_group_lies_in_its_ward_from_the_day(ward, officer):
    group = create(ward, officer)
    assert ward_of_group(group, date(2024, 2, 29)) is None
    assert ward_of_group(group, DAY) == ward


def test_creating_is_audited_with_the_phone_masked(ward, officer):
    group = create(ward, officer, head_name="Lò Thị Mai", head_phone="0912345678")
    event = assert_audited(AuditAction.GROUP_CREATED, by=officer, target=group)
    assert (event.unit_id, event.after["head_phone"], event.after["name"]) == (
        ward.pk,
        MASK,
        "Tổ 8",
    )


def test_creating_tells_the_scorer(ward, officer):
    group = create(ward, officer)
    assert list(FigureChange.objects.values_list("group", "from_day")) == [(group.pk, DAY)]


def test_names_are_stored_tidy(ward, officer):
    assert create(ward, officer, name="  Tổ   8 ").name == "Tổ 8"


def test_high_risk_needs_a_reason(ward, officer):
    with pytest.raises(ValidationError) as error:
        create(ward, officer, is_high_risk=True)
    assert "Ghi lý do đánh giá nguy cơ cao." in str(error.value)
    assert NeighbourhoodGroup.objects.count() == 0


def test_a_ward_has_no_two_groups_of_one_name(ward, officer):
    create(ward, officer, name="Tổ Hoà Bình")
    with pytest.raises(ValidationError) as error:
        create(ward, officer, name="tổ Hòa Bình")
    assert refused_on(error) == ["name"]


def test_the_same_name_may_stand_in_another_ward(ward, other_ward, officer):
    create(ward, officer)
    create(other_ward, officer)
    assert NeighbourhoodGroup.objects.filter(name="Tổ 8").count() == 2


def test_a_ward_that_has_ended_takes_no_new_group(officer, db):
    ended = WardFactory(valid_to=REFORM_DAY)
    with pytest.raises(ValidationError) as error:
        create(ended, officer, from_day=REFORM_DAY)
    assert refused_on(error) == ["from_day"]
    assert_nothing_audited()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 3, 2), "Ngày không được sau hôm nay."),
        (date(2034, 3, 1), "Ngày không được sau hôm nay."),
        (date(203, 3, 1), "Ngày không được trước 01/01/1900. Kiểm tra lại năm."),
    ],
)
@time_machine.travel("2024-03-01 12:00+07:00", tick=False)
def test_a_group_that_begins_tomorrow_would_be_on_no_list(ward, officer, day, words):
    with pytest.raises(ValidationError) as error:
        create(ward, officer, from_day=day)
    assert error.value.message_dict == {"from_day": [words]}
    assert NeighbourhoodGroup.objects.count() == 0


@time_machine.travel("2024-03-01 12:00+07:00", tick=False)
def test_a_group_may_begin_today(ward, officer):
    assert ward_of_group(create(ward, officer), DAY) == ward


@pytest.mark.parametrize("typed", ["091 234 5678", "+84912345678", "0912.345.678"])
def test_the_phone_of_the_head_is_kept_as_digits(ward, officer, typed):
    group = create(ward, officer, head_phone=typed)
    assert group.head_phone == "0912345678"
    edit_group(by=officer, group=group, expected_version=1, changes={"head_phone": ""})
    edit_group(by=officer, group=group, expected_version=2, changes={"head_phone": typed})
    assert group.head_phone == "0912345678"


@pytest.mark.parametrize("typed", ["abc", "113", "091234567"])
def test_what_is_no_phone_is_refused(ward, officer, group, typed):
    words = {"head_phone": ["Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."]}
    with pytest.raises(ValidationError) as error:
        create(ward, officer, head_phone=typed)
    assert error.value.message_dict == words
    with pytest.raises(ValidationError) as error:
        edit_group(by=officer, group=group, expected_version=1, changes={"head_phone": typed})
    assert error.value.message_dict == words
    assert_nothing_audited()


def test_many_groups_are_one_event(ward, officer):
    rows = [GroupRow("to", f"Tổ {n}") for n in range(1, 6)]
    groups = create_groups(by=officer, ward=ward, rows=rows, from_day=DAY)
    assert list(groups_of_ward(ward, DAY)) == groups
    assert_audited(AuditAction.GROUP_CREATED, by=officer, count=5)


def test_a_name_twice_in_one_batch_is_refused_whole(ward, officer):
    rows = [GroupRow("to", "Tổ 1"), GroupRow("to", "Tổ 2"), GroupRow("to", "Tổ 1")]
    with pytest.raises(ValidationError):
        create_groups(by=officer, ward=ward, rows=rows, from_day=DAY)
    assert NeighbourhoodGroup.objects.count() == 0


def test_an_edit_writes_and_audits_what_differs(group, officer, ward):
    edit_group(by=officer, group=group, expected_version=1, changes={"name": "Tổ 1A"})
    event = assert_audited(AuditAction.GROUP_CHANGED, by=officer, target=group)
    assert (event.before, event.after) == ({"name": "Tổ 1"}, {"name": "Tổ 1A"})
    assert (group.version, event.unit_id) == (2, ward.pk)


def test_another_head_leaves_a_trace_and_no_name(officer, ward):
    group = create(ward, officer, head_name="Bà Hai", head_phone="0912345678")
    changes = {"head_name": "Ông Ba", "head_phone": "0912345678"}
    edit_group(by=officer, group=group, expected_version=1, changes=changes)
    event = assert_audited(AuditAction.GROUP_CHANGED, by=officer, target=group)
    assert (event.before, event.after) == ({"head_name": MASK}, {"head_name": MASK})


def test_a_phone_that_is_taken_away_leaves_a_trace(officer, ward):
    group = create(ward, officer, head_phone="0912345678")
    edit_group(by=officer, group=group, expected_version=1, changes={"head_phone": ""})
    event = assert_audited(AuditAction.GROUP_CHANGED, by=officer, target=group)
    assert (event.before, event.after) == ({"head_phone": MASK}, {"head_phone": ""})


def test_a_renamed_group_is_sorted_anew(group, officer, ward):
    GroupFactory(ward=ward, name="Tổ 5")
    edit_group(by=officer, group=group, expected_version=1, changes={"name": "Tổ 9"})
    assert [g.name for g in groups_of_ward(ward, DAY)] == ["Tổ 5", "Tổ 9"]


def test_another_kind_is_a_correction_from_the_first_day(group, officer):
    GroupPlacementFactory(group=group)  # it lay elsewhere since 2018
    edit_group(by=officer, group=group, expected_version=1, changes={"kind": "thon"})
    changed = FigureChange.objects.values_list("group", "from_day")
    assert list(changed) == [(group.pk, date(2018, 1, 1))]


def test_other_edits_do_not_touch_figures(group, officer):
    given = {"kind": "to", "name": "Tổ 9", "is_high_risk": True, "risk_reason": "Giáp biên"}
    edit_group(by=officer, group=group, expected_version=1, changes=given)
    assert FigureChange.objects.count() == 0


def test_an_edit_of_an_old_version_is_refused_and_shows_the_row(group, officer):
    edit_group(by=officer, group=group, expected_version=1, changes={"head_name": "Bà Hai"})
    with pytest.raises(StaleEditError) as error:
        edit_group(by=officer, group=group, expected_version=1, changes={"head_name": "Ông Ba"})
    assert error.value.current.head_name == "Bà Hai"


def test_marking_high_risk_later_needs_a_reason_too(group, officer):
    with pytest.raises(ValidationError) as error:
        edit_group(by=officer, group=group, expected_version=1, changes={"is_high_risk": True})
    assert refused_on(error) == ["risk_reason"]


def test_a_risk_that_is_over_loses_its_reason(ward, officer):
    group = create(ward, officer, is_high_risk=True, risk_reason="đồi núi, khó quan sát")
    edit_group(by=officer, group=group, expected_version=1, changes={"is_high_risk": False})
    group.refresh_from_db()
    assert (group.is_high_risk, group.risk_reason) == (False, "")


def test_only_listed_fields_can_be_edited(group, officer):
    with pytest.raises(ValueError, match="version"):
        edit_group(by=officer, group=group, expected_version=1, changes={"version": 9})


def test_placing_ends_the_old_placement(group, ward, other_ward, officer):
    place_group(by=officer, group=group, ward=other_ward, on_day=DAY)
    assert ward_of_group(group, date(2024, 2, 29)) == ward
    assert ward_of_group(group, DAY) == other_ward
    assert GroupPlacement.objects.get(ward=other_ward).valid_to == OPEN


def test_placing_is_audited_and_tells_the_scorer(group, ward, other_ward, officer):
    place_group(by=officer, group=group, ward=other_ward, on_day=DAY)
    event = assert_audited(AuditAction.GROUP_CHANGED, by=officer, target=group)
    assert (event.before, event.after["ward"]) == ({"ward": ward.pk}, other_ward.pk)
    assert list(FigureChange.objects.values_list("group", "from_day")) == [(group.pk, DAY)]


def test_placing_where_it_lies_already_is_refused(group, ward, officer):
    with pytest.raises(ValidationError) as error:
        place_group(by=officer, group=group, ward=ward, on_day=DAY)
    assert refused_on(error) == ["ward"]


def test_placing_twice_on_one_day_is_refused(group, ward, other_ward, officer):
    place_group(by=officer, group=group, ward=other_ward, on_day=DAY)
    with pytest.raises(ValidationError) as error:
        place_group(by=officer, group=group, ward=ward, on_day=DAY)
    assert refused_on(error) == ["on_day"]


def test_placing_between_two_placements_keeps_the_later_one(group, ward, other_ward, officer):
    third = WardFactory()
    place_group(by=officer, group=group, ward=third, on_day=date(2024, 6, 1))
    place_group(by=officer, group=group, ward=other_ward, on_day=DAY)
    seen = [ward_of_group(group, date(2024, month, 15)) for month in (2, 4, 7)]
    assert seen == [ward, other_ward, third]
