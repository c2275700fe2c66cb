"""Somebody with the database's own rights changed the log: the command says where."""

from importlib import import_module
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.audit import fingerprint, record
from accounts.enums import AuditAction
from accounts.models import AuditChain, AuditEvent

#: In the order in which they are made.
TRIGGERS = [
    import_module(f"accounts.migrations.{name}")
    for name in ("0002_append_only", "0003_never_truncated")
]


def verified() -> str:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def events(db):
    """Three events of unit 7 and one of no unit."""
    record(AuditAction.SIGNED_OUT, by=None)
    return [record(AuditAction.SIGN_IN_FAILED, by=None, unit_id=7) for _ in range(3)]


@pytest.fixture
def sql(events):
    """As the owner of the database, who can drop triggers."""
    with connection.cursor() as cursor:
        _drop_triggers(cursor)

    def run(statement, *params):
        with connection.cursor() as cursor:
            cursor.execute(statement, params)

    return run


def _drop_triggers(cursor):
    editor = SimpleNamespace(connection=connection, execute=cursor.execute)
    for migration in reversed(TRIGGERS):
        migration.drop(None, editor)
    return editor


def broken() -> str:
    with pytest.raises(CommandError) as error:
        verified()
    assert error.value.returncode == 1
    return str(error.value)


def test_a_whole_log(events):
    assert verified() == "Nhật ký nguyên vẹn: 4 sự kiện."


def test_an_empty_log(db):
    assert verified() == "Nhật ký nguyên vẹn: 0 sự kiện."


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("column", ["reason", "actor_name", "action", "object_id", "request_id"])
def test_an_altered_event(sql, column, place):
    sql(
        f"UPDATE accounts_auditevent SET {column} = %s WHERE chain = 7 AND sequence = %s",
        "x",
        place,
    )
    assert broken() == f"Nhật ký đã bị can thiệp: chuỗi 7: sự kiện số {place} đã bị sửa"


@pytest.mark.parametrize("place", [1, 2])
def test_a_removed_event(sql, place):
    sql("DELETE FROM accounts_auditevent WHERE chain = 7 AND sequence = %s", place)
    assert broken() == f"Nhật ký đã bị can thiệp: chuỗi 7: thiếu sự kiện số {place}"


def test_a_tail_that_was_cut(sql):
    sql("DELETE FROM accounts_auditevent WHERE chain = 7 AND sequence >= %s", 2)
    assert broken() == "Nhật ký đã bị can thiệp: chuỗi 7: bị cắt sau sự kiện số 1"


def test_a_tail_that_was_cut_with_the_chain_s_length(sql):
    sql("DELETE FROM accounts_auditevent WHERE chain = 7 AND sequence = %s", 3)
    AuditChain.objects.filter(pk=7).update(length=2)
    assert broken() == "Nhật ký đã bị can thiệp: chuỗi 7: bị cắt sau sự kiện số 2"


def test_an_altered_event_whose_own_hash_was_made_anew(sql, events):
    sql("UPDATE accounts_auditevent SET reason = %s WHERE id = %s", "x", events[0].pk)
    altered = AuditEvent.objects.get(pk=events[0].pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_auditevent SET hash = %s WHERE id = %s",
            [fingerprint(altered), altered.pk],
        )
    assert broken() == "Nhật ký đã bị can thiệp: chuỗi 7: sự kiện số 2 đã bị sửa"


def test_a_log_written_anew_without_the_key(sql, events, settings):
    """Whoever may do everything in the database, and knows this code, still lacks the key."""
    key, settings.INDEX_KEY = settings.INDEX_KEY, "C" * 43 + "="
    previous = ""
    for event in AuditEvent.objects.filter(chain=7).order_by("sequence"):
        event.reason, event.previous_hash = "khác", previous
        previous = fingerprint(event)
        values = (event.reason, event.previous_hash, previous, event.pk)
        sql(
            "UPDATE accounts_auditevent SET reason = %s, previous_hash = %s, hash = %s WHERE id = %s",
            *values,
        )
    AuditChain.objects.filter(pk=7).update(last_hash=previous)
    settings.INDEX_KEY = key
    assert broken() == "Nhật ký đã bị can thiệp: chuỗi 7: sự kiện số 1 đã bị sửa"


def test_an_event_put_in_at_the_end(events):
    _put_in_at_the_end(events[2])
    assert broken() == "Nhật ký đã bị can thiệp: chuỗi 7: có sự kiện lạ sau số 3"


def _put_in_at_the_end(last):
    forged = AuditEvent.objects.get(pk=last.pk)
    forged.pk, forged.sequence, forged.previous_hash = None, last.sequence + 1, forged.hash
    forged.hash = fingerprint(forged)
    forged.save()


class SomebodyWorks:
    """One more event, as another connection would commit it, before every query of the check."""

    def __init__(self, **event):
        self.event = event
        self.written = 0
        self.is_writing = False

    def __call__(self, execute, sql, params, many, context):
        if not self.is_writing and "accounts_audit" in sql:
            self.is_writing = True
            record(AuditAction.SIGN_IN_FAILED, by=None, **self.event)
            self.written += 1
            self.is_writing = False
        return execute(sql, params, many, context)


@pytest.mark.parametrize("unit", [7, 8], ids=["a known unit", "a unit without events"])
def test_whoever_works_meanwhile_is_no_forger(events, unit):
    busy = SomebodyWorks(unit_id=unit)
    with connection.execute_wrapper(busy):
        assert verified().startswith("Nhật ký nguyên vẹn: ")
    assert busy.written > 4
    assert verified() == f"Nhật ký nguyên vẹn: {4 + busy.written} sự kiện."


def test_an_event_put_in_is_found_while_others_work(events):
    _put_in_at_the_end(events[2])
    with connection.execute_wrapper(SomebodyWorks(unit_id=8)):
        assert broken() == "Nhật ký đã bị can thiệp: chuỗi 7: có sự kiện lạ sau số 3"


def test_an_event_of_a_chain_that_does_not_exist(events):
    stray = AuditEvent.objects.get(pk=events[0].pk)
    stray.pk, stray.chain = None, 99
    stray.save()
    assert broken() == "Nhật ký đã bị can thiệp: 1 sự kiện không thuộc chuỗi nào"


def test_every_broken_chain_is_named(sql):
    sql("UPDATE accounts_auditevent SET reason = %s", "x")
    assert broken() == (
        "Nhật ký đã bị can thiệp: chuỗi 0: sự kiện số 1 đã bị sửa; chuỗi 7: sự kiện số 1 đã bị sửa"
    )


def test_the_migration_goes_to_and_fro(events):
    with connection.cursor() as cursor:
        editor = _drop_triggers(cursor)
        cursor.execute("UPDATE accounts_auditevent SET reason = reason")
        for migration in TRIGGERS:
            migration.create(None, editor)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_auditevent SET reason = reason")
