"""The database itself refuses to change or delete the access log.

On SQLite a later migration that alters the table builds it anew and loses the triggers: it must
run these operations again.
"""

from typing import Any

from django.db import migrations

_CREATE = {
    "postgresql": [
        """
        CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$
        """,
        """
        CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON accounts_auditevent
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
        """,
    ],
    "sqlite": [
        """
        CREATE TRIGGER audit_never_updated BEFORE UPDATE ON accounts_auditevent
        BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END
        """,
        """
        CREATE TRIGGER audit_never_deleted BEFORE DELETE ON accounts_auditevent
        BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END
        """,
    ],
}
_DROP = {
    "postgresql": [
        "DROP TRIGGER audit_append_only ON accounts_auditevent",
        "DROP FUNCTION refuse_audit_change()",
    ],
    "sqlite": ["DROP TRIGGER audit_never_updated", "DROP TRIGGER audit_never_deleted"],
}


def create(_apps: Any, schema_editor: Any) -> None:
    for statement in _CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(_apps: Any, schema_editor: Any) -> None:
    for statement in _DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
