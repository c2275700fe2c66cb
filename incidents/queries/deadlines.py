"""Deadlines of suspicions (reviews) and hotspots (re-checks)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from foundation.dated import OPEN
from incidents.models import Hotspot, Suspicion
from law.enums import WorkKind
from law.models import LegalRule
from law.queries.deadlines import Deadline
from law.queries.terms import Rules
from wards.models.scope import Officer


def incident_deadlines(user: Officer, today: date, last: date, rules: Rules) -> Iterator[Deadline]:
    """Yields the reviews and re-checks that are due until `last`, in two SQL statements."""
    yield from _reviews(user, today, last, rules.get("suspicion_review"))
    yield from _rechecks(user, today, last, rules.get("hotspot_recheck"))


def _reviews(user: Officer, today: date, last: date, rule: LegalRule | None) -> Iterator[Deadline]:
    """Yields deadlines without a link to a form, because there is no screen for it yet."""
    suspicions: QuerySet[Any] = (
        Suspicion.objects.visible_to(user)
        .filter(valid_to=OPEN)
        .annotate(due=Max("reviews__next_review_on"))
        .filter(due__lte=last)
        .select_related("group")
    )
    for suspicion in suspicions:
        yield _of_group(
            suspicion, rule, label=_("Rà soát nghi vấn"), due_on=suspicion.due, asked_on=today
        )


def _rechecks(user: Officer, today: date, last: date, rule: LegalRule | None) -> Iterator[Deadline]:
    """Yields deadlines without a link to a form, because there is no screen for it yet."""
    hotspots = Hotspot.objects.visible_to(user).filter(recheck_on__lte=last).select_related("group")
    label = _("Kiểm tra lại điểm đã triệt xóa")
    for hotspot in hotspots:
        if hotspot.recheck_on:
            yield _of_group(hotspot, rule, label=label, due_on=hotspot.recheck_on, asked_on=today)


def _of_group(row: Any, rule: LegalRule | None, **due: Any) -> Deadline:
    """Returns a deadline that names kind and group, never the place, subject or source."""
    return Deadline(
        subject=str(row.get_kind_display()),
        place=row.group.name,
        legal_basis=rule.legal_basis if rule else "",
        is_configured=bool(rule and rule.is_configured),
        kind=WorkKind.REVIEW,
        **due,
    )
