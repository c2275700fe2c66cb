"""Scores for screens and reports: from the snapshots where they stand, live otherwise; and their course in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Greatest
from django.db.models.sql.constants import LOUTER
from django_cte import CTE, with_cte

from criteria.criterion import Criterion, Measurement, Result
from criteria.enums import Verdict
from criteria.models import WardSnapshot
from criteria.scoring import Needs, SetOnDay, WardScore, score_frames
from criteria.sets import CriteriaSet
from criteria.tallies import frames_of
from wards.models import GroupPlacement, Ward


@dataclass(frozen=True)
class TrendPoint:
    """One day of an area: people under management, wards that meet everything, wards in all."""

    day: date
    people: int
    all_met: int
    wards: int


class ScoreReader:
    """Scores of some wards on several days under one or more sets, read together.

    Two statements (the wards, if not read yet; the snapshots beside the dirty log) however many the days,
    wards and sets. A day is scored live when one of its wards lacks a snapshot, when that was taken under
    other criteria than the set has now, or when a write waits in the dirty log for one of them from that
    day or before; all such days together cost three more.

    `wards` are all that may appear; each day has those in force on it. `with_groups` leaves out those
    in which nothing was registered that day.
    """

    def __init__(self, wards: Iterable[Ward], needs: Needs, *, with_groups: bool = False) -> None:
        self._wards = wards
        self._needs = {criteria_set: frozenset(days) for criteria_set, days in needs.items()}
        self._with_groups = with_groups

    def on(self, day: date, criteria_set: CriteriaSet) -> list[WardScore]:
        """The scores of one of the days, in the order of the wards' names."""
        return self._scores[criteria_set, day]

    def by_ward(self, day: date, criteria_set: CriteriaSet) -> dict[int, WardScore]:
        """The same by ward id."""
        return {score.ward.pk: score for score in self.on(day, criteria_set)}

    def trend(self, days: Iterable[date], criteria_set: CriteriaSet) -> list[TrendPoint]:
        """One point for each of the days."""
        return [_point(day, self.on(day, criteria_set)) for day in days]

    @cached_property
    def _scores(self) -> dict[SetOnDay, list[WardScore]]:
        wards = sorted(self._wards, key=attrgetter("sort_key", "pk"))
        clean = self._clean([ward.pk for ward in wards])
        scores_of: dict[SetOnDay, list[WardScore]] = {}
        live: dict[CriteriaSet, set[date]] = {criteria_set: set() for criteria_set in self._needs}
        for criteria_set, days in self._needs.items():
            for day in days:
                then = [ward for ward in wards if ward.holds_on(day)]
                keys = [(criteria_set.code, day, ward.pk) for ward in then]
                if all(key in clean for key in keys):
                    pairs = [(ward, clean[key]) for ward, key in zip(then, keys, strict=True)]
                    scores_of[criteria_set, day] = [
                        _from_snapshot(*pair, criteria_set) for pair in pairs
                    ]
                else:
                    live[criteria_set].add(day)
        scores_of |= score_frames(frames_of(set().union(*live.values()), wards), live)
        if self._with_groups:
            return {
                key: [score for score in scores if score.has_places]
                for key, scores in scores_of.items()
            }
        return scores_of

    def _clean(self, wards: Sequence[int]) -> dict[tuple[str, date, int], WardSnapshot]:
        """The snapshots of the criteria as they are now that no waiting write has touched."""
        days = frozenset().union(*self._needs.values())
        line_ups = [criteria_set.line_up for criteria_set in self._needs]
        stored = WardSnapshot.objects.filter(line_up__in=line_ups, day__in=days, ward__in=wards)
        dirty = CTE(_dirty_since(max(days, default=date.min), wards))
        rows = dirty.join(stored, ward_id=dirty.col.ward_id, _join_type=LOUTER)
        rows = with_cte(dirty, select=rows.annotate(dirty_from=dirty.col.first))
        clean = rows.filter(Q(dirty_from=None) | Q(dirty_from__gt=F("day")))
        return {(row.set_code, row.day, row.ward_id): row for row in clean}


def scores_on(day: date, criteria_set: CriteriaSet, wards: QuerySet[Ward]) -> list[WardScore]:
    """Scores of the wards in force that day, in the order of their names."""
    return ScoreReader(wards, {criteria_set: [day]}).on(day, criteria_set)


def _point(day: date, scores: Sequence[WardScore]) -> TrendPoint:
    return TrendPoint(
        day,
        people=sum(score.people for score in scores),
        all_met=sum(score.is_all_met for score in scores),
        wards=len(scores),
    )


def _dirty_since(last_day: date, wards: Sequence[int]) -> QuerySet[Any, Any]:
    """Ward id and the `first` day for which a write waits, of those that reach back to `last_day`.

    A write touches every ward in which its group lies from that day on, and the one it leaves that day:
    the write may be the move.
    """
    rows = GroupPlacement.objects.filter(
        ward__in=wards,
        group__figure_changes__from_day__lte=last_day,
        valid_to__gte=F("group__figure_changes__from_day"),
    )
    first = Min(Greatest("group__figure_changes__from_day", "valid_from"))
    waiting: QuerySet[Any, Any] = rows.order_by().values("ward_id").annotate(first=first)
    return waiting


def _from_snapshot(ward: Ward, row: WardSnapshot, criteria_set: CriteriaSet) -> WardScore:
    results = tuple(
        _result(criterion, row.figures[criterion.code]) for criterion in criteria_set.criteria
    )
    return WardScore(ward, row.day, results, row.people)


def _result(criterion: Criterion, figure: Sequence[Any]) -> Result:
    numerator, denominator, missing, has_places, verdict = figure
    measurement = Measurement(numerator, denominator, missing, has_places)
    return Result(criterion, measurement, Verdict(verdict))
