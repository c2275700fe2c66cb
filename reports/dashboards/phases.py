"""Groups the wards of each phase by state, so that a phase of thirteen wards stays readable."""

from collections.abc import Sequence
from dataclasses import dataclass

from programme.enums import PhaseState
from programme.queries.phases import PhaseProgress

#: States that need attention come first.
_ORDER = (
    PhaseState.LATE,
    PhaseState.REGRESSED,
    PhaseState.PLANNED,
    PhaseState.DONE_LATE,
    PhaseState.DONE,
)


@dataclass(frozen=True)
class PhaseCard:
    """One phase and the names of its wards by state."""

    progress: PhaseProgress
    by_state: Sequence[tuple[PhaseState, str]]


def cards(phases: Sequence[PhaseProgress]) -> list[PhaseCard]:
    """Returns a card for each phase, in the given order."""
    return [PhaseCard(progress, _by_state(progress)) for progress in phases]


def _by_state(progress: PhaseProgress) -> list[tuple[PhaseState, str]]:
    names = {
        state: ", ".join(t.target.ward.name for t in progress.targets if t.state == state)
        for state in _ORDER
    }
    return [(state, words) for state, words in names.items() if words]
