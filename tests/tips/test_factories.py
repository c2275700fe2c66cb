"""The factory of tips keeps the rules of its states."""

import pytest

from tests.factories.tips import TipFactory
from tips.enums import TipState

pytestmark = pytest.mark.django_db


def test_a_tip_moves_on_with_somebody():
    tip = TipFactory(resolved=True)
    assert (tip.state, tip.assigned_to is None) == (TipState.RESOLVED, False)
