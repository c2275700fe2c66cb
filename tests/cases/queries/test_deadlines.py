"""What is due in the case ledger: when and why."""

from datetime import date

import pytest
from django.urls import reverse

from cases.queries.deadlines import check_due
from cases.statuses import CHECKED_STATUSES, PersonStatus
from law.enums import RuleUnit
from law.queries.calendar import WorkingCalendar
from law.queries.deadlines import deadlines_for
from tests.cases.queries.conftest import CHECK, TODAY, due, labels
from tests.factories.cases import (
    AbsenceFactory,
    PersonFactory,
    StatusPeriodFactory,
    TreatmentFactory,
    VisitFactory,
)
from tests.factories.law import LegalRuleFactory
from tests.law.laws import LAW_2021

P = PersonStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

DECREE_105 = "Khoản 1 Điều 47 Nghị định 105/2021/NĐ-CP"

OWN_RULE = "Quy chế nội bộ, cấu hình được (giữ mức của Điều 47 Nghị định 105/2021/NĐ-CP)"


@pytest.fixture
def quiet(group):
    """A person of `group` of whom nothing is due: suspected, no term."""
    return lambda **fields: PersonFactory(
        **({"group": group, "status": P.SUSPECTED_USE, "full_name": "Lò A Tùng"} | fields)
    )


# --- residence checks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visited_on", "due_on"),
    [
        (date(2026, 2, 9), date(2026, 3, 9)),  # overdue by a day
        (date(2026, 2, 10), date(2026, 3, 10)),  # today
        (date(2026, 2, 17), date(2026, 3, 17)),  # the last day of the week ahead
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 5, 5), date(2024, 6, 5)),
    ],
)
def test_a_check_is_due_a_month_after_the_last_one(officer, checked, visited_on, due_on):
    checked(visited_on)
    assert due(officer) == [(CHECK, "Lò A Tùng", due_on)]


@pytest.mark.parametrize("visited_on", [date(2026, 2, 18), date(2026, 3, 1), TODAY])
def test_a_check_that_lies_beyond_the_week_is_not_listed(officer, checked, visited_on):
    checked(visited_on)
    assert due(officer) == []


def test_only_the_last_check_counts(officer, checked):
    person = checked(date(2026, 3, 1))
    VisitFactory(person=person, visited_on=date(2025, 12, 1))
    assert due(officer) == []


def test_who_was_never_checked_is_due_a_month_after_the_status_began(officer, checked):
    checked(status_from=date(2026, 2, 12))
    assert due(officer) == [(CHECK, "Lò A Tùng", date(2026, 3, 12))]


def test_a_check_before_the_status_does_not_count(officer, checked):
    checked(date(2026, 1, 5), status_from=date(2026, 2, 12))
    assert due(officer) == [(CHECK, "Lò A Tùng", date(2026, 3, 12))]


def test_a_new_status_starts_the_month_anew(officer, checked):
    person = checked(date(2026, 1, 15), status=P.ILLEGAL_USE)
    person.statuses.update(valid_to=date(2026, 2, 14), end_reason="next_status")
    StatusPeriodFactory(person=person, valid_from=date(2026, 2, 14))
    assert due(officer) == [(CHECK, "Lò A Tùng", date(2026, 3, 14))]


@pytest.mark.parametrize("status", P)
def test_suspects_and_those_off_the_list_are_not_checked(officer, checked, status):
    checked(date(2026, 2, 1), status=status)
    assert bool(due(officer)) is (status in CHECKED_STATUSES)


def test_these_are_checked():
    assert CHECKED_STATUSES == (P.ILLEGAL_USE, P.ADDICT, P.POST_REHAB)


def test_who_is_away_is_not_checked(officer, checked):
    AbsenceFactory(person=checked(date(2026, 1, 1)), valid_from=date(2026, 2, 1))
    assert due(officer) == []


@pytest.mark.parametrize(
    ("returned", "listed"), [(TODAY, True), (date(2026, 3, 11), False), (date(2026, 2, 5), True)]
)
def test_on_the_day_of_return_the_check_is_due_again(officer, checked, returned, listed):
    person = checked(date(2026, 1, 1))
    AbsenceFactory(person=person, valid_from=date(2026, 2, 1), valid_to=returned)
    assert bool(due(officer)) is listed


def test_a_check_leads_to_the_form_that_records_it(officer, checked, group):
    person = checked(date(2026, 2, 10))
    (one,) = deadlines_for(officer, TODAY)
    assert (one.subject_url, one.place) == (person.get_absolute_url(), group.name)
    assert (one.action_label, one.action_url) == (
        "Ghi nhận",
        reverse("cases:visit-create", args=[person.pk]),
    )


@pytest.mark.parametrize(
    ("today", "basis", "is_configured"),
    [(date(2026, 6, 30), DECREE_105, False), (date(2026, 7, 1), OWN_RULE, True)],
)
def test_a_check_names_the_basis_of_the_day(officer, checked, today, basis, is_configured):
    checked(date(2026, 5, 1))
    (one,) = deadlines_for(officer, today)
    assert (one.legal_basis, one.is_configured) == (basis, is_configured)


def test_before_the_first_rule_nothing_is_checked(officer, checked):
    checked()
    assert due(officer, date(2021, 12, 31)) == []


def test_the_page_of_a_person_reckons_as_the_list_does():
    rule = LegalRuleFactory.build(value=1, unit=RuleUnit.MONTHS)
    assert check_due(date(2026, 1, 31), None, rule, WorkingCalendar()) == date(2026, 2, 28)
    assert check_due(date(2026, 1, 31), date(2026, 2, 10), rule, WorkingCalendar()) == date(
        2026, 3, 10
    )
    assert check_due(date(2026, 1, 31), date(2025, 12, 1), rule, WorkingCalendar()) == date(
        2026, 2, 28
    )


# --- ends of terms -------------------------------------------------------------------------------


def in_term(person, term_end, **fields):
    """The person's status gets a term; nothing else is due."""
    VisitFactory(person=person, visited_on=TODAY)
    person.statuses.update(**({"term_end": term_end} | fields))
    return person


@pytest.mark.parametrize(
    ("term_end", "listed"),
    [
        (date(2026, 3, 9), True),
        (TODAY, True),
        (date(2026, 3, 17), True),
        (date(2026, 3, 18), False),
        (date(2025, 1, 1), True),
    ],
)
def test_the_end_of_a_status_is_listed_a_week_ahead(officer, checked, term_end, listed):
    in_term(checked(status=P.POST_REHAB), term_end)
    expected = [("Hết thời hạn: quản lý sau cai", "Lò A Tùng", term_end)]
    assert due(officer) == (expected if listed else [])


def test_a_status_that_was_left_is_not_listed(officer, checked):
    person = in_term(checked(status=P.ILLEGAL_USE), TODAY)
    person.statuses.update(valid_to=date(2026, 3, 5), end_reason="completed")
    StatusPeriodFactory(person=person, status=P.ENDED, valid_from=date(2026, 3, 5))
    assert due(officer) == []


def test_the_end_of_a_status_leads_to_the_next_decision(officer, checked, group):
    person = in_term(checked(status=P.ILLEGAL_USE), TODAY)
    (one,) = deadlines_for(officer, TODAY)
    assert (one.legal_basis, one.place, one.is_configured) == (LAW_2021, group.name, False)
    assert (one.action_label, one.action_url) == (
        "Trình quyết định",
        reverse("cases:status-move", args=[person.pk]),
    )


def test_a_term_keeps_the_basis_it_began_under(officer, checked):
    in_term(checked(status=P.ILLEGAL_USE), date(2026, 7, 5), legal_basis="Luật cũ")
    told = {one.label: one.legal_basis for one in deadlines_for(officer, date(2026, 7, 1))}
    assert told["Hết thời hạn: người sử dụng trái phép"] == "Luật cũ"


def test_the_term_of_somebody_away_ends_all_the_same(officer, checked):
    person = in_term(checked(status=P.POST_REHAB), TODAY)
    AbsenceFactory(person=person, valid_from=date(2026, 1, 1))
    assert labels(officer) == ["Hết thời hạn: quản lý sau cai"]


@pytest.mark.parametrize(
    ("term_end", "listed"),
    [(date(2026, 3, 9), True), (date(2026, 3, 17), True), (date(2026, 3, 18), False)],
)
def test_the_end_of_a_course_is_listed_a_week_ahead(officer, quiet, term_end, listed):
    TreatmentFactory(person=quiet(), term_end=term_end)
    expected = [("Hết thời hạn: cai nghiện tự nguyện tại cộng đồng", "Lò A Tùng", term_end)]
    assert due(officer) == (expected if listed else [])


def test_a_course_that_ended_is_not_listed(officer, quiet):
    TreatmentFactory(
        person=quiet(), term_end=TODAY, valid_from=date(2025, 1, 1), valid_to=date(2026, 3, 1)
    )
    assert due(officer) == []


def test_nothing_is_due_of_whose_management_has_ended(officer, quiet):
    person = quiet(status=P.ENDED)
    person.statuses.update(term_end=TODAY)
    TreatmentFactory(person=person, term_end=TODAY)
    assert due(officer) == []


def test_a_course_without_term_is_never_due(officer, quiet):
    TreatmentFactory(person=quiet(), form="substitution", term_end=None)
    assert due(officer) == []


def test_the_end_of_a_course_leads_to_the_file(officer, quiet, group):
    person = quiet()
    TreatmentFactory(person=person, term_end=TODAY)
    (one,) = deadlines_for(officer, TODAY)
    assert (one.action_label, one.action_url, one.place) == (
        "Xem hồ sơ",
        person.get_absolute_url(),
        group.name,
    )
    assert one.legal_basis == LAW_2021


# --- the list ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("horizon", "count"), [(0, 1), (6, 1), (7, 2), (30, 3)])
def test_how_far_ahead_is_asked(officer, checked, horizon, count):
    for visited in (date(2026, 2, 10), date(2026, 2, 17), date(2026, 3, 9)):
        checked(visited)
    assert len(due(officer, horizon=horizon)) == count


@pytest.mark.parametrize(
    ("today", "left"), [(date(2026, 3, 9), 1), (TODAY, 0), (date(2026, 3, 13), -3)]
)
def test_days_left_are_counted_to_the_day(officer, checked, today, left):
    checked(date(2026, 2, 10))
    (one,) = deadlines_for(officer, today)
    assert one.days_left == left
