"""Transactions that wait for each other: the database breaks one off, and it is done again."""

import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError, OperationalError, transaction

from accounts.models import User
from foundation.retries import BusyError, once_more
from tests.factories.wards import UserFactory
from tests.meanwhile import at_once


class Crossing:
    """Writes both rows in the given order; the first `crossings` tries of all meet in the middle."""

    def __init__(self, rows, crossings):
        self.first, self.second = (user.pk for user in rows)
        self.crossings = crossings
        self.tries = 0

    def __call__(self):
        return once_more(self._act)

    @transaction.atomic
    def _act(self):
        self.tries += 1
        User.objects.filter(pk=self.first).update(full_name=f"Lần {self.tries}")
        if self.crossings:
            self.crossings -= 1
            with suppress(threading.BrokenBarrierError):
                MIDDLE.wait(timeout=5)
        User.objects.filter(pk=self.second).update(full_name=f"Lần {self.tries}")


MIDDLE = threading.Barrier(2)


@pytest.fixture
def rows(transactional_db):
    MIDDLE.reset()
    return [UserFactory(), UserFactory()]


@pytest.mark.django_db(transaction=True)
def test_both_of_two_that_cross_are_saved(rows):
    to, fro = Crossing(rows, 1), Crossing(rows[::-1], 1)
    assert at_once(to, fro) == [None, None]
    assert sorted([to.tries, fro.tries]) == [1, 2]


class DriverError(Exception):
    """What the database's driver raises, with its code."""

    def __init__(self, code):
        super().__init__(code)
        self.pgcode = code


def failing(error, times):
    """An act that fails so often, then succeeds; `act.calls` counts."""

    def act():
        act.calls += 1
        if act.calls <= times:
            raise error
        return "saved"

    act.calls = 0
    return act


def told(code, kind=OperationalError):
    error = kind("broken off")
    error.__cause__ = DriverError(code)
    return error


@pytest.mark.parametrize("code", ["40P01", "40001"])
def test_what_was_broken_off_once_is_done_again(code):
    act = failing(told(code), 1)
    assert (once_more(act), act.calls) == ("saved", 2)


@pytest.mark.parametrize("code", ["40P01", "40001"])
def test_what_was_broken_off_twice_is_told(code):
    act = failing(told(code), 2)
    with pytest.raises(BusyError):
        once_more(act)
    assert act.calls == 2


def test_sqlite_has_waited_already():
    act = failing(OperationalError("database is locked"), 1)
    with pytest.raises(BusyError):
        once_more(act)
    assert act.calls == 1


@pytest.mark.parametrize(
    "error", [told("23505", IntegrityError), told("57014"), OperationalError("no such table: x")]
)
def test_another_fault_is_not_hidden(error):
    act = failing(error, 5)
    with pytest.raises(type(error)):
        once_more(act)
    assert act.calls == 1
