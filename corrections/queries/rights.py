"""Who may correct what was entered: its author for some days, later the ward's chief."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.permissions import ROLE_TABLE, Permission
from law.models import LegalRule
from wards.models.scope import Officer, postings_with

#: Key of the local rule: for how many days authors may correct their own entries.
OWN_DAYS_RULE = "own_correction"


def own_days() -> int:
    """Returns for how many days an author may correct an entry, by today's rule; 0 without a rule."""
    rule = LegalRule.objects.in_force(timezone.localdate()).filter(key=OWN_DAYS_RULE).first()
    return rule.value if rule else 0


def may_correct(  # noqa: PLR0917 - all five values describe who asks for what
    user: Officer, row: Any, ward_id: int | None, days: int, work: Iterable[Permission] = ()
) -> bool:
    """Returns whether the user may correct the row, which lies in the ward.

    `work` has the permissions of those who record such rows. Whoever corrects the rows of others
    holds one of them in the same role: an administrator of units corrects no household, though
    another posting may let the same person keep households.
    """
    if _corrects_any(user, ward_id, frozenset(work)):
        return True
    return is_own_and_recent(user, row, days, timezone.localdate())


def _corrects_any(user: Officer, ward_id: int | None, work: frozenset[Permission]) -> bool:
    return any(
        (posted.everywhere or ward_id in posted.wards)
        and (not work or work & ROLE_TABLE[posted.role].permissions)
        for posted in postings_with(user, Permission.CORRECT_ANY)
    )


def is_own_and_recent(user: Officer, row: Any, days: int, today: date) -> bool:
    """Returns whether the user entered the row at most so many days ago."""
    if row.recorded_by_id is None or row.recorded_by_id != user.pk or row.recorded_at is None:
        return False
    entered_on: date = timezone.localtime(row.recorded_at).date()
    return today - entered_on <= timedelta(days=days)
