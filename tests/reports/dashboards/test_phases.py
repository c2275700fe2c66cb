"""Wards of a phase gathered by state, what needs an eye first."""

from datetime import date

import pytest

from programme.enums import PhaseState
from programme.models import Phase, PhaseTarget
from programme.queries.phases import PhaseProgress, TargetState
from reports.dashboards.phases import cards
from wards.models import Ward


def progress(**states):
    phase = Phase(number=1, title="Ba phường", starts_on=date(2023, 1, 1))
    targets = tuple(
        TargetState(
            PhaseTarget(phase=phase, ward=Ward(name=name), due_on=date(2024, 6, 30)), state, None
        )
        for name, state in states.items()
    )
    return PhaseProgress(phase, targets, PhaseState.LATE)


def test_names_of_one_state_stand_together():
    (card,) = cards([progress(A=PhaseState.DONE, B=PhaseState.LATE, C=PhaseState.DONE)])
    assert card.by_state == [(PhaseState.LATE, "B"), (PhaseState.DONE, "A, C")]


def test_every_state_has_its_place():
    states = {state.value: state for state in PhaseState}
    (card,) = cards([progress(**states)])
    assert [state for state, _names in card.by_state] == [
        PhaseState.LATE,
        PhaseState.REGRESSED,
        PhaseState.PLANNED,
        PhaseState.DONE_LATE,
        PhaseState.DONE,
    ]


def test_a_phase_without_wards_names_none():
    (card,) = cards([progress()])
    assert card.by_state == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_card_for_each_phase_in_their_order(count):
    phases = [progress() for _ in range(count)]
    assert [card.progress for card in cards(phases)] == phases
