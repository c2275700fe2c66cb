"""A city of two wards with something to tell on 30/06/2024."""

from datetime import date

import pytest

from criteria.sets import CITY_2023
from reports.asked import Asked
from tests.factories.pledges import HotlineBoardFactory, PledgeFactory, TipBoxFactory

DAY = date(2024, 6, 30)


@pytest.fixture
def asked_then():
    return Asked(DAY, CITY_2023)


@pytest.fixture
def equip():
    """`equip(group)` gives a group all that criteria 6 to 8 ask for: a household that signed, a box, a board."""

    def equipped(group):
        PledgeFactory(household__group=group, valid_from=date(2023, 5, 1))
        TipBoxFactory(group=group)
        HotlineBoardFactory(group=group)
        return group

    return equipped
