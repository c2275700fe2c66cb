"""Where the phases of an area stand: computed from targets and verdicts, never typed in."""

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

#: A phase with what it asks of each ward.
Goals = tuple[Phase, Sequence[PhaseTarget]]


@dataclass(frozen=True)
class TargetState:
    """One ward of a phase: its state, and how the ward that carries the goal on stands now."""

    target: PhaseTarget
    state: PhaseState
    now: WardScore | None

    @property
    def is_done(self) -> bool:
        return self.state in {PhaseState.DONE, PhaseState.DONE_LATE}


@dataclass(frozen=True)
class PhaseProgress:
    """A phase with its targets and the state of the whole."""

    phase: Phase
    targets: tuple[TargetState, ...]
    state: PhaseState

    @property
    def done(self) -> int:
        return sum(target.is_done for target in self.targets)


@dataclass(frozen=True)
class PhasePlan:
    """The phases of an area with their targets, and which scores tell where they stand.

    A page that needs scores of other days as well adds `needs` and `ward_ids` to its own book, so that
    everything is read together; `states(book)` then asks the database nothing.
    """

    as_of: date
    goals: Sequence[Goals]
    successions: Sequence[WardSuccession]

    @classmethod
    def load(cls, area: Area, as_of: date, wards: WardQuerySet | None = None) -> "PhasePlan":
        """Phases, targets (of these wards only, if named), successions: three statements."""
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
        """Today, and the due days that are past, under the set of each phase."""
        needs: dict[CriteriaSet, set[date]] = {}
        for phase, targets in self.goals:
            due = {target.due_on for target in targets if target.due_on < self.as_of}
            needs.setdefault(_set_of(phase), {self.as_of}).update(due)
        return needs

    @property
    def ward_ids(self) -> set[int]:
        """The targets and everything they passed into."""
        chosen = {target.ward_id for _phase, targets in self.goals for target in targets}
        return chosen | {self._heir(ward, day) for ward in chosen for day in self._days}

    def states(self, book: ScoreReader) -> list[PhaseProgress]:
        """Every phase as it stood on `as_of`.

        A target is done when its ward met the whole set on its due day, done late when it does so only
        now, late when it does not after the due day, regressed when it met then and does not now,
        planned while the due day lies ahead and it is not met. After a merger the successor carries the
        goal: "giữ vững" is asked of the unit that exists.
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
        """The ward that had taken over by that day; successions come in the order of their days."""
        for succession in self.successions:
            if succession.from_ward_id == ward_id and succession.effective_on <= day:
                ward_id = succession.to_ward_id
        return ward_id


def phase_states(area: Area, as_of: date, wards: WardQuerySet | None = None) -> list[PhaseProgress]:
    """Every phase of the area as it stood on `as_of`: five statements when the snapshots stand."""
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
    """The worst of its targets speaks for the phase."""
    if as_of < phase.starts_on:
        return PhaseState.PLANNED
    worst = (PhaseState.LATE, PhaseState.REGRESSED, PhaseState.PLANNED, PhaseState.DONE_LATE)
    states = {target.state for target in targets}
    return next((state for state in worst if state in states), PhaseState.DONE)
