"""Changes in the number of managed people, with reasons: đầu kỳ, tăng, giảm, cuối kỳ."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from cases.models import Residence
from cases.statuses import MANAGED_STATUSES, EndReason, PersonStatus
from foundation.dated import IN_ORDER

Tallies = Mapping[PersonStatus, int]


class Entry(TextChoices):
    """How a person comes into a status or into the place."""

    FOUND = "found", _("mới phát hiện, đưa vào danh sách")
    BACK = "back", _("đưa trở lại danh sách")
    ARRIVED = "arrived", _("chuyển đến cư trú")
    CHANGED = "changed", _("từ diện khác chuyển sang")


class Exit(TextChoices):
    """How a person leaves a status or the place."""

    CHANGED = "changed", _("chuyển sang diện khác")
    COMPLETED = "completed", _("hết thời hạn, hoàn thành")
    IMPRISONED = "imprisoned", _("chấp hành án phạt tù, vào cơ sở bắt buộc")
    MOVED = "moved", _("chuyển nơi cư trú")
    DIED_OR_MISSING = "deceased", _("chết, mất tích")
    NOT_ADDICTED = "not_addicted", _("không nghiện")
    NEGATIVE = "negative", _("kết quả âm tính, không có căn cứ")
    OTHER = "other", _("lý do khác")


_EXIT_OF = {
    EndReason.COMPLETED: Exit.COMPLETED,
    EndReason.IMPRISONED: Exit.IMPRISONED,
    EndReason.MOVED: Exit.MOVED,
    EndReason.DIED: Exit.DIED_OR_MISSING,
    EndReason.MISSING: Exit.DIED_OR_MISSING,
    EndReason.DIED_OR_MISSING: Exit.DIED_OR_MISSING,
    EndReason.NOT_ADDICTED: Exit.NOT_ADDICTED,
    EndReason.NEGATIVE: Exit.NEGATIVE,
}


@dataclass(frozen=True)
class Movements:
    """The table of one period; each line has a number of people for every managed status."""

    first: date
    last: date
    opening: Tallies
    entries: Mapping[Entry, Tallies]
    exits: Mapping[Exit, Tallies]
    closing: Tallies


@dataclass(frozen=True)
class _Period:
    pk: int
    status: PersonStatus
    begins: date
    ends: date
    reason: str


@dataclass
class _Course:
    """One person's stays in the place, and the statuses held, in the order of their steps."""

    stays: set[tuple[date, date]] = field(default_factory=set)
    #: A dict preserves the order and drops repeats: each stay brings every period again.
    periods: dict[_Period, None] = field(default_factory=dict)

    def period(self, day: date) -> _Period | None:
        return next((period for period in self.periods if period.begins <= day < period.ends), None)

    def lives_here(self, day: date) -> bool:
        return any(begins <= day < ends for begins, ends in self.stays)

    def counts_as(self, day: date) -> PersonStatus | None:
        """Returns the status under which the person counts in the place on that day, or None."""
        period = self.period(day)
        if period is None or period.status not in MANAGED_STATUSES or not self.lives_here(day):
            return None
        return period.status

    def turns(self, first: date, last: date) -> Iterator[date]:
        """Returns the days of the period on which a stay or status began or ended, in order."""
        days = {day for stay in self.stays for day in stay}
        days |= {day for period in self.periods for day in (period.begins, period.ends)}
        return iter(sorted(day for day in days if first <= day <= last))


def movements(groups: QuerySet[Any, Any], first: date, last: date) -> Movements:
    """Returns what changed from `first` to `last`, both included, among residents of the groups.

    One SQL statement. The opening numbers are those of the day before `first`, so that each period
    opens with what the last one closed with. The borders are those by which `groups` were chosen,
    for the whole period: a reorganisation moves nobody.
    """
    opening_day = first - timedelta(days=1)
    table = Movements(first, last, Counter(), defaultdict(Counter), defaultdict(Counter), Counter())
    for course in _courses(groups, opening_day, last).values():
        _add(table.opening, course.counts_as(opening_day))
        _add(table.closing, course.counts_as(last))
        for day in course.turns(first, last):
            _tell(table, course, day)
    return table


def _courses(groups: QuerySet[Any, Any], opening_day: date, last: date) -> Mapping[int, _Course]:
    """Returns person id -> course, from every stay joined with every status of its person."""
    stays = Residence.objects.filter(
        group__in=groups, valid_from__lte=last, valid_to__gt=opening_day
    )
    status = "person__statuses__"
    rows = stays.order_by(*(f"{status}{name}" for name in IN_ORDER)).values_list(
        "person_id",
        "valid_from",
        "valid_to",
        *(status + name for name in ("pk", "status", "valid_from", "valid_to", "end_reason")),
    )
    courses: dict[int, _Course] = defaultdict(_Course)
    for person, begins, ends, pk, held, *rest in rows:
        courses[person].stays.add((begins, ends))
        if pk is not None:
            courses[person].periods[_Period(pk, PersonStatus(held), *rest)] = None
    return courses


def _tell(table: Movements, course: _Course, day: date) -> None:
    """Counts the change of one day, however many steps it had.

    A person goes out of the status held at the close of the day before, for the reason of the last
    step, and into the status held at the close of the day.
    """
    before, after = course.counts_as(day - timedelta(days=1)), course.counts_as(day)
    if before == after:
        return
    if before is not None:
        _add(table.exits[_exit(course, day, stays_managed=after is not None)], before)
    if after is not None:
        _add(table.entries[_entry(course, day, was_managed=before is not None)], after)


def _entry(course: _Course, day: date, *, was_managed: bool) -> Entry:
    if was_managed:
        return Entry.CHANGED
    yesterday = course.period(day - timedelta(days=1))
    if yesterday is not None and _is_managed(yesterday):
        return Entry.ARRIVED
    return Entry.BACK if any(period.begins < day for period in course.periods) else Entry.FOUND


def _exit(course: _Course, day: date, *, stays_managed: bool) -> Exit:
    if stays_managed:
        return Exit.CHANGED
    ended = [period for period in course.periods if period.ends == day and _is_managed(period)]
    now = course.period(day)
    if not ended or (now is not None and _is_managed(now)):
        return Exit.MOVED
    return _EXIT_OF.get(EndReason(ended[-1].reason), Exit.OTHER)


def _is_managed(period: _Period) -> bool:
    return period.status in MANAGED_STATUSES


def _add(tallies: Tallies, status: PersonStatus | None) -> None:
    if status is not None:
        assert isinstance(tallies, Counter)  # noqa: S101 - for mypy: read-only outside this module
        tallies[status] += 1
