"""Scores wards against a set on a day: four SQL statements for any number of wards, and nothing is saved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from cases.queries.figures import managed_people
from criteria.criterion import Criterion, Result
from criteria.sets import CriteriaSet
from criteria.tallies import (
    NO_SUMS,
    STAND_IN,
    Folded,
    Frame,
    Scope,
    Statement,
    Tally,
    fold_by_ward,
    frames_of,
    load_frames,
    place_tallies,
)
from wards.models import Ward

#: Set -> days that shall be scored under it.
Needs = Mapping[CriteriaSet, Iterable[date]]
#: One day scored under one set.
SetOnDay = tuple[CriteriaSet, date]
#: How many pairs of set and day one statement scores, so that a long trend does not make it grow without limit.
DAYS_AT_ONCE = 30
_PEOPLE = "people"


@dataclass(frozen=True)
class WardScore:
    """The results of one ward on one day under one set."""

    ward: Ward
    day: date
    results: tuple[Result, ...]
    #: Number of people under management; it is shown with the criteria but is none of them.
    people: int

    @property
    def met(self) -> int:
        return sum(result.is_met for result in self.results)

    @property
    def total(self) -> int:
        return len(self.results)

    @property
    def is_all_met(self) -> bool:
        return self.met == self.total

    @property
    def unmet(self) -> list[Result]:
        return [result for result in self.results if not result.is_met]

    @property
    def has_places(self) -> bool:
        """Whether a group was registered in the ward that day."""
        return any(result.measurement.has_places for result in self.results)

    def result(self, code: str) -> Result:
        return next(result for result in self.results if result.criterion.code == code)


def score(
    day: date, criteria_set: CriteriaSet, wards: QuerySet[Ward] | None = None
) -> list[WardScore]:
    """Returns the scores of all wards in force on the day, or of those among `wards`, ordered by name."""
    return score_days([day], criteria_set, wards)[day]


def score_days(
    days: Iterable[date], criteria_set: CriteriaSet, wards: QuerySet[Ward] | None = None
) -> dict[date, list[WardScore]]:
    """Returns the scores of each day, computed together, ordered by the wards' names.

    Three statements read the frames, and one more counts all figures of up to `DAYS_AT_ONCE` days.
    """
    frames = load_frames(days, wards)
    wishes = {criteria_set: [frame.scope.day for frame in frames]}
    return {day: scores for (_set, day), scores in score_frames(frames, wishes).items()}


def score_frames(frames: Iterable[Frame], needs: Needs) -> dict[SetOnDay, list[WardScore]]:
    """Scores days whose frames are loaded: one statement for every `DAYS_AT_ONCE` pairs of set and day."""
    by_day = {frame.scope.day: frame for frame in frames}
    wishes = [(criteria_set, day) for criteria_set, days in needs.items() for day in days]
    scores: dict[SetOnDay, list[WardScore]] = {wish: [] for wish in wishes}
    inhabited = [wish for wish in wishes if by_day[wish[1]].wards]
    for first in range(0, len(inhabited), DAYS_AT_ONCE):
        some = inhabited[first : first + DAYS_AT_ONCE]
        sums = _sums([(criteria_set, by_day[day].scope) for criteria_set, day in some])
        for criteria_set, day in some:
            scores[criteria_set, day] = list(_scores(by_day[day], criteria_set, sums))
    return scores


def _sums(wishes: Sequence[tuple[CriteriaSet, Scope]]) -> Folded:
    """Run the statement of these sets and scopes.

    It is built with stand-ins for the wards, so that the same page of every ward shares one statement.
    """
    wards = dict.fromkeys(ward_id for _set, scope in wishes for ward_id in scope.ward_ids or ())
    stand_ins = {ward_id: STAND_IN - place for place, ward_id in enumerate(wards)}
    general = tuple((criteria_set, scope.with_wards(stand_ins)) for criteria_set, scope in wishes)
    return _statement(general).run({name: ward_id for ward_id, name in stand_ins.items()})


@lru_cache(maxsize=64)
def _statement(wishes: tuple[tuple[CriteriaSet, Scope], ...]) -> Statement:
    """Cached, because most pages ask about today and compiling takes longer than running it for a city."""
    scopes = dict.fromkeys(scope for _set, scope in wishes)
    shared = [tally for scope in scopes for tally in _beside_the_criteria(scope)]
    return fold_by_ward(
        [
            *shared,
            *(tally for criteria_set, scope in wishes for tally in _tallies(criteria_set, scope)),
        ]
    )


def result_of(criterion: Criterion, ward: Ward, day: date) -> Result:
    """Scores one criterion in one ward, live: three statements."""
    (frame,) = frames_of([day], [ward])
    measurement = criterion.measure(frame)[ward.pk]
    return Result(criterion, measurement, criterion.judge(measurement))


def _beside_the_criteria(scope: Scope) -> list[Tally]:
    return [*place_tallies(scope), Tally(_PEOPLE, scope, managed_people(scope.day))]


def _tallies(criteria_set: CriteriaSet, scope: Scope) -> list[Tally]:
    return [tally for criterion in criteria_set.criteria for tally in criterion.tallies(scope)]


def _scores(frame: Frame, criteria_set: CriteriaSet, sums: Folded) -> Iterator[WardScore]:
    day = frame.scope.day
    people = sums[_PEOPLE, day]
    measured = [(criterion, sums[criterion.code, day]) for criterion in criteria_set.criteria]
    for ward_id, ward in frame.wards.items():
        place = frame.place(ward_id, sums)
        results = []
        for criterion, by_ward in measured:
            measurement = criterion.to_measurement(place, by_ward.get(ward_id, NO_SUMS))
            results.append(Result(criterion, measurement, criterion.judge(measurement)))
        yield WardScore(ward, day, tuple(results), people.get(ward_id, NO_SUMS).total)
