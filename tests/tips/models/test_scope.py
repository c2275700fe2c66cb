"""Who sees which rows of the tips."""

import pytest

from accounts.permissions import Role
from tests.factories.tips import TipFactory, TipMessageFactory, TipReporterFactory
from tips.models import Tip, TipMessage, TipReporter

pytestmark = pytest.mark.django_db

#: How to make one row of each model in a group.
OF_TIPS = {
    Tip: lambda group: TipFactory(group=group),
    TipReporter: lambda group: TipReporterFactory(tip__group=group),
    TipMessage: lambda group: TipMessageFactory(tip__group=group),
}


def seen(model, user) -> list:
    return list(model.objects.visible_to(user))


@pytest.mark.parametrize("model", OF_TIPS, ids=lambda model: model.__name__)
class TestOfficer:
    def test_sees_the_own_ward(self, model, officer, group):
        row = OF_TIPS[model](group)
        assert seen(model, officer) == [row]

    def test_sees_nothing_of_another_ward(self, model, officer, other_group):
        OF_TIPS[model](other_group)
        assert seen(model, officer) == []


@pytest.mark.parametrize("model", OF_TIPS, ids=lambda model: model.__name__)
def test_tips_are_for_the_police_alone(model, user_as, group):
    row = OF_TIPS[model](group)
    found = {role: seen(model, user_as(role)) for role in Role}
    may = {Role.OFFICER, Role.CHIEF}
    assert found == {role: [row] if role in may else [] for role in Role}
