"""The log is append-only: in Python, and in the database for whoever comes past Python."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.audit import record
from accounts.enums import AuditAction
from accounts.models import AuditEvent
from accounts.models.audit_event import AppendOnlyError


@pytest.fixture
def event(db):
    return record(AuditAction.SIGN_IN_FAILED, by=None, unit_id=7, reason="thử")


class TestInPython:
    def test_a_saved_event_is_not_saved_again(self, event):
        event.reason = "khác"
        with pytest.raises(AppendOnlyError):
            event.save()
        assert AuditEvent.objects.get().reason == "thử"

    def test_an_event_is_not_deleted(self, event):
        with pytest.raises(AppendOnlyError):
            event.delete()
        assert AuditEvent.objects.count() == 1

    def test_many_are_neither_changed_nor_deleted(self, event):
        with pytest.raises(AppendOnlyError):
            AuditEvent.objects.update(reason="khác")
        with pytest.raises(AppendOnlyError):
            AuditEvent.objects.filter(pk=event.pk).delete()
        assert AuditEvent.objects.get().reason == "thử"


class TestInTheDatabase:
    def refused(self, sql, *params):
        with (
            pytest.raises(DatabaseError, match="audit events are append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, params)

    def test_an_update_is_refused(self, event):
        self.refused("UPDATE accounts_auditevent SET reason = %s WHERE id = %s", "khác", event.pk)
        assert AuditEvent.objects.get().reason == "thử"

    def test_a_deletion_is_refused(self, event):
        self.refused("DELETE FROM accounts_auditevent WHERE id = %s", event.pk)
        assert AuditEvent.objects.count() == 1

    def test_emptying_the_table_is_refused(self, event):
        self.refused("DELETE FROM accounts_auditevent")
        assert AuditEvent.objects.count() == 1

    def test_truncating_the_table_is_refused(self, event):
        if connection.vendor == "sqlite":
            pytest.skip("SQLite has no TRUNCATE")
        self.refused("TRUNCATE accounts_auditevent")
        assert AuditEvent.objects.count() == 1

    def test_a_change_that_changes_nothing_is_refused_too(self, event):
        self.refused("UPDATE accounts_auditevent SET reason = reason")

    def test_two_events_never_share_a_place(self, event):
        twin = AuditEvent.objects.get()
        twin.pk = None
        with pytest.raises(DatabaseError), transaction.atomic():
            twin.save()

    def test_appending_goes_on(self, event):
        record(AuditAction.SIGN_IN_FAILED, by=None, unit_id=7)
        assert AuditEvent.objects.count() == 2


def test_newest_first(db):
    first, second = (record(AuditAction.SIGN_IN_FAILED, by=None) for _ in range(2))
    assert list(AuditEvent.objects.all()) == [second, first]


def test_an_event_names_itself(event):
    assert str(event) == "accounts.sign_in_failed  "
