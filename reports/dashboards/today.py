"""Việc hôm nay: the deadlines in the user's places, overdue ones first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from law.enums import WorkKind
from law.queries.deadlines import Deadline, deadlines_for
from wards.queries.places import home_ward

HORIZON = 7
PAGE = 50
_DAYS = (
    _("thứ Hai"),
    _("thứ Ba"),
    _("thứ Tư"),
    _("thứ Năm"),
    _("thứ Sáu"),
    _("thứ Bảy"),
    _("Chủ nhật"),
)


@dataclass(frozen=True)
class Task:
    """A deadline with its state today as a badge and in words."""

    deadline: Deadline
    badge: str
    words: str


@dataclass(frozen=True)
class KindLink:
    """One choice of the filter by kind of work; `value` is None for all kinds."""

    value: str | None
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Today:
    """Everything the page shows."""

    day: date
    weekday: str
    place: str
    overdue: int
    due_today: int
    coming: int
    kinds: Sequence[KindLink]
    page_obj: Any
    tasks: Sequence[Task]


def build(user: User, page: str, kind: str = "") -> Today:
    """Returns one page of the deadlines in the user's places until a week from now.

    A known `kind` limits the tasks, but not the counts of overdue, due and coming deadlines.
    """
    day = timezone.localdate()
    deadlines = deadlines_for(user, day, HORIZON)
    asked = kind if kind in WorkKind.values else ""
    chosen = [due for due in deadlines if due.kind == asked] if asked else deadlines
    page_obj = Paginator(chosen, PAGE).get_page(page)
    ward = home_ward(user)
    left = [due.days_left for due in deadlines]
    return Today(
        day,
        str(_DAYS[day.weekday()]),
        capfirst(str(ward)) if ward else "",
        sum(days < 0 for days in left),
        sum(days == 0 for days in left),
        sum(days > 0 for days in left),
        _kinds(deadlines, asked),
        page_obj,
        [_task(due) for due in page_obj.object_list],
    )


def _kinds(deadlines: Sequence[Deadline], asked: str) -> list[KindLink]:
    """Returns "all" and each kind with tasks or chosen now; [] when there is nothing to choose."""
    counts = Counter(due.kind for due in deadlines)
    kinds = [kind for kind in WorkKind if counts[kind] or kind == asked]
    if len(kinds) < 2 and not asked:  # noqa: PLR2004 - a choice needs two
        return []
    return [
        KindLink(None, str(_("Tất cả")), len(deadlines), not asked),
        *(KindLink(k.value, capfirst(str(k.label)), counts[k], k == asked) for k in kinds),
    ]


def _task(due: Deadline) -> Task:
    left = due.days_left
    if left < 0:
        return Task(due, "missed", _("Quá hạn %(n)s ngày") % {"n": -left})
    if left == 0:
        return Task(due, "near", str(_("Hôm nay")))
    return Task(due, "none", _("Còn %(n)s ngày") % {"n": left})
