"""Reads scores and trends for screens and reports: from valid snapshots where there are any, live otherwise."""

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
    """One day of an area: people under management, number of wards that meet all criteria, number of wards."""

    day: date
    people: int
    all_met: int
    wards: int


class ScoreReader:
    """Reads scores of some wards on several days under one or more sets, all together.

    It needs two statements for any number of days, wards and sets: the wards, unless they are read already,
    and the snapshots with the dirty log. A day is scored live if one of its wards has no snapshot, if the
    snapshot was taken under other criteria than the set has now, or if the dirty log has a write to that ward
    from that day or before. Live days need two more statements, and one for every
    `DAYS_AT_ONCE` pairs of set and day.

    `wards` are all wards that may appear; each day has those in force on it. `with_groups` leaves out wards
    in which no group was registered that day.
    """

    def __init__(self, wards: Iterable[Ward], needs: Needs, *, with_groups: bool = False) -> None:
        self._wards = wards
        self._needs = {criteria_set: frozenset(days) for criteria_set, days in needs.items()}
        self._with_groups = with_groups

    def on(self, day: date, criteria_set: CriteriaSet) -> list[WardScore]:
        """Returns the scores of one of the days, ordered by the wards' names; KeyError if it is not in `needs`."""
        return self._scores[criteria_set, day]

    def by_ward(self, day: date, criteria_set: CriteriaSet) -> dict[int, WardScore]:
        """Returns the scores of one of the days by ward id."""
        return {score.ward.pk: score for score in self.on(day, criteria_set)}

    def trend(self, days: Iterable[date], criteria_set: CriteriaSet) -> list[TrendPoint]:
        """Returns one point for each of the days."""
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
        """Returns the valid snapshots by (set code, day, ward id).

        A snapshot is valid if it was taken under the present criteria and no write in the dirty log touches it.
        """
        days = frozenset().union(*self._needs.values())
        line_ups = [criteria_set.line_up for criteria_set in self._needs]
        stored = WardSnapshot.objects.filter(line_up__in=line_ups, day__in=days, ward__in=wards)
        dirty = CTE(_dirty_since(max(days, default=date.min), wards))
        rows = dirty.join(stored, ward_id=dirty.col.ward_id, _join_type=LOUTER)
        rows = with_cte(dirty, select=rows.annotate(dirty_from=dirty.col.first))
        clean = rows.filter(Q(dirty_from=None) | Q(dirty_from__gt=F("day")))
        return {(row.set_code, row.day, row.ward_id): row for row in clean}


def scores_on(day: date, criteria_set: CriteriaSet, wards: QuerySet[Ward]) -> list[WardScore]:
    """Returns the scores of those wards that are in force on the day, ordered by name."""
    return ScoreReader(wards, {criteria_set: [day]}).on(day, criteria_set)


def _point(day: date, scores: Sequence[WardScore]) -> TrendPoint:
    return TrendPoint(
        day,
        people=sum(score.people for score in scores),
        all_met=sum(score.is_all_met for score in scores),
        wards=len(scores),
    )


def _dirty_since(last_day: date, wards: Sequence[int]) -> QuerySet[Any, Any]:
    """Returns `ward_id` and `first`, the first day that a write in the dirty log changes in that ward.

    Only writes from `last_day` or before are read. A write touches every ward in which its group lies from
    its day on, and the ward that the group leaves on that day: the write itself may have moved the group.
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
