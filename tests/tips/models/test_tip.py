"""Rows of tips, of who sent them and of the talk about them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.factories.tips import TipFactory, TipMessageFactory, TipReporterFactory
from tests.pledges.ledger import refused_by_database, sentences_of
from tips.enums import TipState
from tips.models import Tip, TipMessage, TipReporter

pytestmark = pytest.mark.django_db

RECEIVED = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def stored(row, column: str) -> str:
    """The value as a thief of the database would read it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return cursor.fetchone()[0]


class TestTip:
    @pytest.mark.parametrize("hours", [0, -1])
    def test_a_tip_is_due_after_it_was_received(self, group, hours):
        with refused_by_database("tip_due_after_received"):
            TipFactory(group=group, due_at=RECEIVED + timedelta(hours=hours))

    @pytest.mark.parametrize("state", [state for state in TipState if state != TipState.RECEIVED])
    def test_a_tip_that_moved_was_moved_by_somebody(self, group, state):
        with refused_by_database("tip_moved_by_somebody"):
            TipFactory(group=group, state=state)

    @pytest.mark.parametrize("state", list(TipState))
    def test_with_somebody_every_state_is_possible(self, group, officer, state):
        assert TipFactory(group=group, state=state, assigned_to=officer).state == state

    def test_a_code_is_given_once(self):
        TipFactory(code="T0000001")
        with refused_by_database():
            TipFactory(code="T0000001")

    def test_a_code_given_twice_is_refused_beside_the_code(self, group):
        TipFactory(code="T0000001")
        assert list(sentences_of(TipFactory.build(group=group, code="T0000001"))) == ["code"]

    def test_the_content_cannot_be_read_in_the_database(self):
        assert "ngõ" not in stored(TipFactory(content="Nghi vấn ở ngõ 12"), "content")

    def test_the_outcome_cannot_be_read_in_the_database(self):
        assert "hồ sơ" not in stored(TipFactory(resolved=True), "outcome")

    def test_the_content_is_read_back(self):
        tip = TipFactory(content="Nghi vấn ở ngõ 12")
        assert Tip.objects.get(pk=tip.pk).content == "Nghi vấn ở ngõ 12"

    def test_the_newest_tip_stands_first(self, group):
        early = TipFactory(group=group)
        late = TipFactory(group=group, received_at=RECEIVED + timedelta(days=1))
        assert list(Tip.objects.all()) == [late, early]

    def test_a_tip_is_called_by_channel_and_day(self):
        assert str(TipFactory()) == "đường dây nóng 10/03/2026"

    def test_what_a_tip_says_is_sensitive(self):
        assert set(Tip.Privacy.sensitive) == {"content", "outcome", "outcome_reference", "code"}


class TestReporter:
    def test_who_sent_it_cannot_be_read_in_the_database(self):
        reporter = TipReporterFactory(identity="Phàn Văn Báo")
        assert "Báo" not in stored(reporter, "identity")

    def test_a_tip_has_one_sender(self):
        tip = TipReporterFactory().tip
        with refused_by_database():
            TipReporterFactory(tip=tip)

    def test_the_sender_is_called_without_a_name(self):
        reporter = TipReporterFactory()
        assert str(reporter) == str(reporter.tip_id)

    def test_the_sender_goes_with_the_tip(self):
        TipReporterFactory().tip.delete()
        assert TipReporter.objects.count() == 0


class TestMessage:
    def test_a_message_cannot_be_read_in_the_database(self):
        assert "cảm ơn" not in stored(TipMessageFactory(), "body")

    def test_messages_stand_in_the_order_they_were_written(self):
        first = TipMessageFactory()
        second = TipMessageFactory(tip=first.tip, is_from_ward=False)
        assert list(TipMessage.objects.all()) == [first, second]

    def test_a_message_is_called_without_its_words(self):
        message = TipMessageFactory()
        assert str(message) == str(message.tip_id)
