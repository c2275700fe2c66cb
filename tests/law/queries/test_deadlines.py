"""Terms of law counted in days on the calendar."""

from datetime import date

import pytest

from law.models import LegalRule
from law.queries.calendar import WorkingCalendar
from law.queries.deadlines import Deadline
from law.queries.terms import add_term, rules_on
from tests.factories.law import LegalRuleFactory


def term(value, unit) -> LegalRule:
    return LegalRule(value=value, unit=unit)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2024, 1, 15), 1, date(2024, 2, 15)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2023, 7, 1), 24, date(2025, 7, 1)),
        (date(2026, 7, 1), 36, date(2029, 7, 1)),
    ],
)
def test_months(day, months, due):
    assert add_term(day, term(months, "months"), WorkingCalendar()) == due


@pytest.mark.parametrize(("hours", "due"), [(1, 2), (24, 2), (25, 3), (48, 3)])
def test_hours_are_rounded_up_to_days(hours, due):
    assert add_term(date(2026, 7, 1), term(hours, "hours"), WorkingCalendar()) == date(2026, 7, due)


def test_days_are_counted_through():
    assert add_term(date(2024, 2, 20), term(14, "days"), WorkingCalendar()) == date(2024, 3, 5)


@pytest.mark.django_db
def test_the_rule_of_a_day_is_the_one_in_force():
    old = LegalRuleFactory(key="handover", value=5, valid_to=date(2026, 7, 1))
    new = LegalRuleFactory(key="handover", value=24, valid_from=date(2026, 7, 1))
    assert rules_on(date(2026, 6, 30)) == {"handover": old}
    assert rules_on(date(2026, 7, 1)) == {"handover": new}


@pytest.mark.django_db
def test_a_day_before_any_law_has_no_rules(rules):
    assert rules_on(date(2019, 12, 31)) == {}


@pytest.mark.django_db
def test_all_rules_cost_one_query(rules, django_assert_num_queries):
    with django_assert_num_queries(1):
        rules_on(date(2026, 7, 1))


@pytest.mark.parametrize(("today", "left"), [((2026, 11, 23), 7), ((2026, 12, 2), -2)])
def test_a_deadline_counts_the_days_left(today, left):
    deadline = Deadline(
        label="Kiểm tra nơi cư trú",
        subject="Lò A T.",
        subject_url="/people/1/",
        place="Tổ 8",
        due_on=date(2026, 11, 30),
        legal_basis="Khoản 1 Điều 47",
        action_label="Ghi lần kiểm tra",
        action_url="/people/1/visits/new/",
        asked_on=date(*today),
    )
    assert (deadline.days_left, deadline.is_configured) == (left, False)
