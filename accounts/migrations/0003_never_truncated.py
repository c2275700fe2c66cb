"""PostgreSQL empties a table without touching its rows: the access log refuses that as well."""

from typing import Any

from django.db import migrations

_CREATE = """
    CREATE TRIGGER audit_never_truncated BEFORE TRUNCATE ON accounts_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
"""
_DROP = "DROP TRIGGER audit_never_truncated ON accounts_auditevent"


def create(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":  # SQLite has no TRUNCATE
        schema_editor.execute(_CREATE)


def drop(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_DROP)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_append_only")]

    operations = [migrations.RunPython(create, drop)]
