"""Computes the state of the phases of an area from their targets and the verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from criteria.queries.scores import ScoreReader
from criteria.scoring import WardScore
from criteria.sets import CITY_2023, CriteriaSet, get_set
from programme.enums import PhaseState
from programme.models import Phase, PhaseTarget
from wards.models import Area, Ward, WardSuccession
from wards.models.ward import WardQuerySet

#: A phase with its targets.
Goals = tuple[Phase, Sequence[PhaseTarget]]


@dataclass(frozen=True)
class TargetState:
    """The state of one target, and the score now of its ward or successor (None if there is no score)."""

    target: PhaseTarget
    state: PhaseState
    now: WardScore | None

    @property
    def is_done(self) -> bool:
        return self.state in {PhaseState.DONE, PhaseState.DONE_LATE}


@dataclass(frozen=True)
class PhaseProgress:
    """A phase with the states of its targets and the state of the whole phase."""

    phase: Phase
    targets: tuple[TargetState, ...]
    state: PhaseState

    @property
    def done(self) -> int:
        return sum(target.is_done for target in self.targets)


@dataclass(frozen=True)
class PhasePlan:
    """The phases of an area with their targets, and the scores that are needed to compute their states.

    A page that also needs other scores adds `needs` and `ward_ids` to those of its own `ScoreReader`, so that
    all scores are read together; `states` then sends no further query.
    """

    as_of: date
    goals: Sequence[Goals]
    successions: Sequence[WardSuccession]

    @classmethod
    def load(cls, area: Area, as_of: date, wards: WardQuerySet | None = None) -> "PhasePlan":
        """Reads phases, targets (only those of `wards`, if given) and successions in three statements."""
        asked = (
            PhaseTarget.objects.all()
            if wards is None
            else PhaseTarget.objects.filter(ward__in=wards)
        )
        targets = Prefetch("targets", asked.select_related("ward"))
        phases = Phase.objects.filter(area=area).prefetch_related(targets).order_by("number")
        successions = WardSuccession.objects.order_by("effective_on", "pk")
        few = successions.only("from_ward", "to_ward", "effective_on")
        return cls(as_of, [(phase, list(phase.targets.all())) for phase in phases], list(few))

    @property
    def needs(self) -> dict[CriteriaSet, set[date]]:
        """The days to score under the set of each phase: `as_of`, and the due days before it."""
        needs: dict[CriteriaSet, set[date]] = {}
        for phase, targets in self.goals:
            due = {target.due_on for target in targets if target.due_on < self.as_of}
            needs.setdefault(_set_of(phase), {self.as_of}).update(due)
        return needs

    @property
    def ward_ids(self) -> set[int]:
        """Ids of the wards of the targets and of their successors on the days that are needed."""
        chosen = {target.ward_id for _phase, targets in self.goals for target in targets}
        return chosen | {self._heir(ward, day) for ward in chosen for day in self._days}

    def states(self, book: ScoreReader) -> list[PhaseProgress]:
        """Returns the progress of every phase on `as_of`, called "now" here; `book` must hold the scores needed.

        Before the due day, a target is done if its ward meets the whole set now, otherwise planned. From the
        due day on, it is done if the ward met the set on that day and meets it now, regressed if it met it
        only then, done late if it meets it only now, and otherwise late. After a merger, the successor must
        meet the goal, because only an existing ward can keep it ("giữ vững").
        """
        return [self._progress(*goal, book) for goal in self.goals]

    @property
    def _days(self) -> set[date]:
        return {self.as_of}.union(*self.needs.values())

    def _progress(
        self, phase: Phase, targets: Sequence[PhaseTarget], book: ScoreReader
    ) -> PhaseProgress:
        criteria_set = _set_of(phase)
        days = {self.as_of, *(target.due_on for target in targets if target.due_on < self.as_of)}
        scores = {day: book.by_ward(day, criteria_set) for day in days}
        states = tuple(self._target(target, scores) for target in targets)
        return PhaseProgress(phase, states, _whole(phase, states, self.as_of))

    def _target(
        self, target: PhaseTarget, scores: Mapping[date, Mapping[int, WardScore]]
    ) -> TargetState:
        now, then = (
            scores.get(day, {}).get(self._heir(target.ward_id, day))
            for day in (self.as_of, target.due_on)
        )
        state = _state(
            is_due=target.due_on <= self.as_of,
            met_now=now is not None and now.is_all_met,
            met_then=then is not None and then.is_all_met,
        )
        return TargetState(target, state, now)

    def _heir(self, ward_id: int, day: date) -> int:
        """Returns the id of the ward's latest successor by that day; successions are ordered by their days."""
        for succession in self.successions:
            if succession.from_ward_id == ward_id and succession.effective_on <= day:
                ward_id = succession.to_ward_id
        return ward_id


def phase_states(area: Area, as_of: date, wards: WardQuerySet | None = None) -> list[PhaseProgress]:
    """Returns the progress of every phase of the area on `as_of`: five statements if all snapshots are valid."""
    plan = PhasePlan.load(area, as_of, wards)
    return plan.states(ScoreReader(Ward.objects.filter(pk__in=plan.ward_ids), plan.needs))


def _set_of(phase: Phase) -> CriteriaSet:
    return get_set(phase.set_code) or CITY_2023


def _state(*, is_due: bool, met_now: bool, met_then: bool) -> PhaseState:
    if not is_due:
        return PhaseState.DONE if met_now else PhaseState.PLANNED
    if met_then:
        return PhaseState.DONE if met_now else PhaseState.REGRESSED
    return PhaseState.DONE_LATE if met_now else PhaseState.LATE


def _whole(phase: Phase, targets: Iterable[TargetState], as_of: date) -> PhaseState:
    """Returns the worst state among the targets; a phase that has not started is planned."""
    if as_of < phase.starts_on:
        return PhaseState.PLANNED
    worst = (PhaseState.LATE, PhaseState.REGRESSED, PhaseState.PLANNED, PhaseState.DONE_LATE)
    states = {target.state for target in targets}
    return next((state for state in worst if state in states), PhaseState.DONE)
