"""Keeping the calendar of days off."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.versions import StaleEditError
from law.actions.calendar import (
    add_calendar_day,
    confirm_calendar_year,
    edit_calendar_day,
    load_calendar,
    remove_calendar_day,
)
from law.enums import AuditAction, DayKind
from law.models import CalendarDay
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.law import CalendarDayFactory

pytestmark = pytest.mark.django_db
TUESDAY, SATURDAY, SUNDAY = date(2027, 11, 23), date(2027, 11, 27), date(2027, 11, 28)


def add(administrator, **values):
    told = {
        "day": TUESDAY,
        "kind": DayKind.HOLIDAY,
        "name": "Ngày hội",
        "source": "Thông báo 1/TB",
        "is_announced": True,
    }
    return add_calendar_day(by=administrator, **told | values)


class TestLoad:
    def test_it_fills_every_shipped_year_once(self):
        assert load_calendar() == CalendarDay.objects.count() > 0
        assert set(CalendarDay.objects.dates("day", "year")) == {
            date(year, 1, 1) for year in range(2021, 2031)
        }
        assert load_calendar() == 0
        assert_audited(AuditAction.CALENDAR_LOADED, by=None, count=CalendarDay.objects.count())

    def test_a_year_that_is_kept_is_left_alone(self, administrator):
        add(administrator, day=date(2026, 3, 3))
        load_calendar()
        assert [row.day for row in CalendarDay.objects.of_year(2026)] == [date(2026, 3, 3)]

    def test_what_was_taken_out_does_not_come_back(self, administrator):
        load_calendar()
        day = CalendarDay.objects.get(day=date(2026, 11, 24))
        remove_calendar_day(
            by=administrator, calendar_day=day, expected_version=1, reason="Không có trong luật"
        )
        load_calendar()
        assert not CalendarDay.objects.filter(day=date(2026, 11, 24)).exists()

    def test_days_not_yet_announced_say_so(self):
        load_calendar()
        reckoned = CalendarDay.objects.filter(is_announced=False)
        assert {row.day.year for row in reckoned if row.day.year <= 2026} == {2026}
        assert [row.day for row in reckoned.of_year(2026)] == [date(2026, 11, 24)]
        assert not CalendarDay.objects.filter(day__year__gt=2026, is_announced=True).exists()


class TestAdd:
    def test_a_day_is_written_and_audited(self, administrator):
        added = add(administrator, name="  Ngày   hội ")
        assert CalendarDay.objects.get().name == "Ngày hội"
        assert_audited(AuditAction.CALENDAR_DAY_ADDED, by=administrator, target=added)

    @pytest.mark.parametrize(
        ("kind", "day"),
        [
            (DayKind.MAKE_UP, TUESDAY),
            (DayKind.IN_LIEU, SATURDAY),
            (DayKind.IN_LIEU, SUNDAY),
            (DayKind.SWAPPED, SATURDAY),
            (DayKind.SWAPPED, SUNDAY),
            (DayKind.HOLIDAY, date(1999, 12, 31)),
            (DayKind.HOLIDAY, date(2100, 1, 1)),
        ],
    )
    def test_a_day_that_cannot_be_of_its_kind_is_refused_beside_it(self, administrator, kind, day):
        with pytest.raises(ValidationError) as refused:
            add(administrator, kind=kind, day=day)
        assert list(refused.value.message_dict) == ["day"]
        assert_nothing_audited()

    def test_the_same_day_twice_is_refused(self, administrator):
        add(administrator)
        with pytest.raises(ValidationError) as refused:
            add(administrator, name="Khác")
        assert refused.value.message_dict == {"day": ["Ngày này đã có trong lịch nghỉ."]}

    @pytest.mark.parametrize("values", [{"kind": "party"}, {"day": date(1999, 1, 1)}])
    def test_the_database_refuses_it_too(self, values):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarDayFactory(**values)


class TestEdit:
    def test_what_differs_is_written_and_told(self, administrator):
        day = CalendarDayFactory(day=TUESDAY, name="Ngày hội")
        edit_calendar_day(
            by=administrator, calendar_day=day, expected_version=1, changes={"name": "Ngày lễ"}
        )
        event = assert_audited(AuditAction.CALENDAR_DAY_CHANGED, by=administrator, target=day)
        assert (event.before, event.after) == ({"name": "Ngày hội"}, {"name": "Ngày lễ"})

    def test_the_second_of_two_editors_is_told(self, administrator):
        day = CalendarDayFactory(day=TUESDAY)
        opened = {"by": administrator, "calendar_day": day, "expected_version": 1}
        edit_calendar_day(**opened, changes={"name": "A"})
        with pytest.raises(StaleEditError):
            edit_calendar_day(**opened, changes={"name": "B"})
        assert CalendarDay.objects.get().name == "A"

    def test_a_kind_that_does_not_fit_the_day_is_refused(self, administrator):
        day = CalendarDayFactory(day=TUESDAY)
        with pytest.raises(ValidationError):
            edit_calendar_day(
                by=administrator,
                calendar_day=day,
                expected_version=1,
                changes={"kind": DayKind.MAKE_UP},
            )
        assert CalendarDay.objects.get().kind == DayKind.HOLIDAY


class TestRemove:
    def test_the_log_keeps_the_row_and_the_reason(self, administrator):
        day = CalendarDayFactory(day=TUESDAY, name="Ngày hội")
        remove_calendar_day(
            by=administrator, calendar_day=day, expected_version=1, reason="Nhập nhầm"
        )
        event = assert_audited(AuditAction.CALENDAR_DAY_REMOVED, by=administrator, target=day)
        assert (event.reason, event.before["name"]) == ("Nhập nhầm", "Ngày hội")
        assert not CalendarDay.objects.exists()

    def test_a_row_edited_in_between_stays(self, administrator):
        day = CalendarDayFactory(day=TUESDAY, version=2)
        with pytest.raises(StaleEditError):
            remove_calendar_day(
                by=administrator, calendar_day=day, expected_version=1, reason="Nhập nhầm"
            )
        assert CalendarDay.objects.exists()


class TestConfirm:
    def test_only_reckoned_days_of_the_year_take_the_notice(self, administrator):
        known = CalendarDayFactory(day=date(2027, 1, 1), is_announced=True, source="Luật")
        reckoned = CalendarDayFactory(day=TUESDAY, is_announced=False)
        later = CalendarDayFactory(day=date(2028, 1, 3), is_announced=False)
        assert confirm_calendar_year(by=administrator, year=2027, source="Thông báo 9/TB") == 1
        for row in (known, reckoned, later):
            row.refresh_from_db()
        assert [row.is_announced for row in (known, reckoned, later)] == [True, True, False]
        assert (known.source, reckoned.source) == ("Luật", "Thông báo 9/TB")
        assert_audited(AuditAction.CALENDAR_YEAR_CONFIRMED, by=administrator)

    def test_nothing_to_confirm_is_said(self, administrator):
        CalendarDayFactory(day=TUESDAY, is_announced=True)
        for year in (2027, 2035):
            with pytest.raises(ValidationError):
                confirm_calendar_year(by=administrator, year=year, source="Thông báo 9/TB")
        assert_nothing_audited()
