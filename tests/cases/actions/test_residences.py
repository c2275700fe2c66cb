"""Moving, going away and coming back."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cases.actions.residences import record_absence, record_return, set_residence
from cases.enums import AuditAction
from cases.models import Absence, Residence
from foundation.dated import OPEN
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.cases import AbsenceFactory, PersonFactory, ResidenceFactory
from tests.factories.wards import LONG_AGO, GroupFactory
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


# --- moving --------------------------------------------------------------------------------------


@pytest.fixture
def move(officer, person, other_group):
    """Moves the person to `other_group` on DAY, but for what is named."""

    def moved(**fields) -> Residence:
        given = {"by": officer, "person": person, "group": other_group, "from_day": DAY} | fields
        return set_residence(**given)

    return moved


def test_one_stay_ends_and_the_next_begins_on_the_day(move, person, group, other_group):
    move()
    stays = person.residences.order_by("valid_from").values_list("group", "valid_from", "valid_to")
    assert list(stays) == [(group.pk, LONG_AGO, DAY), (other_group.pk, DAY, OPEN)]


def test_the_new_stay_has_its_kind_and_address(move):
    stay = move(kind="actual", address="  Lán nương Bản Vược ")
    stay.refresh_from_db()
    assert (stay.kind, stay.address) == ("actual", "Lán nương Bản Vược")


def test_a_move_within_the_group_changes_the_address(move, person, group):
    move(group=group, kind="temporary", address="Số 9")
    assert list(person.residences.order_by("valid_from").values_list("kind", flat=True)) == [
        "permanent",
        "temporary",
    ]


def test_both_groups_are_scored_anew(move, group, other_group):
    move()
    assert changes_told() == {(group.pk, DAY), (other_group.pk, DAY)}


def test_a_move_is_told_in_the_ward_that_is_left(move, officer, person, ward, group, other_group):
    move()
    event = assert_audited(AuditAction.RESIDENCE_SET, by=officer, target=person)
    assert event.unit_id == ward.pk
    assert event.before == {"group": group.pk}
    assert event.after == {"group": other_group.pk, "from": "2024-03-01"}


def test_the_address_is_not_in_the_log(move, officer):
    move(address="Số 9, ngõ 12")
    event = assert_audited(AuditAction.RESIDENCE_SET, by=officer)
    assert "ngõ" not in f"{event.before}{event.after}"


def test_nobody_moves_before_the_first_day_of_the_stay(move, person):
    words = "Ngày chuyển không được trước ngày bắt đầu nơi cư trú hiện tại (01/01/2020)."
    with refused(from_day=words):
        move(from_day=date(2019, 12, 31))
    assert person.residences.get().valid_to == OPEN
    assert_nothing_audited()


def test_a_person_may_move_on_the_first_day_of_the_stay(move, person):
    new = move(from_day=LONG_AGO)
    first = person.residences.exclude(pk=new.pk).get()
    assert (first.valid_from, first.valid_to, new.valid_from) == (LONG_AGO, LONG_AGO, LONG_AGO)
    assert list(person.residences.in_force(LONG_AGO)) == [new]


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nobody_moves_tomorrow(move):
    with refused(from_day="Ngày không được sau hôm nay."):
        move(from_day=date(2026, 3, 11))
    assert changes_told() == set()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_a_person_moves_today(move):
    assert move(from_day=date(2026, 3, 10)).is_open


def test_an_unknown_kind_of_stay_is_refused_and_nothing_ends(move, person):
    with pytest.raises(ValidationError) as error:
        move(kind="tent")
    assert list(error.value.error_dict) == ["kind"]
    assert person.residences.count() == 1


def test_a_second_move_starts_from_where_the_first_ended(move, person, group):
    move()
    move(group=group, from_day=LATER)
    assert person.residences.count() == 3
    assert person.residences.get(valid_to=OPEN).group == group


def test_who_moved_on_is_not_moved_before_that(move, group):
    move()
    words = "Ngày chuyển không được trước ngày bắt đầu nơi cư trú hiện tại (01/03/2024)."
    with refused(from_day=words):
        move(group=group, from_day=date(2024, 2, 29))


@pytest.mark.django_db(transaction=True)
def test_two_who_move_the_person_at_once_are_told_like_one_after_the_other(move, person):
    error = meanwhile(move, move)
    assert error.message_dict == {"group": ["Nơi cư trú này đã được ghi từ ngày 01/03/2024."]}
    assert list(person.residences.values_list("valid_from", "valid_to")) == [
        (LONG_AGO, DAY),
        (DAY, OPEN),
    ]


# --- going away ----------------------------------------------------------------------------------


@pytest.fixture
def leave(officer, person):
    """The person is away from DAY, but for what is named."""

    def left(**fields) -> Absence:
        given = {"by": officer, "person": person, "reason": "moved", "from_day": DAY} | fields
        return record_absence(**given)

    return left


@pytest.mark.parametrize("reason", ["moved", "detained", "in_centre", "missing"])
def test_an_absence_is_open_until_the_return(leave, reason):
    absence = leave(reason=reason, note=" Đi làm thuê ")
    absence.refresh_from_db()
    assert (absence.reason, absence.note, absence.valid_from, absence.valid_to) == (
        reason,
        "Đi làm thuê",
        DAY,
        OPEN,
    )


def test_an_absence_is_told_without_its_note(leave, officer, person, ward):
    leave(note="Đi làm thuê")
    event = assert_audited(AuditAction.ABSENCE_RECORDED, by=officer, target=person)
    assert (event.unit_id, event.after) == (ward.pk, {"reason": "moved", "from": "2024-03-01"})


def test_the_group_is_scored_anew_from_the_day(leave, group):
    leave()
    assert changes_told() == {(group.pk, DAY)}


def test_every_group_lived_in_since_is_scored_anew(leave, person, group, other_group, officer):
    set_residence(by=officer, person=person, group=other_group, from_day=LATER)
    leave()
    assert {(group.pk, DAY), (other_group.pk, DAY)} <= changes_told()


def test_a_group_left_before_is_not_scored_anew(leave, person):
    earlier = ResidenceFactory(person=person)
    leave()
    assert earlier.group_id not in {group for group, _day in changes_told()}


def test_who_is_away_does_not_leave_again(leave):
    leave()
    with refused(from_day="Người này đã được ghi vắng mặt trong thời gian đó."):
        leave(from_day=LATER)
    assert Absence.objects.count() == 1


def test_an_absence_before_an_ended_one_is_refused(leave, person):
    AbsenceFactory(person=person, valid_from=LATER, valid_to=date(2024, 10, 1))
    with refused(from_day="Người này đã được ghi vắng mặt trong thời gian đó."):
        leave()


@pytest.mark.parametrize("returned", [date(2024, 2, 1), DAY])
def test_who_returned_may_leave_again_that_day(leave, person, returned):
    AbsenceFactory(person=person, valid_from=date(2024, 1, 1), valid_to=returned)
    leave()
    assert person.absences.count() == 2


def test_who_returned_a_day_later_may_not(leave, person):
    AbsenceFactory(person=person, valid_from=date(2024, 1, 1), valid_to=date(2024, 3, 2))
    with refused(from_day="Người này đã được ghi vắng mặt trong thời gian đó."):
        leave()


def test_another_s_absence_does_not_count(leave):
    AbsenceFactory(valid_from=DAY)
    assert leave().is_open


def test_an_unknown_reason_is_refused(leave):
    with pytest.raises(ValidationError) as error:
        leave(reason="holiday")
    assert list(error.value.error_dict) == ["reason"]
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nobody_leaves_tomorrow(leave):
    with refused(from_day="Ngày không được sau hôm nay."):
        leave(from_day=date(2026, 3, 11))


# --- coming back ---------------------------------------------------------------------------------


@pytest.fixture
def back(officer, person):
    def came(on_day=LATER) -> Absence:
        return record_return(by=officer, person=person, on_day=on_day)

    return came


@pytest.fixture
def away(person):
    """Away since DAY."""
    return AbsenceFactory(person=person, valid_from=DAY)


def test_the_absence_ends_on_the_day(back, away):
    back()
    away.refresh_from_db()
    assert away.valid_to == LATER


def test_on_the_day_of_return_the_person_is_present(back, away):
    back()
    assert not Absence.objects.in_force(LATER).exists()
    assert Absence.objects.in_force(date(2024, 8, 31)).exists()


def test_a_return_is_told(back, away, officer, person, ward):
    back()
    event = assert_audited(AuditAction.RETURN_RECORDED, by=officer, target=person)
    assert (event.unit_id, event.after) == (ward.pk, {"on": "2024-09-01"})


def test_the_group_is_scored_anew_from_the_return(back, away, group):
    back()
    assert changes_told() == {(group.pk, LATER)}


def test_who_is_present_does_not_return(back, person):
    AbsenceFactory(person=person, valid_from=date(2023, 1, 1), valid_to=DAY)
    with refused(on_top="Người này đang có mặt, không có lần vắng mặt nào chưa kết thúc."):
        back()
    assert_nothing_audited()


def test_nobody_returns_before_leaving(back, away):
    with refused(on_day="Ngày trở về phải từ 01/03/2024 trở đi."):
        back(date(2024, 2, 29))
    away.refresh_from_db()
    assert away.is_open


def test_a_person_may_return_on_the_day_of_leaving(back, away, leave):
    assert back(DAY).valid_to == DAY
    assert leave(from_day=DAY).is_open


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nobody_returns_tomorrow(back, away):
    with refused(on_day="Ngày không được sau hôm nay."):
        back(date(2026, 3, 11))


def test_another_person_s_absence_stays_open(back, away):
    other = AbsenceFactory(person=PersonFactory(group=GroupFactory()), valid_from=DAY)
    back()
    other.refresh_from_db()
    assert other.is_open


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_return_at_once_record_it_once(back, away):
    error = meanwhile(back, lambda: back(date(2024, 10, 1)))
    assert error.messages == [
        "Người này đang có mặt, không có lần vắng mặt nào chưa kết thúc.",
    ]
    assert Absence.objects.get().valid_to == LATER


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_absence_at_once_record_it_once(leave):
    error = meanwhile(leave, leave)
    assert error.message_dict == {
        "from_day": ["Người này đã được ghi vắng mặt trong thời gian đó."]
    }
    assert Absence.objects.count() == 1
