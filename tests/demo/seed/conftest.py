"""The demonstration, told once for the tests of this folder alone, and taken back after them."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction

from wards.models import Area, Ward

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
HOUSEHOLDS_PER_GROUP = 8


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """One worker, one telling."""
    for item in items:
        if "seed" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("seed"))


@pytest.fixture(scope="package")
def demonstration(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(NOON), transaction.atomic():
        call_command("seed_demo", households_per_group=HOUSEHOLDS_PER_GROUP, no_snapshots=True)
        connection.check_constraints()  # once here, not by PostgreSQL after every test
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(demonstration, db):
    """Each test writes inside a savepoint of the telling."""


@pytest.fixture
def city(demo):
    return Area.objects.get(name="Địa bàn thành phố Lào Cai cũ")


@pytest.fixture
def ward_on(demo):
    """`ward_on("02746", day)`: the unit that bore the code that day."""
    return lambda code, day: Ward.objects.in_force(day).get(code=code)
