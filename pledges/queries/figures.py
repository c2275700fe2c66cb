"""Selects the households, the pledges and the checks of boxes and boards that count on a day.

The criteria use the same query to count a figure and to list its rows.
"""

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from foundation.dated import in_force
from law.models import LegalRule
from pledges.models import BoardInspection, BoxCheck, Household, Pledge


def households(day: date) -> QuerySet[Household]:
    """Returns households registered on the day, with `is_signed`: whether a pledge is in force.

    Do not count `is_signed` over all wards: households and pledges are counted separately (docs/perf.md §2.1).
    """
    signed = Pledge.objects.in_force(day).values("household_id")
    return Household.objects.in_force(day).annotate(
        group_ref=F("group_id"), since=F("valid_from"), is_signed=Q(pk__in=signed)
    )


def pledges(day: date) -> QuerySet[Pledge]:
    """Returns the pledges in force on the day; a household never has two."""
    return Pledge.objects.in_force(day)


def working_box_checks(day: date, not_before: date) -> QuerySet[BoxCheck]:
    """Returns checks in force and not older than `not_before`, of boxes that hang that day and were found working."""
    return BoxCheck.objects.filter(
        in_force(day), in_force(day, "box__"), is_working=True, valid_from__gte=not_before
    )


def legible_board_checks(day: date, not_before: date) -> QuerySet[BoardInspection]:
    """Returns inspections in force and not older than `not_before`, of boards that hang and were found legible."""
    return BoardInspection.objects.filter(
        in_force(day), in_force(day, "board__"), is_legible=True, valid_from__gte=not_before
    )


def broken_box_checks(day: date) -> QuerySet[BoxCheck]:
    """Returns checks in force, however old, of boxes that hang that day and were found broken ("hỏng")."""
    return BoxCheck.objects.filter(in_force(day), in_force(day, "box__"), is_working=False)


def illegible_board_checks(day: date) -> QuerySet[BoardInspection]:
    return BoardInspection.objects.filter(in_force(day), in_force(day, "board__"), is_legible=False)


def oldest_check(day: date, validity_days: int | None) -> date:
    """Returns the first day whose checks still count on `day`; without a number of days no check lapses."""
    return day - timedelta(days=validity_days - 1) if validity_days else date.min


def check_validity(day: date, key: str) -> int | None:
    """Returns for how many days a check counts under the rule `key` in force on the day; None without a rule."""
    return LegalRule.objects.in_force(day).filter(key=key).values_list("value", flat=True).first()
