"""Days that cannot be: no action writes down year 203, nor what happened to somebody before birth."""

from datetime import date

import pytest

from cases.actions.dossiers import open_dossier
from cases.actions.residences import record_absence
from cases.actions.statuses import move_status
from cases.actions.treatments import start_treatment
from cases.actions.visits import record_support, record_test, record_visit
from incidents.actions.hotspots import report_hotspot
from incidents.actions.incidents import record_incident, record_patrol
from incidents.actions.suspicions import open_suspicion
from tests.assertions import assert_nothing_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.cases import PersonFactory

pytestmark = pytest.mark.django_db

#: 15/03/2023 with a digit lost.
LOST = date(203, 3, 15)
ERA = "Ngày không được trước 01/01/1900. Kiểm tra lại năm."
BIRTH = "Ngày này trước khi người này sinh ra."

#: (action, name of its day, what else it needs)
OF_A_PERSON = [
    (open_dossier, "opened_on", {"kind": "management"}),
    (start_treatment, "started_on", {"form": "community"}),
    (record_visit, "visited_on", {"result": "present"}),
    (record_test, "tested_on", {"ground": "visit", "sample": "urine", "result": "negative"}),
    (record_support, "given_on", {"kind": "job"}),
    (record_absence, "from_day", {"reason": "moved"}),
    (move_status, "on_day", {"to": "ended", "end_reason": "completed"}),
]
OF_A_GROUP = [
    (report_hotspot, "found_on", {"kind": "complex", "place": "Ngõ 12"}),
    (
        open_suspicion,
        "opened_on",
        {
            "kind": "person",
            "subject": "Người thuê trọ",
            "source_grade": "B",
            "reason": "Đông người",
        },
    ),
    (record_incident, "happened_on", {"acts": ["store"]}),
    (record_patrol, "patrolled_on", {}),
]


@pytest.fixture
def person(group):
    return PersonFactory(group=group, birth_date=date(1990, 5, 20), birth_year=1990)


def names(rows):
    return [action.__name__ for action, *_rest in rows]


@pytest.mark.parametrize(("action", "field", "given"), OF_A_PERSON, ids=names(OF_A_PERSON))
@pytest.mark.parametrize(("day", "sentence"), [(LOST, ERA), (date(1990, 5, 19), BIRTH)])
def test_nothing_of_a_person_is_dated_so(action, field, given, day, sentence, officer, person):
    with refused(**{field: sentence}):
        action(by=officer, person=person, **{field: day}, **given)
    assert changes_told() == set()
    assert_nothing_audited()


@pytest.mark.parametrize(("action", "field", "given"), OF_A_GROUP, ids=names(OF_A_GROUP))
def test_nothing_of_a_group_is_dated_so(action, field, given, officer, group):
    with refused(**{field: ERA}):
        action(by=officer, group=group, **{field: LOST}, **given)
    assert changes_told() == set()
    assert_nothing_audited()


def test_nor_a_decision(officer, group):
    person = PersonFactory(group=group, status="suspected_use")
    with refused(decision_date=ERA):
        move_status(
            by=officer,
            person=person,
            to="illegal_use",
            on_day=date(2024, 3, 1),
            decision_number="15/QĐ-UBND",
            decision_date=LOST,
        )


def test_nor_when_somebody_was_wanted(officer, group):
    row = {"name": "Lò Văn A", "wanted_from": LOST}
    with refused(wanted_from=ERA):
        record_incident(
            by=officer, group=group, happened_on=date(2024, 3, 1), acts=["store"], people=[row]
        )
