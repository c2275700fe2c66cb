"""Dated tables: the database itself refuses inverted and overlapping rows, after every migration."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from foundation.dated import Dated, NoOverlap

DATED = [m for m in apps.get_models() if issubclass(m, Dated)]
#: Dated things of which two may hold at once, and why.
MAY_OVERLAP = {
    "wards.Area": "areas are different things",
    "wards.Ward": "wards are different things",
    "wards.Posting": "one person may serve in two places",
    "incidents.Suspicion": "several suspicions in one group",
    "pledges.Household": "several households in one group",
    "pledges.TipBox": "a group may have two boxes",
    "pledges.HotlineBoard": "a group may have two boards",
}


def guarded_tables() -> set[str]:
    """Those of today: a table that was renamed was guarded anew under its new name."""
    todays = {m._meta.db_table for m in DATED}
    loader = MigrationLoader(None)
    return {
        op.table
        for m in loader.disk_migrations.values()
        for op in m.operations
        if isinstance(op, NoOverlap) and op.table in todays
    }


def test_every_dated_table_is_guarded_or_has_a_reason():
    unguarded = {m._meta.label for m in DATED if m._meta.db_table not in guarded_tables()}
    assert unguarded == set(MAY_OVERLAP)


@pytest.mark.parametrize("model", DATED, ids=lambda m: m._meta.label)
def test_every_dated_table_refuses_an_inverted_interval(model):
    """A row of a ledger may last no day, as a step of one day; a place or a rule of law may not."""
    ends = ("ends_not_before_start", "ends_after_start")
    wanted = ends[1] if model._meta.app_label in {"wards", "law"} else ends[0]
    assert [c.name.endswith(wanted) for c in model._meta.constraints if c.name.endswith(ends)] == [
        True
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(guarded_tables()))
def test_the_guard_is_still_there_after_all_migrations(table):
    """SQLite rebuilds a table that is altered and loses its triggers: the migration must put them back."""
    if connection.vendor == "postgresql":
        query = "SELECT conname FROM pg_constraint WHERE contype = 'x' AND conrelid = %s::regclass"
        expected = [(f"{table}_no_overlap",)]
    else:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s ORDER BY name"
        )
        expected = [(f"{table}_no_overlap_insert",), (f"{table}_no_overlap_update",)]
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        assert cursor.fetchall() == expected
