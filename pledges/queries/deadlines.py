"""Lists the deadlines of boxes and boards for the page "Việc hôm nay"."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from law.enums import WorkKind
from law.models import LegalRule
from law.queries.calendar import WorkingCalendar
from law.queries.deadlines import Deadline
from law.queries.terms import Rules, add_term
from pledges.enums import CheckKind
from pledges.models import HotlineBoard, TipBox
from wards.models.scope import Officer


def pledge_deadlines(user: Officer, today: date, last: date, rules: Rules) -> list[Deadline]:
    """Returns boxes to open and boards to inspect up to `last`, where the user may edit: two statements.

    A rule in working days also reads the calendar. Without a rule nothing is due.
    """
    opened = Q(checks__kind__in=[CheckKind.OPENING, CheckKind.INSTALLATION])
    boxes = (
        TipBox.objects.visible_to(user, Permission.EDIT_HOUSEHOLDS)
        .open()
        .annotate(done=Coalesce(Max("checks__valid_from", filter=opened), F("valid_from")))
    )
    boards = (
        HotlineBoard.objects.visible_to(user, Permission.EDIT_HOUSEHOLDS)
        .open()
        .annotate(done=Coalesce(Max("inspections__valid_from"), F("valid_from")))
    )
    return [
        *_due(
            boxes,
            rules.get("box_opening"),
            (_("Mở hòm thư tố giác"), _("Biên bản"), "pledges:box-open"),
            today=today,
            last=last,
        ),
        *_due(
            boards,
            rules.get("board_check_validity"),
            (_("Kiểm tra bảng đường dây nóng"), _("Ghi nhận"), "pledges:board-inspect"),
            today=today,
            last=last,
            is_validity=True,
        ),
    ]


def _due(
    fixtures: QuerySet[Any],
    rule: LegalRule | None,
    words: tuple[str, str, str],
    *,
    today: date,
    last: date,
    is_validity: bool = False,
) -> Iterator[Deadline]:
    """Yields a deadline for each box or board that is due up to `last`; `words` = (label, action, URL name).

    With `is_validity`, the rule is the number of days for which a check counts, its own day included. The next
    check is then due on the last day that counts, one day earlier than the end of a term.
    """
    if rule is None:
        return
    label, action, url_name = words
    calendar = WorkingCalendar()
    first_day = timedelta(days=1 if is_validity else 0)
    for fixture in fixtures.annotate(group_name=F("group__name")).order_by("done", "pk"):
        due = add_term(fixture.done, rule, calendar) - first_day
        if due <= last:
            url = reverse(url_name, args=[fixture.pk])
            yield Deadline(
                label=label,
                due_on=due,
                legal_basis=rule.legal_basis,
                asked_on=today,
                is_configured=rule.is_configured,
                kind=WorkKind.FIXTURE,
                subject=fixture.place,
                place=fixture.group_name,
                action_label=action,
                action_url=url,
            )
