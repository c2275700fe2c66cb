"""A day may hold several steps: rows of one day stand beside the others, and inside none of them."""

from datetime import date

import pytest

from tests.cases.ledger import refused_by_database
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    PersonFactory,
    ResidenceFactory,
    StatusPeriodFactory,
    TreatmentFactory,
)
from tests.factories.incidents import HotspotFactory, HotspotPeriodFactory
from tests.factories.pledges import (
    BoardInspectionFactory,
    BoxCheckFactory,
    HotlineBoardFactory,
    HouseholdFactory,
    PledgeFactory,
    TipBoxFactory,
)
from tests.factories.wards import GroupFactory

pytestmark = pytest.mark.django_db

FIRST, DAY, LAST = date(2019, 1, 1), date(2019, 1, 5), date(2019, 1, 10)
#: (table, how its owner is made, how a row of that owner is made)
LEDGERS = [
    ("cases_residence", "person", PersonFactory, ResidenceFactory),
    ("cases_absence", "person", PersonFactory, AbsenceFactory),
    ("cases_statusperiod", "person", PersonFactory, StatusPeriodFactory),
    ("cases_dossier", "person", PersonFactory, DossierFactory),
    ("cases_treatment", "person", PersonFactory, TreatmentFactory),
    ("incidents_hotspotperiod", "hotspot", HotspotFactory, HotspotPeriodFactory),
    ("pledges_pledge", "household", HouseholdFactory, PledgeFactory),
    ("pledges_boxcheck", "box", TipBoxFactory, BoxCheckFactory),
    ("pledges_boardinspection", "board", HotlineBoardFactory, BoardInspectionFactory),
]
IDS = [ledger[0] for ledger in LEDGERS]


@pytest.fixture
def row(request):
    """`row(first, last)` is a row of one owner, in the ledger that the test is run for."""
    _table, name, make_owner, make_row = request.param
    owner = make_owner(group=GroupFactory())
    return lambda first, last: make_row(**{name: owner}, valid_from=first, valid_to=last)


@pytest.mark.parametrize("row", LEDGERS, ids=IDS, indirect=True)
def test_rows_of_one_day_stand_beside_others_and_beside_each_other(row):
    made = [row(FIRST, DAY), row(DAY, DAY), row(DAY, DAY), row(DAY, LAST), row(LAST, LAST)]
    assert [one.holds_on(DAY) for one in made] == [False, False, False, True, False]


@pytest.mark.parametrize("row", LEDGERS, ids=IDS, indirect=True)
def test_a_row_of_one_day_is_not_inside_another(row, request):
    row(FIRST, LAST)
    with refused_by_database(f"{request.node.callspec.params['row'][0]}_no_overlap"):
        row(DAY, DAY)


@pytest.mark.parametrize("row", LEDGERS, ids=IDS, indirect=True)
def test_a_row_is_not_around_a_row_of_one_day(row, request):
    row(DAY, DAY)
    with refused_by_database(f"{request.node.callspec.params['row'][0]}_no_overlap"):
        row(FIRST, LAST)


@pytest.mark.parametrize("row", LEDGERS, ids=IDS, indirect=True)
def test_a_row_cannot_be_stretched_over_a_row_of_one_day(row, request):
    earlier = row(FIRST, DAY)
    row(DAY, DAY)
    earlier.valid_to = LAST
    with refused_by_database(f"{request.node.callspec.params['row'][0]}_no_overlap"):
        earlier.save()
