"""Suspicions: opened, reviewed on time, closed with an outcome."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.audit import MASK
from foundation.dated import OPEN
from incidents import enums
from incidents.actions.suspicions import close_suspicion, open_suspicion, renew_suspicion
from incidents.enums import AuditAction
from incidents.models import Suspicion, SuspicionReview
from law.enums import RuleUnit
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.incidents import SuspicionFactory
from tests.factories.law import LegalRuleFactory
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
TOMORROW = "Ngày không được sau hôm nay."
NEXT = "Hạn rà soát tiếp phải sau ngày rà soát."


# --- opening -------------------------------------------------------------------------------------


@pytest.fixture
def open_(officer, group):
    def opened(**fields) -> Suspicion:
        given = {
            "by": officer,
            "group": group,
            "kind": "person",
            "subject": "Người thuê trọ",
            "source_grade": "B",
            "reason": "Nhiều người lạ đến",
            "opened_on": DAY,
        }
        return open_suspicion(**(given | fields))

    return opened


@pytest.mark.parametrize("kind", enums.SuspicionKind)
@pytest.mark.parametrize("grade", enums.SourceGrade)
def test_a_suspicion_is_open_from_its_day(open_, group, kind, grade):
    row = open_(kind=kind, source_grade=grade, subject=" Người thuê trọ ", reason=" Đông người ")
    row.refresh_from_db()
    assert (row.group, row.kind, row.source_grade, row.subject, row.reason) == (
        group,
        kind,
        grade,
        "Người thuê trọ",
        "Đông người",
    )
    assert (row.valid_from, row.valid_to, row.outcome) == (DAY, OPEN, "")


def test_the_opening_is_the_first_review(open_, officer, rules):
    review = open_().reviews.get()
    assert (review.reviewed_on, review.next_review_on, review.by, review.note) == (
        DAY,
        date(2024, 3, 31),
        officer,
        "",
    )


def test_without_a_rule_the_next_review_is_due_in_thirty_days(open_):
    assert open_().reviews.get().next_review_on == date(2024, 3, 31)


def test_the_rule_of_the_day_says_when(open_):
    LegalRuleFactory(key="suspicion_review", value=60, unit=RuleUnit.DAYS, valid_to=DAY)
    LegalRuleFactory(key="suspicion_review", value=7, unit=RuleUnit.DAYS, valid_from=DAY)
    assert open_().reviews.get().next_review_on == date(2024, 3, 8)


def test_a_day_that_is_named_goes_before_the_rule(open_, rules):
    review = open_(next_review_on=date(2024, 3, 2)).reviews.get()
    assert review.next_review_on == date(2024, 3, 2)


@pytest.mark.parametrize("next_day", [DAY, date(2024, 2, 1)])
def test_the_next_review_lies_later(open_, next_day):
    with refused(next_review_on=NEXT):
        open_(next_review_on=next_day)
    assert Suspicion.objects.count() == 0
    assert_nothing_audited()


def test_opening_is_told_with_subject_and_reason_masked(open_, officer, ward):
    row = open_()
    event = assert_audited(AuditAction.SUSPICION_OPENED, by=officer, target=row)
    assert event.unit_id == ward.pk
    told = {name: event.after[name] for name in ("subject", "reason", "kind", "source_grade")}
    assert told == {"subject": MASK, "reason": MASK, "kind": "person", "source_grade": "B"}


def test_the_group_is_scored_anew_from_the_opening(open_, group):
    open_()
    assert changes_told() == {(group.pk, DAY)}


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "cloud"), ("source_grade", "E"), ("subject", " "), ("reason", "")],
)
def test_a_suspicion_says_what_whom_and_how_sure(open_, field, value):
    with pytest.raises(ValidationError) as error:
        open_(**{field: value})
    assert list(error.value.error_dict) == [field]
    assert SuspicionReview.objects.count() == 0


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_suspicion_is_opened_tomorrow(open_):
    with refused(opened_on=TOMORROW):
        open_(opened_on=date(2026, 3, 11))


# --- reviewing -----------------------------------------------------------------------------------


@pytest.fixture
def suspicion(group):
    """Open since DAY, to be reviewed by 31/03/2024."""
    return SuspicionFactory(group=group, valid_from=DAY)


@pytest.fixture
def renew(officer, suspicion):
    def renewed(reviewed_on=LATER, **fields) -> SuspicionReview:
        return renew_suspicion(by=officer, suspicion=suspicion, reviewed_on=reviewed_on, **fields)

    return renewed


def test_a_review_says_who_when_and_until(renew, officer, suspicion, rules):
    renew(note=" Vẫn đông người ")
    review = suspicion.reviews.last()
    assert (review.reviewed_on, review.next_review_on, review.by, review.note) == (
        LATER,
        date(2024, 10, 1),
        officer,
        "Vẫn đông người",
    )


def test_a_review_does_not_end_the_suspicion(renew, suspicion):
    renew()
    suspicion.refresh_from_db()
    assert suspicion.is_open


def test_a_review_is_told_with_its_days(renew, officer, suspicion, ward):
    renew(note="Vẫn đông người")
    event = assert_audited(AuditAction.SUSPICION_RENEWED, by=officer, target=suspicion)
    assert event.unit_id == ward.pk
    assert event.after == {"reviewed_on": "2024-09-01", "next_review_on": "2024-10-01"}


def test_the_group_is_scored_anew_from_the_review(renew, group):
    renew()
    assert changes_told() == {(group.pk, LATER)}


@pytest.mark.parametrize("day", [DAY, date(2024, 2, 29)])
def test_nothing_is_reviewed_on_or_before_the_last_review(renew, day):
    with refused(reviewed_on="Đã có lần rà soát từ ngày này trở đi."):
        renew(day)


def test_nor_between_two_reviews(renew):
    renew()
    with refused(reviewed_on="Đã có lần rà soát từ ngày này trở đi."):
        renew(date(2024, 5, 1))


def test_the_day_after_the_last_review_is_late_enough(renew):
    assert renew(date(2024, 3, 2)).reviewed_on == date(2024, 3, 2)


@pytest.mark.parametrize("next_day", [LATER, DAY])
def test_the_review_after_this_lies_later(renew, next_day):
    with refused(next_review_on=NEXT):
        renew(next_review_on=next_day)
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_nothing_is_reviewed_tomorrow(renew):
    with refused(reviewed_on=TOMORROW):
        renew(date(2026, 3, 11))


# --- closing -------------------------------------------------------------------------------------


@pytest.fixture
def close(officer, suspicion):
    def closed(closed_on=LATER, outcome="unfounded") -> Suspicion:
        return close_suspicion(
            by=officer, suspicion=suspicion, closed_on=closed_on, outcome=outcome
        )

    return closed


@pytest.mark.parametrize("outcome", enums.SuspicionOutcome)
def test_a_suspicion_is_closed_with_its_outcome(close, suspicion, outcome):
    close(outcome=outcome)
    suspicion.refresh_from_db()
    assert (suspicion.valid_to, suspicion.outcome) == (LATER, outcome)


def test_closing_is_told(close, officer, suspicion, ward):
    close()
    event = assert_audited(AuditAction.SUSPICION_CLOSED, by=officer, target=suspicion)
    assert (event.unit_id, event.before) == (ward.pk, {"valid_to": "9999-12-31"})
    assert event.after == {"valid_to": "2024-09-01", "outcome": "unfounded"}


def test_the_group_is_scored_anew_from_the_closing(close, group):
    close()
    assert changes_told() == {(group.pk, LATER)}


def test_a_closed_suspicion_is_neither_closed_nor_reviewed_again(close, renew):
    close()
    with refused(on_top="Nghi vấn này đã kết thúc."):
        close(date(2024, 10, 1))
    with refused(on_top="Nghi vấn này đã kết thúc."):
        renew(date(2024, 10, 1))


def test_a_page_opened_before_the_closing_does_neither(close, officer, suspicion):
    as_opened_before = Suspicion.objects.get(pk=suspicion.pk)
    close()
    given = {"by": officer, "suspicion": as_opened_before}
    with refused(on_top="Nghi vấn này đã kết thúc."):
        close_suspicion(**given, closed_on=date(2024, 10, 1), outcome="confirmed")
    with refused(on_top="Nghi vấn này đã kết thúc."):
        renew_suspicion(**given, reviewed_on=date(2024, 10, 1))
    suspicion.refresh_from_db()
    assert (suspicion.valid_to, suspicion.outcome) == (LATER, "unfounded")


def test_a_suspicion_is_not_closed_before_its_last_review(close, renew, suspicion):
    renew()
    with refused(closed_on="Đã có lần rà soát sau ngày này."):
        close(date(2024, 8, 31))
    suspicion.refresh_from_db()
    assert suspicion.is_open


def test_it_is_closed_on_the_day_of_its_last_review(close, renew):
    renew()
    assert close().valid_to == LATER


@pytest.mark.django_db(transaction=True)
def test_a_review_waits_for_a_closing_that_is_being_saved(close, officer, suspicion):
    seen = Suspicion.objects.get(pk=suspicion.pk)
    day = date(2024, 10, 1)
    error = meanwhile(close, lambda: renew_suspicion(by=officer, suspicion=seen, reviewed_on=day))
    assert error.messages == ["Nghi vấn này đã kết thúc."]
    assert SuspicionReview.objects.filter(reviewed_on=date(2024, 10, 1)).count() == 0


def test_a_suspicion_is_not_closed_before_its_opening(close):
    with refused(closed_on="Ngày kết thúc không được trước ngày mở."):
        close(date(2024, 2, 29))


def test_a_suspicion_may_be_closed_on_the_day_of_its_opening(close):
    assert close(DAY).valid_to == DAY


def test_without_an_outcome_it_stays_open(close, suspicion):
    with refused(outcome="Chọn kết luận."):
        close(outcome="")
    suspicion.refresh_from_db()
    assert suspicion.is_open


def test_an_unknown_outcome_is_refused(close):
    with pytest.raises(ValidationError) as error:
        close(outcome="forgotten")
    assert list(error.value.error_dict) == ["outcome"]
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_suspicion_is_closed_tomorrow(close):
    with refused(closed_on=TOMORROW):
        close(date(2026, 3, 11))
