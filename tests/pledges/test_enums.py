"""Words and signs of the household ledger."""

import pytest

from accounts.audit import known_actions
from pledges.enums import AuditAction, CheckKind, FixtureState, RefusalReason, Relation
from tips.enums import TipChannel, TipState


@pytest.mark.parametrize(
    ("state", "label", "badge"),
    [
        (FixtureState.WORKING, "Còn dùng được", "met"),
        (FixtureState.BROKEN, "Hỏng", "missed"),
        (FixtureState.LAPSED, "Quá hạn kiểm tra", "near"),
        (FixtureState.MISSING, "Chưa có", "missed"),
    ],
)
def test_a_state_has_a_word_and_a_sign(state, label, badge):
    assert (state.label, state.badge) == (label, badge)


def test_states_are_ordered_best_first():
    assert sorted(FixtureState) == [
        FixtureState.WORKING,
        FixtureState.BROKEN,
        FixtureState.LAPSED,
        FixtureState.MISSING,
    ]


@pytest.mark.parametrize("choices", [CheckKind, RefusalReason, Relation, TipChannel, TipState])
def test_no_two_choices_read_alike(choices):
    labels = [str(label) for label in choices.labels]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("action", AuditAction)
def test_the_access_log_has_a_word_for_every_act(action):
    assert str(known_actions()[action.value]) == str(action.label)


def test_acts_carry_the_name_of_their_ledger():
    assert {action.value.partition(".")[0] for action in AuditAction} == {"pledges"}
