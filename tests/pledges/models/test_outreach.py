"""Rows of tuyên truyền sessions."""

from datetime import date

import pytest

from pledges.models import Outreach
from tests.factories.pledges import OutreachFactory
from tests.pledges.ledger import refused_by_database, sentences_of

pytestmark = pytest.mark.django_db


def test_a_session_without_listeners_is_refused_by_the_database(group):
    with refused_by_database("outreach_had_listeners"):
        OutreachFactory(group=group, attendance=0)


def test_a_session_without_listeners_is_refused_in_words(group):
    session = OutreachFactory.build(group=group, attendance=0)
    assert sentences_of(session) == {"__all__": ["Số người dự phải từ 1 trở lên."]}


def test_one_listener_is_enough(group):
    assert OutreachFactory(group=group, attendance=1).attendance == 1


@pytest.mark.parametrize("field", ["topic", "audience"])
def test_topic_and_audience_are_needed(group, field):
    session = OutreachFactory.build(group=group, **{field: ""})
    assert list(sentences_of(session)) == [field]


def test_the_latest_session_stands_first(group):
    early = OutreachFactory(group=group, held_on=date(2025, 1, 1))
    late = OutreachFactory(group=group, held_on=date(2026, 1, 1))
    assert list(Outreach.objects.all()) == [late, early]


def test_two_sessions_a_day_stand_newest_first(group):
    first, second = OutreachFactory.create_batch(2, group=group)
    assert list(Outreach.objects.all()) == [second, first]


def test_a_session_is_called_by_day_and_topic(group):
    session = OutreachFactory(group=group, topic="Phòng, chống ma túy học đường")
    assert str(session) == "2026-03-10 · Phòng, chống ma túy học đường"
