"""People of the ward and what officers do with their files, on one day unless another is named."""

from datetime import date

import pytest

from cases.actions.dossiers import open_dossier
from cases.actions.statuses import move_status
from cases.actions.treatments import end_treatment
from cases.models import Dossier, StatusPeriod, Treatment
from cases.statuses import EndReason, PersonStatus
from tests.factories.cases import PersonFactory, TreatmentFactory

P = PersonStatus
DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


@pytest.fixture
def person(group):
    """Lives in `group` since LONG_AGO."""
    return PersonFactory(group=group)


@pytest.fixture
def in_status(group):
    """`in_status(status)` is a person of `group` in that status since LONG_AGO."""
    return lambda status, **fields: PersonFactory(group=group, status=status, **fields)


@pytest.fixture
def move(officer):
    """Moves on DAY with a decision of that day, but for what is named.

    For management after rehabilitation it says where that was, because tests seldom record one.
    """

    def moved(person, to, **fields) -> StatusPeriod:
        day = fields.get("on_day", DAY)
        given = {"on_day": DAY, "decision_number": "15/QĐ-UBND", "decision_date": day}
        if to == P.ENDED:
            given["end_reason"] = EndReason.COMPLETED
        if to == P.POST_REHAB:
            given["unusual_reason"] = "Cai nghiện ở tỉnh khác"
        return move_status(by=officer, person=person, to=to, **(given | fields))

    return moved


@pytest.fixture
def open_(officer, person):
    """Opens a management dossier on DAY, but for what is named."""

    def opened(**fields) -> Dossier:
        given = {"by": officer, "person": person, "kind": "management", "opened_on": DAY} | fields
        return open_dossier(**given)

    return opened


@pytest.fixture
def course(person):
    """Substitution treatment since DAY."""
    return TreatmentFactory(person=person, form="substitution", valid_from=DAY)


@pytest.fixture
def end(officer, course):
    def ends(ended_on=LATER, reason="completed") -> Treatment:
        return end_treatment(by=officer, treatment=course, ended_on=ended_on, reason=reason)

    return ends
