"""What is due at hotspots and suspicions: reviews and re-checks."""

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


def incident_deadlines(user: Officer, _today: date, last: date, rules: Rules) -> Iterator[Deadline]:
    """Reviews of suspicions and re-checks of hotspots due until `last`: two statements."""
    yield from _reviews(user, last, rules.get("suspicion_review"))
    yield from _rechecks(user, last, rules.get("hotspot_recheck"))


def _reviews(user: Officer, last: date, rule: LegalRule | None) -> Iterator[Deadline]:
    """Without an action: suspicions have no screen yet."""
    suspicions: QuerySet[Any] = (
        Suspicion.objects.visible_to(user)
        .filter(valid_to=OPEN)
        .annotate(due=Max("reviews__next_review_on"))
        .filter(due__lte=last)
        .select_related("group")
    )
    for one in suspicions:
        yield _of_group(_("Rà soát nghi vấn"), one, one.due, rule)


def _rechecks(user: Officer, last: date, rule: LegalRule | None) -> Iterator[Deadline]:
    """Without an action: hotspots have no screen yet."""
    hotspots = Hotspot.objects.visible_to(user).filter(recheck_on__lte=last).select_related("group")
    for one in hotspots:
        if one.recheck_on:
            yield _of_group(_("Kiểm tra lại điểm đã triệt xóa"), one, one.recheck_on, rule)


def _of_group(label: str, row: Any, due: date, rule: LegalRule | None) -> Deadline:
    """A hotspot or suspicion by its kind and group; never its place, subject or source."""
    return Deadline(
        label,
        str(row.get_kind_display()),
        "",
        row.group.name,
        due,
        rule.legal_basis if rule else "",
        "",
        "",
        is_configured=bool(rule and rule.is_configured),
        kind=WorkKind.REVIEW,
    )
