"""Users by role and the places they serve; strict settings for every test."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation

from accounts.permissions import Role
from law.actions.rules import load_rules
from tests.factories.wards import (
    AreaFactory,
    AreaWardFactory,
    GroupFactory,
    UserFactory,
    WardFactory,
    posted,
)
from wards.enums import AreaKind

#: Folders and files whose tests ask the database itself: these run on SQLite too.
ASKS_THE_DATABASE = {"models", "actions", "queries", "imports", "batches", "dated"}
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(items):
    """Mark each test by where it has to run; .ci/test.sh says which run takes what.

    `sqlite`: what a database could answer otherwise. Everything but the browser runs on PostgreSQL, so a
    test without a database, or one of a screen, runs once.
    """
    for item in items:
        parts = {*item.path.parts, item.path.stem.removeprefix("test_")}
        if parts & ASKS_THE_DATABASE and _asks_a_database(item):
            item.add_marker(pytest.mark.sqlite)


def _asks_a_database(item) -> bool:
    return item.get_closest_marker("django_db") is not None or not _DATABASE_FIXTURES.isdisjoint(
        item.fixturenames
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Ids begin past a million, as in a database of the country.

    A page that writes an id as a number for people to read ("1.000.001") then breaks its own address.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in _count_ids_from(1_000_000):
            cursor.execute(statement)


def _count_ids_from(number: int) -> tuple[str, ...]:
    """The statements after which the next id of every table is `number` + 1."""
    if connection.vendor == "postgresql":
        sequence = "format('%I.%I', schemaname, sequencename)::regclass"
        return (f"SELECT setval({sequence}, {number}) FROM pg_sequences",)
    counted = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    return (
        "DELETE FROM sqlite_sequence",
        f"INSERT INTO sqlite_sequence (name, seq) SELECT name, {number} FROM ({counted})",
    )


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_append_only_log():
    """Emptying the tables after a transactional test is the one deletion that the triggers must let pass."""
    # Of the class: with a browser's loop in the thread Django makes a second connection.
    operations = type(connection.ops)
    flush = operations.sql_flush

    def without_trigger(self, style, tables, **options):
        off, on = _trigger_switches()
        return [off, *flush(self, style, tables, **options), on]

    operations.sql_flush = without_trigger


def _trigger_switches() -> tuple[str, str]:
    """The statements that silence the trigger which a flush would meet, and that bring it back."""
    if connection.vendor == "postgresql":
        switch = "ALTER TABLE accounts_auditevent {} TRIGGER audit_never_truncated"
        return switch.format("DISABLE"), switch.format("ENABLE")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_never_deleted'")
        (create,) = cursor.fetchone()
    return "DROP TRIGGER audit_never_deleted", create


@pytest.fixture(autouse=True)
def _in_vietnamese():
    """A request leaves its language behind in the thread; no test begins with another one's."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def ward(db):
    return WardFactory(name="Nam Cường")


@pytest.fixture
def other_ward(db):
    return WardFactory(name="Cốc San")


@pytest.fixture
def group(ward):
    return GroupFactory(ward=ward, name="Tổ 1")


@pytest.fixture
def other_group(other_ward):
    return GroupFactory(ward=other_ward, name="Thôn 1")


@pytest.fixture
def area(ward, other_ward):
    area = AreaFactory(name="Thành phố Lào Cai")
    AreaWardFactory(area=area, ward=ward)
    AreaWardFactory(area=area, ward=other_ward)
    return area


@pytest.fixture
def officer(ward):
    """Serves in `ward`."""
    return posted(Role.OFFICER, ward=ward, username="officer", full_name="Lê Văn Cán Bộ")


@pytest.fixture
def outsider(other_ward):
    """Serves in `other_ward`: exists to prove that there is no way in."""
    return posted(Role.OFFICER, ward=other_ward, username="outsider", full_name="Trần Văn Ngoài")


@pytest.fixture
def chief(ward):
    return posted(Role.CHIEF, ward=ward, username="chief")


@pytest.fixture
def group_head(group):
    return posted(Role.GROUP_HEAD, group=group, username="head")


@pytest.fixture
def committee(area):
    """Sees counts of the whole area, never names."""
    return posted(Role.COMMITTEE, area=area, username="committee")


@pytest.fixture
def clinic(ward):
    return posted(Role.CLINIC, ward=ward, username="clinic")


@pytest.fixture
def chair_office(ward):
    return posted(Role.CHAIR_OFFICE, ward=ward, username="chair")


@pytest.fixture
def verifier(area):
    return posted(Role.VERIFIER, area=area, username="verifier")


@pytest.fixture
def auditor(ward):
    return posted(Role.AUDITOR, ward=ward, username="auditor")


@pytest.fixture
def nation(db):
    return AreaFactory(kind=AreaKind.NATION, code="VN", name="Cả nước")


@pytest.fixture
def administrator(nation):
    """Manages accounts and units of the whole country; sees no files."""
    return posted(Role.ADMIN, area=nation, username="administrator")


@pytest.fixture
def nobody(db):
    """Signs in, but serves nowhere."""
    return UserFactory(username="nobody")


@pytest.fixture
def rules(db):
    """The shipped terms and deadlines of law."""
    load_rules()


@pytest.fixture
def client_of():
    """`client_of(user)` is a browser in which the user is signed in."""

    def signed_in(user):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def user_as(ward, group):
    """`user_as(role)` serves in `ward`, a group head in `group`."""

    def made(role):
        return posted(role, **({"group": group} if role == Role.GROUP_HEAD else {"ward": ward}))

    return made


@pytest.fixture
def client_as(user_as, client_of):
    """`client_as(role)` is a browser in which `user_as(role)` is signed in."""
    return lambda role: client_of(user_as(role))


@pytest.fixture
def officer_client(officer, client_of):
    return client_of(officer)


@pytest.fixture
def outsider_client(outsider, client_of):
    return client_of(outsider)


@pytest.fixture
def committee_client(committee, client_of):
    return client_of(committee)
