"""The worker: once, or watching until it is told to stop."""

import os
import signal
import threading
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from criteria.management.commands import rescore_wards
from criteria.models import WardSnapshot
from tests.factories.cases import PersonFactory
from tests.factories.criteria import WardSnapshotFactory
from tests.factories.wards import FigureChangeFactory
from wards.models import FigureChange

DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """The test's own transaction lives in it; Django's test client keeps it in the same way."""
    monkeypatch.setattr(rescore_wards, "close_old_connections", lambda: None)


@pytest.fixture
def handlers():
    """The signals as they were before the worker took them."""
    kept = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield
    for name, handler in kept.items():
        signal.signal(name, handler)


def watch(*, stop=signal.SIGTERM, after=0.3):
    """Watch until the signal comes, as from the shell of `make run`."""
    timer = threading.Timer(after, os.kill, (os.getpid(), stop))
    timer.start()
    call_command("rescore_wards", "--watch", "--every", "0.05", stdout=StringIO())
    timer.join()


def test_once(ward, group):
    WardSnapshotFactory(ward=ward, day=DAY, people=99)
    PersonFactory(group=group)
    FigureChangeFactory(group=group, from_day=DAY)
    out = StringIO()
    call_command("rescore_wards", stdout=out)

    assert out.getvalue() == "1 thay đổi đã tính lại.\n"
    assert WardSnapshot.objects.get().people == 1
    assert not FigureChange.objects.exists()


def test_once_takes_no_snapshot_of_the_day(ward, group):
    call_command("rescore_wards", stdout=StringIO())

    assert not WardSnapshot.objects.exists()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_watches_until_it_is_told_to_stop(ward, group, handlers, stop):
    FigureChangeFactory(group=group)
    watch(stop=stop)

    assert not FigureChange.objects.exists()


def test_watching_takes_the_day_s_snapshot_under_both_sets(ward, group, handlers):
    watch()

    taken = WardSnapshot.objects.order_by("set_code").values_list("set_code", "day")
    today = timezone.localdate()
    assert list(taken) == [("CITY_2023", today), ("QD28_2025", today)]


def test_one_turn_takes_it_once_a_day(ward, group, time_machine):
    time_machine.move_to(DAY)
    assert rescore_wards._turn(None) == DAY
    WardSnapshot.objects.all().delete()

    assert rescore_wards._turn(DAY) == DAY
    assert not WardSnapshot.objects.exists()


def test_a_new_day_gets_its_own(ward, group, time_machine):
    time_machine.move_to(DAY)
    assert rescore_wards._turn(date(2026, 6, 29)) == DAY
    assert set(WardSnapshot.objects.values_list("day", flat=True)) == {DAY}


def test_a_database_that_is_away_for_a_moment_ends_nothing(ward, group, monkeypatch, caplog):
    def away():
        raise DatabaseError("gone")

    monkeypatch.setattr(rescore_wards, "rescore_changed", away)
    assert rescore_wards._turn(DAY) == DAY
    assert "trying again" in caplog.text
    assert not WardSnapshot.objects.exists()
