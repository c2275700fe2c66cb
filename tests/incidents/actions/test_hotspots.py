"""The life of a hotspot."""

from datetime import date
from itertools import product

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.audit import MASK
from foundation.dated import OPEN
from foundation.versions import StaleEditError
from incidents.actions.hotspots import move_hotspot, recheck_hotspot, report_hotspot
from incidents.enums import AuditAction, HotspotKind
from incidents.models import Hotspot, HotspotPeriod
from incidents.statuses import HOTSPOT_STATES, HotspotState
from law.enums import RuleUnit
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.incidents import HotspotFactory
from tests.factories.law import LegalRuleFactory
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

H = HotspotState
DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
TOMORROW = "Ngày không được sau hôm nay."
ALLOWED = [(now, to) for now in H for to in HOTSPOT_STATES[now].moves]
FORBIDDEN = [(now, to) for now, to in product(H, H) if (now, to) not in ALLOWED]


# --- reporting -----------------------------------------------------------------------------------


@pytest.fixture
def report(officer, group):
    def reported(**fields) -> Hotspot:
        given = {
            "by": officer,
            "group": group,
            "kind": "complex",
            "place": "Nhà trọ ngõ 12",
            "found_on": DAY,
        }
        return report_hotspot(**(given | fields))

    return reported


@pytest.mark.parametrize("kind", HotspotKind)
def test_a_point_is_suspected_from_the_day_it_was_found(report, group, kind):
    hotspot = report(kind=kind, place=" Nhà trọ ", source=" Nhân dân ")
    hotspot.refresh_from_db()
    assert (hotspot.group, hotspot.kind, hotspot.place, hotspot.source) == (
        group,
        kind,
        "Nhà trọ",
        "Nhân dân",
    )
    assert list(hotspot.periods.values_list("state", "valid_from", "valid_to")) == [
        ("suspected", DAY, OPEN)
    ]


def test_a_suspected_point_has_no_day_of_recheck(report, rules):
    assert report().recheck_on is None


def test_reporting_is_told_with_the_place_masked(report, officer, ward):
    hotspot = report(source="Nhân dân")
    event = assert_audited(AuditAction.HOTSPOT_REPORTED, by=officer, target=hotspot)
    assert event.unit_id == ward.pk
    assert (event.after["place"], event.after["source"], event.after["kind"]) == (
        MASK,
        MASK,
        "complex",
    )


def test_the_group_is_scored_anew_from_the_day_it_was_found(report, group):
    report()
    assert changes_told() == {(group.pk, DAY)}


@pytest.mark.parametrize(("field", "value"), [("kind", "market"), ("place", "  ")])
def test_a_point_is_of_a_kind_and_somewhere(report, field, value):
    with pytest.raises(ValidationError) as error:
        report(**{field: value})
    assert list(error.value.error_dict) == [field]
    assert Hotspot.objects.count() == 0
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_point_is_found_tomorrow(report):
    with refused(found_on=TOMORROW):
        report(found_on=date(2026, 3, 11))


# --- moving --------------------------------------------------------------------------------------


@pytest.fixture
def in_state(group):
    """`in_state(state)` is a hotspot of `group` in that state since DAY."""
    return lambda state: HotspotFactory(group=group, found_on=DAY, state=state)


@pytest.fixture
def move(officer):
    def moved(hotspot, to, **fields) -> HotspotPeriod:
        given = {"by": officer, "hotspot": hotspot, "to": to, "on_day": LATER} | fields
        return move_hotspot(**given)

    return moved


@pytest.mark.parametrize(("now", "to"), ALLOWED)
def test_an_allowed_move_ends_one_state_and_begins_the_next(move, in_state, now, to):
    hotspot = in_state(now)
    move(hotspot, to)
    assert list(hotspot.periods.values_list("state", "valid_from", "valid_to")) == [
        (now, DAY, LATER),
        (to, LATER, OPEN),
    ]


@pytest.mark.parametrize(("now", "to"), FORBIDDEN)
def test_another_move_is_refused_with_those_that_are_allowed(move, in_state, now, to):
    hotspot = in_state(now)
    allowed = ", ".join(str(H(one).label) for one in HOTSPOT_STATES[now].moves) or "—"
    with refused(to=f"Đang ở trạng thái “{now.label}” chỉ có thể chuyển sang: {allowed}."):
        move(hotspot, to)
    assert hotspot.periods.get().is_open
    assert_nothing_audited()


def test_a_move_does_not_lie_before_the_start_of_the_state(move, in_state):
    with refused(on_day="Ngày chuyển không được trước ngày bắt đầu trạng thái hiện tại."):
        move(in_state(H.SUSPECTED), H.VERIFIED, on_day=date(2024, 2, 29))


@pytest.mark.parametrize("to", [H.DISMISSED, H.VERIFIED])
def test_only_a_quiet_point_is_checked_again(move, in_state, to):
    with refused(recheck_on="Chỉ hẹn kiểm tra lại điểm đã triệt xóa hoặc đang theo dõi."):
        move(in_state(H.SUSPECTED), to, recheck_on=date(2024, 12, 1))


@pytest.mark.parametrize("recheck_on", [LATER, DAY])
def test_it_is_checked_again_after_the_move(move, in_state, recheck_on):
    with refused(recheck_on="Hạn kiểm tra lại phải sau ngày chuyển."):
        move(in_state(H.VERIFIED), H.CLEARED, recheck_on=recheck_on)


def test_a_dismissed_point_is_not_checked_again(move, in_state):
    hotspot = in_state(H.WATCHED)
    Hotspot.objects.update(recheck_on=date(2024, 12, 1))
    move(hotspot, H.DISMISSED)
    hotspot.refresh_from_db()
    assert hotspot.recheck_on is None


def test_a_move_is_an_edit_that_an_older_page_does_not_undo(move, in_state):
    hotspot = in_state(H.VERIFIED)
    as_opened_before = Hotspot.objects.get()
    move(hotspot, H.CLEARED)
    with pytest.raises(StaleEditError):
        as_opened_before.save_edit(as_opened_before.version, {"source": "Tin mới"})


def test_a_point_may_be_found_verified_and_cleared_on_one_day(move, in_state):
    hotspot = in_state(H.SUSPECTED)
    move(hotspot, H.VERIFIED, on_day=DAY)
    move(hotspot, H.CLEARED, on_day=DAY)
    assert list(hotspot.periods.values_list("state", "valid_from", "valid_to")) == [
        (H.SUSPECTED, DAY, DAY),
        (H.VERIFIED, DAY, DAY),
        (H.CLEARED, DAY, OPEN),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_move_it_at_once_are_told_like_one_after_the_other(move, in_state):
    hotspot = in_state(H.SUSPECTED)
    error = meanwhile(
        lambda: move(hotspot, H.VERIFIED), lambda: move(Hotspot.objects.get(), H.VERIFIED)
    )
    assert error.message_dict == {
        "to": ["Đang ở trạng thái “đã xác minh” chỉ có thể chuyển sang: đã triệt xóa."]
    }
    assert list(hotspot.periods.values_list("state", "valid_to")) == [
        (H.SUSPECTED, LATER),
        (H.VERIFIED, OPEN),
    ]


def test_the_day_after_the_start_is_late_enough(move, in_state):
    period = move(in_state(H.SUSPECTED), H.VERIFIED, on_day=date(2024, 3, 2))
    assert period.valid_from == date(2024, 3, 2)


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nothing_is_verified_tomorrow(move, in_state):
    with refused(on_day=TOMORROW):
        move(in_state(H.SUSPECTED), H.VERIFIED, on_day=date(2026, 3, 11))


def test_the_note_of_a_move_is_kept(move, in_state):
    assert (
        move(in_state(H.VERIFIED), H.CLEARED, note=" Đã xử lý 2 người ").note == "Đã xử lý 2 người"
    )


@pytest.mark.parametrize(
    ("now", "to", "recheck_on"),
    [
        (H.VERIFIED, H.CLEARED, date(2024, 10, 1)),  # thirty days later
        (H.CLEARED, H.WATCHED, date(2024, 10, 1)),
        (H.SUSPECTED, H.VERIFIED, None),
        (H.SUSPECTED, H.DISMISSED, None),
        (H.WATCHED, H.VERIFIED, None),
        (H.WATCHED, H.DISMISSED, None),
    ],
)
def test_a_cleared_or_watched_point_is_checked_again(move, in_state, rules, now, to, recheck_on):
    hotspot = in_state(now)
    move(hotspot, to)
    hotspot.refresh_from_db()
    assert hotspot.recheck_on == recheck_on


def test_a_day_of_recheck_that_is_named_is_kept(move, in_state, rules):
    hotspot = in_state(H.VERIFIED)
    move(hotspot, H.CLEARED, recheck_on=date(2024, 9, 8))
    hotspot.refresh_from_db()
    assert hotspot.recheck_on == date(2024, 9, 8)


def test_a_point_that_is_active_again_waits_for_no_recheck(move, in_state, rules):
    hotspot = in_state(H.VERIFIED)
    move(hotspot, H.CLEARED)
    move(hotspot, H.VERIFIED, on_day=date(2024, 9, 20))
    hotspot.refresh_from_db()
    assert hotspot.recheck_on is None


def test_the_rule_of_the_day_gives_the_recheck(move, in_state):
    LegalRuleFactory(key="hotspot_recheck", value=60, unit=RuleUnit.DAYS, valid_to=LATER)
    LegalRuleFactory(key="hotspot_recheck", value=10, unit=RuleUnit.DAYS, valid_from=LATER)
    hotspot = in_state(H.VERIFIED)
    move(hotspot, H.CLEARED)
    assert hotspot.recheck_on == date(2024, 9, 11)


def test_without_a_rule_there_is_no_recheck(move, in_state):
    hotspot = in_state(H.VERIFIED)
    move(hotspot, H.CLEARED)
    assert hotspot.recheck_on is None


def test_a_move_is_told_without_its_note(move, in_state, officer, ward):
    hotspot = in_state(H.VERIFIED)
    move(hotspot, H.CLEARED, note="Đã xử lý 2 người")
    event = assert_audited(AuditAction.HOTSPOT_MOVED, by=officer, target=hotspot)
    assert (event.unit_id, event.before) == (ward.pk, {"state": "verified"})
    assert event.after == {"state": "cleared", "on": "2024-09-01"}


def test_the_group_is_scored_anew_from_the_move(move, in_state, group):
    move(in_state(H.SUSPECTED), H.VERIFIED)
    assert changes_told() == {(group.pk, LATER)}


def test_another_hotspot_of_the_group_keeps_its_state(move, in_state):
    other = in_state(H.SUSPECTED)
    move(in_state(H.SUSPECTED), H.VERIFIED)
    assert other.periods.get().is_open


def test_a_whole_life_stands_in_the_ledger(move, in_state):
    hotspot = in_state(H.SUSPECTED)
    for month, to in enumerate((H.VERIFIED, H.CLEARED, H.WATCHED, H.VERIFIED, H.CLEARED), start=4):
        move(hotspot, to, on_day=date(2024, month, 1))
    assert list(hotspot.periods.values_list("state", flat=True)) == [
        "suspected",
        "verified",
        "cleared",
        "watched",
        "verified",
        "cleared",
    ]


# --- looking again -------------------------------------------------------------------------------


RECHECKED = [H.CLEARED, H.WATCHED]


@pytest.fixture
def recheck(officer):
    def rechecked(hotspot, **fields) -> Hotspot:
        return recheck_hotspot(**({"by": officer, "hotspot": hotspot, "on_day": LATER} | fields))

    return rechecked


def next_look(hotspot):
    return Hotspot.objects.get(pk=hotspot.pk).recheck_on


@pytest.mark.django_db(transaction=True)
def test_a_look_waits_for_a_move_that_is_being_saved(recheck, move, in_state):
    hotspot = in_state(H.CLEARED)
    error = meanwhile(lambda: move(hotspot, H.VERIFIED), lambda: recheck(Hotspot.objects.get()))
    assert error.messages == ["Chỉ kiểm tra lại điểm đã triệt xóa hoặc đang theo dõi."]


@pytest.mark.parametrize("state", RECHECKED)
def test_the_next_look_is_due_thirty_days_later(recheck, in_state, rules, state):
    hotspot = in_state(state)
    assert recheck(hotspot) == hotspot
    assert next_look(hotspot) == date(2024, 10, 1)


@pytest.mark.parametrize("state", RECHECKED)
def test_looking_again_never_changes_the_state(recheck, in_state, rules, state):
    hotspot = in_state(state)
    before = changes_told()
    recheck(hotspot)
    told = list(hotspot.periods.values_list("state", "valid_from", "valid_to"))
    assert told == [(state, DAY, OPEN)]
    assert changes_told() == before


@pytest.mark.parametrize("state", [state for state in H if state not in RECHECKED])
def test_only_a_cleared_or_watched_point_is_looked_at_again(recheck, in_state, state):
    hotspot = in_state(state)
    with refused(on_top="Chỉ kiểm tra lại điểm đã triệt xóa hoặc đang theo dõi."):
        recheck(hotspot)
    assert next_look(hotspot) is None
    assert_nothing_audited()


def test_a_look_does_not_lie_before_the_last_move(recheck, in_state):
    with refused(on_day="Ngày kiểm tra lại không được trước ngày bắt đầu trạng thái hiện tại."):
        recheck(in_state(H.CLEARED), on_day=date(2024, 2, 29))
    assert_nothing_audited()


def test_the_day_of_the_move_itself_is_late_enough(recheck, in_state, rules):
    hotspot = in_state(H.CLEARED)
    recheck(hotspot, on_day=DAY)
    assert next_look(hotspot) == date(2024, 3, 31)


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nobody_looks_tomorrow(recheck, in_state):
    with refused(on_day=TOMORROW):
        recheck(in_state(H.CLEARED), on_day=date(2026, 3, 11))


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_a_look_of_today_counts(recheck, in_state, rules):
    hotspot = in_state(H.CLEARED)
    recheck(hotspot, on_day=date(2026, 3, 10))
    assert next_look(hotspot) == date(2026, 4, 9)


def test_a_day_that_is_named_is_kept(recheck, in_state, rules):
    hotspot = in_state(H.CLEARED)
    recheck(hotspot, next_on=date(2024, 9, 8))
    assert next_look(hotspot) == date(2024, 9, 8)


@pytest.mark.parametrize("next_on", [LATER, date(2024, 8, 31)])
def test_the_next_look_lies_after_this_one(recheck, in_state, next_on):
    with refused(next_on="Hạn kiểm tra lần sau phải sau ngày kiểm tra lần này."):
        recheck(in_state(H.CLEARED), next_on=next_on)


def test_the_rule_of_the_day_of_the_look_decides(recheck, in_state):
    LegalRuleFactory(key="hotspot_recheck", value=60, unit=RuleUnit.DAYS, valid_to=LATER)
    LegalRuleFactory(key="hotspot_recheck", value=10, unit=RuleUnit.DAYS, valid_from=LATER)
    hotspot = in_state(H.CLEARED)
    recheck(hotspot)
    assert next_look(hotspot) == date(2024, 9, 11)


def test_without_a_rule_no_next_look_is_due(recheck, in_state):
    hotspot = in_state(H.CLEARED)
    Hotspot.objects.update(recheck_on=DAY)
    recheck(hotspot)
    assert next_look(hotspot) is None


def test_what_was_seen_joins_the_note_of_the_state(recheck, in_state, rules):
    hotspot = in_state(H.CLEARED)
    recheck(hotspot, note=" Không hoạt động trở lại ")
    recheck(hotspot, on_day=date(2024, 10, 1), note="Đã cho thuê lại")
    recheck(hotspot, on_day=date(2024, 11, 1))
    assert hotspot.periods.get().note == (
        "01/09/2024: Không hoạt động trở lại\n01/10/2024: Đã cho thuê lại"
    )


def test_the_note_of_the_move_stays_above(recheck, move, in_state, rules):
    hotspot = in_state(H.VERIFIED)
    move(hotspot, H.CLEARED, note="Đã xử lý 2 người")
    recheck(hotspot, on_day=date(2024, 10, 1), note="Yên")
    assert hotspot.periods.get(valid_to=OPEN).note == "Đã xử lý 2 người\n01/10/2024: Yên"


def test_a_look_is_told_without_its_note(recheck, in_state, rules, officer, ward):
    hotspot = in_state(H.CLEARED)
    Hotspot.objects.update(recheck_on=date(2024, 8, 30))
    recheck(hotspot, note="Nhà trọ ngõ 12 yên")
    event = assert_audited(AuditAction.HOTSPOT_RECHECKED, by=officer, target=hotspot)
    assert (event.unit_id, event.before) == (ward.pk, {"recheck_on": "2024-08-30"})
    assert event.after == {"on": "2024-09-01", "recheck_on": "2024-10-01"}


def test_another_hotspot_is_not_looked_at(recheck, in_state, rules):
    other = in_state(H.CLEARED)
    recheck(in_state(H.CLEARED))
    assert next_look(other) is None
