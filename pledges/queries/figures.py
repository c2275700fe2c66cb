"""Sets of households, pledges and groups with a working box or board on a day.

The criteria count these and list these: one predicate for the figure and for its rows.
"""

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from foundation.dated import in_force
from law.models import LegalRule
from pledges.models import BoardInspection, BoxCheck, Household, Pledge


def households(day: date) -> QuerySet[Household]:
    """Households registered that day; `is_signed` when a pledge is in force. Use it for rows, not for counting
    all wards: the two counts are taken apart (docs/perf.md §2.1).
    """
    signed = Pledge.objects.in_force(day).values("household_id")
    return Household.objects.in_force(day).annotate(
        group_ref=F("group_id"), since=F("valid_from"), is_signed=Q(pk__in=signed)
    )


def pledges(day: date) -> QuerySet[Pledge]:
    """Pledges in force that day; never two of one household."""
    return Pledge.objects.in_force(day)


def working_box_checks(day: date, not_before: date) -> QuerySet[BoxCheck]:
    """Checks of boxes that are up that day and were found working, `not_before` = the oldest that still counts."""
    return BoxCheck.objects.filter(
        in_force(day), in_force(day, "box__"), is_working=True, valid_from__gte=not_before
    )


def legible_board_checks(day: date, not_before: date) -> QuerySet[BoardInspection]:
    """Inspections of boards that are up that day and were found legible, none older than `not_before`."""
    return BoardInspection.objects.filter(
        in_force(day), in_force(day, "board__"), is_legible=True, valid_from__gte=not_before
    )


def broken_box_checks(day: date) -> QuerySet[BoxCheck]:
    """The opposite: the finding that stands that day is "hỏng"."""
    return BoxCheck.objects.filter(in_force(day), in_force(day, "box__"), is_working=False)


def illegible_board_checks(day: date) -> QuerySet[BoardInspection]:
    return BoardInspection.objects.filter(in_force(day), in_force(day, "board__"), is_legible=False)


def oldest_check(day: date, validity_days: int | None) -> date:
    """Checks before this day have lapsed; without a rule nothing lapses."""
    return day - timedelta(days=validity_days - 1) if validity_days else date.min


def check_validity(day: date, key: str) -> int | None:
    """Days for which a check counts under the rule of that day."""
    return LegalRule.objects.in_force(day).filter(key=key).values_list("value", flat=True).first()
