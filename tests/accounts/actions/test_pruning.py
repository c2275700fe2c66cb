"""What is cleared at night, and what must stay."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from accounts.actions.pruning import prune_expired
from accounts.models import Submission


@pytest.fixture
def submission(clock, db):
    """A form sent now."""
    return Submission.objects.create(key=uuid.uuid4(), user_id=1, result_url="/")


class TestSessions:
    def test_one_that_ended_goes(self, clock, sign_in, person):
        sign_in()
        clock.shift(timedelta(minutes=31))
        assert prune_expired() == (1, 0)
        assert not Session.objects.exists()

    def test_whoever_works_stays_signed_in(self, clock, sign_in, person, visitor):
        sign_in()
        clock.shift(timedelta(minutes=29))
        assert prune_expired() == (0, 0)
        assert visitor.get("/units/groups/").status_code == 200


class TestSubmissions:
    def test_an_old_one_goes(self, clock, submission):
        clock.shift(timedelta(days=30, seconds=1))
        assert prune_expired() == (0, 1)
        assert not Submission.objects.exists()

    def test_a_later_one_still_guards_against_sending_twice(self, clock, submission):
        clock.shift(timedelta(days=29))
        assert prune_expired() == (0, 0)
        assert Submission.objects.get() == submission
