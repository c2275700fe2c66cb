"""Reads whether a recorded end, or a fact recorded after it, contradicts what is to be recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import TestGround
from cases.models import Person, StatusPeriod
from cases.statuses import EndReason, PersonStatus
from foundation.dated import IN_ORDER, in_force

#: The reasons by which a person is dead, or was recorded as dead before the two were told apart.
OF_DEATH = frozenset({EndReason.DIED, EndReason.DIED_OR_MISSING})
#: The reasons by which a person no longer lives in the place.
OF_RESIDENCE = frozenset({*OF_DEATH, EndReason.MOVED, EndReason.MISSING})


@dataclass(frozen=True)
class End:
    """The end of the management of a person: its day and its reason, "" where none is known."""

    day: date
    reason: str

    @property
    def is_death(self) -> bool:
        return self.reason in OF_DEATH

    @property
    def is_of_residence(self) -> bool:
        return self.reason in OF_RESIDENCE

    @property
    def words(self) -> dict[str, str | Promise]:
        """The day and the reason, to be filled into a sentence."""
        reason = EndReason(self.reason).label if self.reason else PersonStatus.ENDED.label
        return {"day": f"{self.day:%d/%m/%Y}", "reason": reason}


@dataclass(frozen=True)
class _Kind:
    """A kind of fact: what it is called, and the lookup of its day from the person."""

    label: str | Promise
    path: str
    only: Q | None = None


#: What only happens while somebody manages the person.
_OF_MANAGEMENT = (
    _Kind(_("kiểm tra cư trú"), "visits__visited_on"),
    _Kind(_("vắng mặt"), "absences__valid_from"),
    _Kind(_("lập hồ sơ"), "dossiers__valid_from"),
    _Kind(_("bắt đầu cai nghiện, điều trị"), "treatments__valid_from"),
    _Kind(_("ngày uống thuốc thay thế"), "treatments__doses__day"),
    _Kind(
        _("xét nghiệm trong thời hạn quản lý"),
        "tests__tested_on",
        Q(tests__ground=TestGround.UNDER_MANAGEMENT),
    ),
)
_OF_RESIDENCE = (_Kind(_("chuyển nơi cư trú"), "residences__valid_from"),)
_OF_LIFE = (
    _Kind(_("xét nghiệm"), "tests__tested_on"),
    _Kind(_("hỗ trợ"), "supports__given_on"),
)


def end_before(person: Person, day: date) -> End | None:
    """Returns the end of management that began before the day and still holds at its close.

    The day of the end itself is free: it may have held other steps before.
    """
    ended = StatusPeriod.objects.filter(
        in_force(day), person=person, status=PersonStatus.ENDED, valid_from__lt=day
    ).first()
    return end_of(ended) if ended else None


def end_of(ended: StatusPeriod) -> End:
    """Returns the end that a final status is; its reason is in the step before it."""
    left = None
    for step in StatusPeriod.objects.filter(person=ended.person_id).order_by(*IN_ORDER):
        if step.pk == ended.pk:
            break
        left = step
    return End(ended.valid_from, left.end_reason if left else "")


def first_fact_after(person: Person, end: End) -> tuple[str | Promise, date] | None:
    """Returns what and when was the first recorded fact that such an end would contradict."""
    kinds = [*_OF_MANAGEMENT]
    if end.is_of_residence:
        kinds += _OF_RESIDENCE
    if end.is_death:
        kinds += _OF_LIFE
    rows = _facts_after(person, end.day, kinds)
    found = min(rows, key=lambda row: (row[1], row[0]), default=None)
    return (kinds[found[0]].label, found[1]) if found else None


def _facts_after(person: Person, day: date, kinds: Iterable[_Kind]) -> list[tuple[int, date]]:
    """Returns (number of the kind, day) of every fact after the day, in one SQL statement."""
    first, *others = (
        _days(person, kind)
        .filter(**{f"{kind.path}__gt": day})
        .values_list(Value(number), kind.path)
        for number, kind in enumerate(kinds)
    )
    return list(first.union(*others))


def _days(person: Person, kind: _Kind) -> QuerySet[Any]:
    return Person.objects.filter(kind.only or Q(), pk=person.pk).order_by()
