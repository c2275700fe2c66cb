"""Writes the calendar of days off: shipped days, and what an administrator changes or confirms."""

import csv
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, changes_of, masked_state, record
from accounts.models import User
from foundation.text import clean, clean_texts
from foundation.validators import check_editable
from law.enums import AuditAction
from law.models import CalendarDay
from law.queries.calendar import years_kept

#: Days off that are shipped with the product.
CALENDAR_FILE = Path(__file__).resolve().parent.parent / "data" / "calendar_days.csv"
#: The source of a shipped day: after its year's notice was published, and before.
_ANNOUNCED = "Bộ luật Lao động 2019, Điều 112, và thông báo nghỉ lễ, tết của năm"
_RECKONED = "Bộ luật Lao động 2019, Điều 112; tính trước theo lịch, chưa đối chiếu thông báo"
EDITABLE = ("day", "kind", "name", "source", "is_announced")


@action
def load_calendar(*, by: User | None = None) -> int:
    """Writes the shipped days of every year that has no row yet; one audit event if there are any.

    After that the administrator maintains the year: a new version of the product never overwrites
    it. Returns the number of days written.
    """
    years = set(years_kept())
    with CALENDAR_FILE.open(encoding="utf-8", newline="") as file:
        days = [day for day in map(_shipped, csv.DictReader(file)) if day.day.year not in years]
    CalendarDay.objects.bulk_create(days)
    if days:
        summary = {"first": days[0].day.year, "last": days[-1].day.year, "created": len(days)}
        record(AuditAction.CALENDAR_LOADED, by=by, after=summary, count=len(days))
    return len(days)


@action
def add_calendar_day(
    *, by: User, day: date, kind: str, name: str, source: str, is_announced: bool
) -> CalendarDay:
    """Writes one day; audits it. Raises ValidationError for a day that is there already."""
    added = CalendarDay(
        day=day, kind=kind, name=clean(name), source=clean(source), is_announced=is_announced
    )
    added.full_clean()
    added.save()
    record(AuditAction.CALENDAR_DAY_ADDED, by=by, target=added, after=masked_state(added))
    return added


@action
def edit_calendar_day(
    *, by: User, calendar_day: CalendarDay, expected_version: int, changes: dict[str, Any]
) -> CalendarDay:
    """Corrects a day; audits what differs. Raises StaleEditError if somebody saved in between."""
    check_editable(changes, EDITABLE)
    calendar_day.refresh_from_db()
    stored = copy(calendar_day)
    calendar_day.save_edit(expected_version, clean_texts(changes))
    before, after = changes_of(stored, calendar_day)
    record(AuditAction.CALENDAR_DAY_CHANGED, by=by, target=calendar_day, before=before, after=after)
    return calendar_day


@action
def remove_calendar_day(
    *, by: User, calendar_day: CalendarDay, expected_version: int, reason: str
) -> None:
    """Deletes a day that does not belong there; the audit event holds the row and the reason.

    Raises StaleEditError if somebody saved in between.
    """
    standing = CalendarDay.objects.select_for_update().get(pk=calendar_day.pk)
    standing.expect_version(expected_version)
    record(
        AuditAction.CALENDAR_DAY_REMOVED,
        by=by,
        target=standing,
        before=masked_state(standing),
        reason=clean(reason),
    )
    standing.delete()


@action
def confirm_calendar_year(*, by: User, year: int, source: str) -> int:
    """Records that the days of the year agree with the official notice; writes one audit event.

    Only days that were calculated ahead take the new source. Returns their number; raises
    ValidationError if no day is left to confirm.
    """
    reckoned = CalendarDay.objects.of_year(year).filter(is_announced=False).select_for_update()
    days = list(reckoned)
    if not days:
        raise ValidationError(_("Năm này không còn ngày nào chờ xác nhận."))
    for day in days:
        day.source, day.is_announced = clean(source), True
        day.full_clean(validate_unique=False)
        day.write_checked(["source", "is_announced"])
    summary = {"first": days[0].day, "last": days[-1].day, "source": clean(source)}
    record(AuditAction.CALENDAR_YEAR_CONFIRMED, by=by, after=summary, count=len(days))
    return len(days)


def _shipped(row: dict[str, str]) -> CalendarDay:
    is_announced = row["is_announced"] == "1"
    day = CalendarDay(
        day=date.fromisoformat(row["day"]),
        kind=row["kind"],
        name=row["name"],
        source=_ANNOUNCED if is_announced else _RECKONED,
        is_announced=is_announced,
    )
    day.clean_fields()
    day.clean()
    return day
