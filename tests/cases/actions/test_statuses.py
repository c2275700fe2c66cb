"""The one door for a person's status."""

from datetime import date
from itertools import product

import pytest
import time_machine

from accounts.audit import MASK
from cases.actions.statuses import first_status
from cases.enums import AuditAction
from cases.models import StatusPeriod
from cases.statuses import END_REASONS, PERSON_STATUSES, EndReason, PersonStatus
from foundation.dated import OPEN
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import changes_told, refused, refused_by_database
from tests.factories.cases import ResidenceFactory, TreatmentFactory
from tests.factories.law import LegalRuleFactory
from tests.factories.wards import LONG_AGO
from tests.law.laws import LAW_2021, LAW_2025
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

P = PersonStatus
DAY = date(2024, 3, 1)
DECISION = {"decision_number": "15/QĐ-UBND", "decision_date": DAY}
ALLOWED = [(now, to) for now in P for to in PERSON_STATUSES[now].moves]
FORBIDDEN = [(now, to) for now, to in product(P, P) if (now, to) not in ALLOWED]


# --- the table of moves --------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "to"), ALLOWED)
def test_an_allowed_move_ends_one_period_and_begins_the_next(move, in_status, now, to):
    person = in_status(now)
    move(person, to)
    rows = person.statuses.values_list("status", "valid_from", "valid_to")
    assert list(rows) == [(now, LONG_AGO, DAY), (to, DAY, OPEN)]


@pytest.mark.parametrize(("now", "to"), FORBIDDEN)
def test_another_move_is_refused_with_those_that_are_allowed(move, in_status, now, to):
    person = in_status(now)
    allowed = ", ".join(str(P(one).label) for one in PERSON_STATUSES[now].moves)
    with refused(to=f"Đang ở diện “{now.label}” chỉ có thể chuyển sang: {allowed}."):
        move(person, to)
    assert person.statuses.get().is_open
    assert_nothing_audited()


def test_an_unknown_status_is_refused_like_a_forbidden_one(move, in_status):
    with refused(
        to="Đang ở diện “người nghiện” chỉ có thể chuyển sang: quản lý sau cai, chấm dứt quản lý."
    ):
        move(in_status(P.ADDICT), "cured")


# --- days ----------------------------------------------------------------------------------------


def test_a_move_does_not_lie_before_the_start_of_the_status(move, in_status):
    words = "Ngày chuyển không được trước ngày bắt đầu diện hiện tại (01/01/2020)."
    with refused(on_day=words):
        move(in_status(P.ADDICT), P.ENDED, on_day=date(2019, 12, 31))


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nobody_is_moved_tomorrow(move, in_status):
    person = in_status(P.ADDICT)
    with refused(on_day="Ngày không được sau hôm nay."):
        move(person, P.ENDED, on_day=date(2026, 3, 11))
    assert person.statuses.get().is_open


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_a_person_is_moved_today(move, in_status):
    assert move(in_status(P.ADDICT), P.ENDED, on_day=date(2026, 3, 10)).is_open


def test_several_moves_on_one_day_are_steps_in_their_order(move, in_status):
    person = in_status(P.SUSPECTED_USE)
    for to in (P.ILLEGAL_USE, P.ADDICT, P.ENDED, P.ADDICT):
        move(person, to)
    assert list(person.statuses.values_list("status", "valid_from", "valid_to")) == [
        (P.SUSPECTED_USE, LONG_AGO, DAY),
        (P.ILLEGAL_USE, DAY, DAY),
        (P.ADDICT, DAY, DAY),
        (P.ENDED, DAY, DAY),
        (P.ADDICT, DAY, OPEN),
    ]
    assert person.statuses.in_force(DAY).get().is_open


@pytest.mark.django_db(transaction=True)
def test_two_who_move_at_once_are_told_like_one_after_the_other(move, in_status):
    person = in_status(P.SUSPECTED_USE)
    error = meanwhile(lambda: move(person, P.ILLEGAL_USE), lambda: move(person, P.ILLEGAL_USE))
    assert error.message_dict == {
        "decision_number": ["Quyết định này đã được ghi cho người này từ ngày 01/03/2024."]
    }
    assert list(person.statuses.values_list("status", "valid_to")) == [
        (P.SUSPECTED_USE, DAY),
        (P.ILLEGAL_USE, OPEN),
    ]


def test_a_move_before_the_last_one_is_refused(move, in_status):
    person = in_status(P.SUSPECTED_USE)
    move(person, P.ILLEGAL_USE)
    words = "Ngày chuyển không được trước ngày bắt đầu diện hiện tại (01/03/2024)."
    with refused(on_day=words):
        move(person, P.ADDICT, on_day=date(2023, 1, 1))


# --- the decision --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "to"),
    [(P.SUSPECTED_USE, P.ILLEGAL_USE), (P.ILLEGAL_USE, P.ADDICT), (P.ADDICT, P.POST_REHAB)],
)
def test_a_status_under_a_decision_asks_for_number_and_day(move, in_status, now, to):
    person = in_status(now)
    with refused(
        decision_number="Diện này phải có số quyết định.",
        decision_date="Diện này phải có ngày quyết định.",
    ):
        move(person, to, decision_number=" ", decision_date=None)
    assert person.statuses.get().is_open
    assert_nothing_audited()


@pytest.mark.parametrize(("now", "to"), [(P.ADDICT, P.ENDED), (P.ENDED, P.SUSPECTED_USE)])
def test_the_others_need_none(move, in_status, now, to):
    period = move(in_status(now), to, decision_number="", decision_date=None)
    assert (period.decision_number, period.decision_date) == ("", None)


def test_a_decision_is_not_later_than_its_effect(move, in_status):
    with refused(decision_date="Ngày quyết định phải trước hoặc đúng ngày bắt đầu."):
        move(in_status(P.ADDICT), P.POST_REHAB, decision_date=date(2024, 3, 2))


@pytest.mark.parametrize("day", [DAY, date(2024, 2, 28)])
def test_a_decision_of_the_day_or_before_backs_the_move(move, in_status, day):
    assert move(in_status(P.ADDICT), P.POST_REHAB, decision_date=day).decision_date == day


def test_the_decision_is_kept_tidy(move, in_status):
    period = move(
        in_status(P.ADDICT), P.POST_REHAB, decision_number=" 7/QĐ ", issuer=" Chủ tịch UBND "
    )
    assert (period.decision_number, period.issuer) == ("7/QĐ", "Chủ tịch UBND")


# --- why the status before ended -----------------------------------------------------------------


def test_a_move_to_another_status_is_its_own_reason(move, in_status):
    person = in_status(P.ILLEGAL_USE)
    move(person, P.ADDICT)
    assert person.statuses.first().end_reason == EndReason.NEXT_STATUS


@pytest.mark.parametrize("reason", [r for r in END_REASONS if r != EndReason.NEXT_STATUS])
def test_the_end_of_management_has_a_reason(move, in_status, reason):
    person = in_status(P.POST_REHAB)
    move(person, P.ENDED, end_reason=reason)
    assert person.statuses.first().end_reason == reason


@pytest.mark.parametrize("reason", ["", EndReason.NEXT_STATUS])
def test_without_a_reason_management_does_not_end(move, in_status, reason):
    person = in_status(P.POST_REHAB)
    with refused(end_reason="Chọn lý do chấm dứt quản lý."):
        move(person, P.ENDED, end_reason=reason)
    assert person.statuses.get().is_open


def test_an_unknown_reason_is_refused(move, in_status):
    with refused(end_reason="Không có lý do kết thúc này."):
        move(in_status(P.ADDICT), P.POST_REHAB, end_reason="bored")


# --- law and term --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "law"), [(date(2026, 6, 30), LAW_2021), (date(2026, 7, 1), LAW_2025)]
)
def test_a_status_keeps_the_law_of_its_first_day(move, in_status, day, law):
    assert move(in_status(P.ADDICT), P.POST_REHAB, on_day=day).legal_basis == law


def test_it_keeps_the_law_of_its_decision_however_late_it_is_entered(move, in_status):
    decided, entered = date(2026, 6, 30), date(2026, 7, 6)
    period = move(in_status(P.ADDICT), P.POST_REHAB, on_day=entered, decision_date=decided)
    assert period.legal_basis == LAW_2021


@pytest.mark.parametrize(
    ("now", "to", "term_end"),
    [
        (P.SUSPECTED_USE, P.ILLEGAL_USE, date(2025, 3, 1)),
        (P.ILLEGAL_USE, P.ILLEGAL_USE, date(2025, 3, 1)),
        (P.ILLEGAL_USE, P.ADDICT, None),
        (P.ADDICT, P.POST_REHAB, date(2025, 3, 1)),
        (P.POST_REHAB, P.ADDICT, None),
        (P.ADDICT, P.ENDED, None),
        (P.ENDED, P.SUSPECTED_USE, None),
    ],
)
def test_the_term_of_a_status(move, in_status, rules, now, to, term_end):
    assert move(in_status(now), to).term_end == term_end


def after_course(person, form, **fields):
    return TreatmentFactory(
        person=person, form=form, **({"valid_from": date(2023, 1, 1), "valid_to": DAY} | fields)
    )


@pytest.mark.parametrize(
    ("form", "term_end"),
    [
        ("compulsory", date(2026, 3, 1)),
        ("family", date(2025, 3, 1)),
        ("community", date(2025, 3, 1)),
        ("voluntary_centre", date(2025, 3, 1)),
        ("substitution", date(2025, 3, 1)),
    ],
)
def test_two_years_after_compulsory_rehabilitation_one_after_any_other(
    move, in_status, rules, form, term_end
):
    person = in_status(P.ADDICT)
    after_course(person, form)
    assert move(person, P.POST_REHAB).term_end == term_end


def test_the_last_course_decides(move, in_status, rules):
    person = in_status(P.ADDICT)
    early = date(2023, 1, 1)
    after_course(person, "compulsory", valid_from=date(2021, 1, 1), valid_to=early)
    after_course(person, "community", valid_from=early)
    assert move(person, P.POST_REHAB).term_end == date(2025, 3, 1)


def test_a_course_that_began_later_does_not(move, in_status, rules):
    person = in_status(P.ADDICT)
    after_course(person, "compulsory", valid_from=date(2024, 3, 2), valid_to=date(2024, 9, 1))
    assert move(person, P.POST_REHAB).term_end == date(2025, 3, 1)


def test_another_s_course_does_not(move, in_status, rules):
    after_course(in_status(P.ADDICT), "compulsory")
    assert move(in_status(P.ADDICT), P.POST_REHAB).term_end == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("born", "term_end"),
    [
        (date(2006, 3, 2), date(2025, 3, 1)),  # eighteen tomorrow
        (date(2006, 3, 1), date(2026, 3, 1)),  # eighteen today
    ],
)
def test_a_minor_is_managed_for_one_year_after_compulsory_rehabilitation(
    move, in_status, rules, born, term_end
):
    person = in_status(P.ADDICT, birth_date=born)
    after_course(person, "compulsory")
    assert move(person, P.POST_REHAB).term_end == term_end


def test_the_rule_of_the_day_gives_the_term(move, in_status):
    LegalRuleFactory(key="post_rehab_term", value=12, valid_to=DAY)
    LegalRuleFactory(key="post_rehab_term", value=6, valid_from=DAY)
    before, after = in_status(P.ADDICT), in_status(P.ADDICT)
    assert move(before, P.POST_REHAB, on_day=date(2024, 2, 29)).term_end == date(2025, 2, 28)
    assert move(after, P.POST_REHAB).term_end == date(2024, 9, 1)


def test_a_term_in_the_decision_goes_before_the_rule(move, in_status, rules):
    period = move(in_status(P.ADDICT), P.POST_REHAB, term_end=date(2024, 12, 31))
    assert period.term_end == date(2024, 12, 31)


@pytest.mark.parametrize("term_end", [DAY, date(2024, 2, 29)])
def test_a_term_ends_after_it_began(move, in_status, term_end):
    with refused(term_end="Thời hạn phải hết sau ngày bắt đầu."):
        move(in_status(P.ADDICT), P.POST_REHAB, term_end=term_end)


# --- who is told ---------------------------------------------------------------------------------


def test_a_move_is_told_with_its_decision_masked(move, in_status, officer, ward):
    person = in_status(P.ADDICT)
    period = move(person, P.POST_REHAB, issuer="Chủ tịch UBND")
    event = assert_audited(AuditAction.STATUS_MOVED, by=officer, target=person)
    assert (event.unit_id, event.before) == (ward.pk, {"status": MASK, "valid_from": "2020-01-01"})
    assert event.after == {
        "id": period.pk,
        "person_id": person.pk,
        "status": MASK,
        "decision_number": MASK,
        "decision_date": "2024-03-01",
        "issuer": "Chủ tịch UBND",
        "legal_basis": LAW_2021,
        "term_end": None,
        "end_reason": "",
        "unusual_reason": MASK,
        "valid_from": "2024-03-01",
        "valid_to": "9999-12-31",
    }


def test_the_groups_lived_in_since_are_scored_anew(move, in_status, group, other_group):
    person = in_status(P.ADDICT)
    person.residences.update(valid_to=date(2024, 6, 1))
    ResidenceFactory(person=person, group=other_group, valid_from=date(2024, 6, 1))
    move(person, P.ENDED)
    assert changes_told() == {(group.pk, DAY), (other_group.pk, DAY)}


def test_a_group_left_by_then_is_not(move, in_status, other_group):
    person = in_status(P.ADDICT)
    ResidenceFactory(person=person, group=other_group)  # until LONG_AGO
    move(person, P.ENDED)
    assert other_group.pk not in {group for group, _day in changes_told()}


# --- the first status ----------------------------------------------------------------------------


def begin(person, status, **fields) -> StatusPeriod:
    given = {"on_day": DAY, "issuer": "", "unusual_reason": ""} | DECISION | fields
    return first_status(person=person, status=status, **given)


@pytest.mark.parametrize("status", [s for s in P if s != P.ENDED])
def test_a_person_begins_in_any_status_but_the_last(in_status, status):
    assert begin(in_status(None), status).status == status


def test_nobody_begins_at_the_end(in_status):
    with refused(status="Người mới không thể bắt đầu ở diện này."):
        begin(in_status(None), P.ENDED)


def test_the_first_status_of_a_person_who_has_one_cannot_be_written(in_status):
    with refused_by_database():
        begin(in_status(P.ADDICT), P.ADDICT)


def test_who_comes_home_from_a_centre_before_the_ledger_has_a_year(in_status, rules):
    assert begin(in_status(None), P.POST_REHAB).term_end == date(2025, 3, 1)


def test_a_whole_course_stands_in_the_ledger_as_lived(move, in_status, rules):
    person = in_status(P.SUSPECTED_USE)
    for to, day in [
        (P.ILLEGAL_USE, date(2021, 1, 1)),
        (P.ILLEGAL_USE, date(2021, 9, 1)),
        (P.ADDICT, date(2022, 2, 1)),
        (P.POST_REHAB, date(2023, 2, 1)),
        (P.ADDICT, date(2023, 6, 1)),
        (P.ENDED, date(2024, 1, 1)),
        (P.ILLEGAL_USE, date(2025, 1, 1)),
    ]:
        move(person, to, on_day=day)
    assert list(person.statuses.values_list("status", flat=True)) == [
        "suspected_use",
        "illegal_use",
        "illegal_use",
        "addict",
        "post_rehab",
        "addict",
        "ended",
        "illegal_use",
    ]
    assert person.statuses.last().term_end == date(2026, 1, 1)
