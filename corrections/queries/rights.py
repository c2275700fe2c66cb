"""Who may correct what was entered: its author for some days, later the ward's chief."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.permissions import Permission
from law.models import LegalRule
from wards.models.scope import Officer, can

#: Key of the local rule: for how many days authors may correct their own entries.
OWN_DAYS_RULE = "own_correction"


def own_days() -> int:
    """Returns for how many days an author may correct an entry, by today's rule; 0 without a rule."""
    rule = LegalRule.objects.in_force(timezone.localdate()).filter(key=OWN_DAYS_RULE).first()
    return rule.value if rule else 0


def may_correct(user: Officer, row: Any, ward_id: int | None, days: int) -> bool:
    """Returns whether the user may correct the row, which lies in the ward."""
    if can(user, Permission.CORRECT_ANY, ward_id=ward_id):
        return True
    return is_own_and_recent(user, row, days, timezone.localdate())


def is_own_and_recent(user: Officer, row: Any, days: int, today: date) -> bool:
    """Returns whether the user entered the row at most so many days ago."""
    if row.recorded_by_id is None or row.recorded_by_id != user.pk or row.recorded_at is None:
        return False
    entered_on: date = timezone.localtime(row.recorded_at).date()
    return today - entered_on <= timedelta(days=days)
