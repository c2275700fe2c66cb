"""Handing a person over: two places, a clock, one answer."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.enums import HandoverState
from cases.models import Handover
from tests.cases.ledger import refused_by_database
from tests.factories.cases import HandoverFactory, PersonFactory

pytestmark = pytest.mark.django_db

SENT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
ANSWERED = [HandoverState.ACCEPTED, HandoverState.REFUSED, HandoverState.WITHDRAWN]


@pytest.fixture
def person(group):
    return PersonFactory(group=group)


def test_a_person_is_handed_to_another_group(person, group):
    with refused_by_database("handover_to_another_group"):
        HandoverFactory(person=person, from_group=group, to_group=group)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=-1), timedelta(days=-7)])
def test_the_answer_is_due_after_the_sending(person, late):
    with refused_by_database("handover_due_after_sent"):
        HandoverFactory(person=person, sent_at=SENT, due_at=SENT + late)


@pytest.mark.parametrize("state", ANSWERED)
def test_an_answer_has_its_time(person, state):
    with refused_by_database("handover_answered_or_waiting"):
        HandoverFactory(person=person, state=state, answered_at=None)


def test_who_waits_has_no_answer(person):
    with refused_by_database("handover_answered_or_waiting"):
        HandoverFactory(person=person, state="sent", answered_at=SENT)


@pytest.mark.parametrize("state", ANSWERED)
def test_an_answered_handover_stands(person, state):
    HandoverFactory(person=person, state=state).full_clean()
    assert Handover.objects.get().state == state


def test_a_person_waits_in_one_handover(person):
    HandoverFactory(person=person)
    with refused_by_database():
        HandoverFactory(person=person)


def test_two_people_wait_at_once(person):
    HandoverFactory(person=person)
    HandoverFactory()
    assert Handover.objects.filter(state="sent").count() == 2


@pytest.mark.parametrize("state", ANSWERED)
def test_after_an_answer_another_may_be_sent(person, state):
    HandoverFactory(person=person, state=state)
    HandoverFactory(person=person)
    assert person.handovers.count() == 2


def test_a_handover_is_named_by_its_places(person):
    handover = HandoverFactory(person=person)
    assert str(handover) == f"{person.pk}: {handover.from_group} → {handover.to_group}"
    assert person.full_name not in str(handover)
