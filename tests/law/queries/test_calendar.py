"""Working days by the calendar of the country."""

from datetime import date

import pytest

from law.actions.calendar import load_calendar
from law.enums import DayKind
from law.models import LegalRule
from law.queries.calendar import WorkingCalendar, YearOfDays, calendar_year
from law.queries.terms import RuleBook, add_term
from tests.factories.law import CalendarDayFactory, LegalRuleFactory

pytestmark = pytest.mark.django_db


def due(day, days):
    return add_term(day, LegalRule(value=days, unit="working_days"), WorkingCalendar())


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24)),  # Monday to Tuesday
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday to Monday
        (date(2026, 11, 26), 3, date(2026, 12, 1)),  # Thursday: Fri, Mon, Tue
        (date(2026, 11, 23), 5, date(2026, 11, 30)),  # a whole week
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # begun on a Saturday
        (date(2026, 11, 29), 5, date(2026, 12, 4)),  # begun on a Sunday
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
    ],
)
def test_without_rows_only_the_weekend_is_off(day, days, last):
    assert due(day, days) == last


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tet: five days and two weekends
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # Hung Kings' day on a Sunday, Monday in lieu
        (date(2025, 12, 31), 2, date(2026, 1, 6)),  # 01/01, and 02/01 swapped: Mon, Tue
        (date(2026, 1, 9), 1, date(2026, 1, 10)),  # a Saturday that is worked for 02/01
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # the same for 31/08
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # swapped Monday, then two days of 2/9
        (date(2024, 4, 26), 3, date(2024, 5, 4)),  # Thu, Fri and the Saturday for 29/04
        (date(2030, 1, 30), 1, date(2030, 2, 7)),  # Tet 2030 begins on 02/02 in Viet Nam
    ],
)
def test_shipped_holidays_and_swaps_are_reckoned_with(day, days, last):
    load_calendar()
    assert due(day, days) == last


@pytest.mark.parametrize(
    ("kind", "day", "works"),
    [
        (DayKind.HOLIDAY, date(2026, 11, 24), False),
        (DayKind.HOLIDAY, date(2026, 11, 28), False),
        (DayKind.IN_LIEU, date(2026, 11, 24), False),
        (DayKind.SWAPPED, date(2026, 11, 24), False),
        (DayKind.MAKE_UP, date(2026, 11, 28), True),
        (DayKind.MAKE_UP, date(2026, 11, 29), True),
    ],
)
def test_a_row_overrules_the_week(kind, day, works):
    CalendarDayFactory(day=day, kind=kind)
    assert WorkingCalendar().is_working_day(day) is works


def test_many_days_cost_one_statement_and_other_units_none(django_assert_num_queries):
    load_calendar()
    calendar = WorkingCalendar()
    with django_assert_num_queries(0):
        add_term(date(2026, 2, 1), LegalRule(value=1, unit="months"), calendar)
    with django_assert_num_queries(1):
        for month in range(1, 13):
            calendar.add_working_days(date(2026, month, 1), 30)


def test_a_rule_book_reads_the_calendar_once_for_thousands_of_terms(django_assert_num_queries):
    load_calendar()
    LegalRuleFactory(key="handover", value=5, unit="working_days")
    book = RuleBook(["handover"])
    with django_assert_num_queries(2):
        for _row in range(30):
            add_term(date(2026, 2, 13), book.rule("handover", date(2026, 2, 13)), book.calendar)


def test_a_year_is_announced_when_none_of_its_days_is_only_reckoned():
    CalendarDayFactory(day=date(2027, 1, 1), is_announced=True)
    CalendarDayFactory(day=date(2028, 1, 3), is_announced=True)
    CalendarDayFactory(day=date(2028, 11, 24), is_announced=False)
    told = [calendar_year(year) for year in (2027, 2028, 2029)]
    assert told == [YearOfDays(2027, 1, 0), YearOfDays(2028, 2, 1), YearOfDays(2029, 0, 0)]
    assert [year.is_announced for year in told] == [True, False, False]
