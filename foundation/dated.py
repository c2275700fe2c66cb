"""Dated rows: half-open [valid_from, valid_to), both dates always set, an open end is 9999-12-31.

One plain range predicate answers "on that day" the same way on SQLite and PostgreSQL (docs/perf.md
§1): it tells how things stand at the close of the day. A day may hold several steps, so a row of a
ledger may begin and end on one day: it happened, and is not in force at the close of any day.
`NoOverlap` makes the database refuse two rows of one kind at one time.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.utils.translation import gettext_lazy as _

OPEN = date(9999, 12, 31)

#: The order in which rows of one kind follow each other. Of the rows that begin on one day, those
#: that also ended on it come first, as they were entered; the one that went on is the last.
IN_ORDER = ("valid_from", "valid_to", "pk")
LATEST_FIRST = ("-valid_from", "-valid_to", "-pk")

M = TypeVar("M", bound=models.Model)


def add_months(day: date, months: int) -> date:
    """Returns the same day of a later (or earlier) month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def in_force(day: date, path: str = "") -> models.Q:
    """Returns the condition that a row is in force on `day`.

    `path` leads to the row: "" for the row itself, "residences__" for a related one.
    """
    return models.Q(**{f"{path}valid_from__lte": day, f"{path}valid_to__gt": day})


class DatedQuerySet(models.QuerySet[M]):
    """Queries that every dated table offers."""

    def in_force(self, day: date) -> Self:
        return self.filter(in_force(day))

    def open(self) -> Self:
        """Returns the rows that have no end date yet."""
        return self.filter(valid_to=OPEN)

    def lock_open(self, pk: int) -> bool:
        """Locks the row until the transaction ends; returns False if somebody ended it meanwhile."""
        return self.open().select_for_update(no_key=True).filter(pk=pk).exists()


class Dated(models.Model):
    """A fact that is true from the day `valid_from` until the day before `valid_to`."""

    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), default=OPEN)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.valid_to == OPEN

    def holds_on(self, day: date) -> bool:
        """Returns whether the row is in force at the close of the day."""
        return self.valid_from <= day < self.valid_to


def ends_not_before_start(name: str) -> models.CheckConstraint:
    """Returns the constraint CHECK (valid_from <= valid_to), for the rows of a ledger.

    Without it, intervals whose end preceded their start made a ledger count -1 (docs/perf.md §1).
    A row may end on the day on which it began, because a day may hold several steps.
    """
    return models.CheckConstraint(
        condition=models.Q(valid_from__lte=models.F("valid_to")),
        name=f"{name}_ends_not_before_start",
        violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    """Returns the constraint CHECK (valid_from < valid_to), for what must hold for a day at least.

    A ward, a placement, a posting or a rule of law of no day at all would have no meaning.
    """
    return models.CheckConstraint(
        condition=models.Q(valid_from__lt=models.F("valid_to")),
        name=f"{name}_ends_after_start",
        violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
    )


class NoOverlap(Operation):
    """Migration step: rows equal in `columns` may not overlap in time.

    A row of one day, [5, 5), may stand beside [1, 5), [5, 10) and other rows of that day, but not
    inside [1, 10). PostgreSQL gets an exclusion constraint, SQLite a pair of triggers, in which the
    comparison of the days says the same; both raise IntegrityError. A
    column may be an expression in which "{row}" precedes the name of each column. `replaces` lists
    the columns of the earlier constraint of the table, which this one replaces.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self, table: str, columns: Sequence[str], *, replaces: Sequence[str] | None = None
    ) -> None:
        self.table = table
        self.columns = list(columns)
        self.replaces = list(replaces) if replaces else None
        self.name = f"{table}_no_overlap"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        more = {"replaces": self.replaces} if self.replaces else {}
        return type(self).__qualname__, [self.table, self.columns], more

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Does nothing, because the models do not change."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        vendor = schema_editor.connection.vendor
        old = self._drop(vendor) if self.replaces else []
        for statement in [*old, *self._create(vendor, self.columns)]:
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        vendor = schema_editor.connection.vendor
        old = self._create(vendor, self.replaces) if self.replaces else []
        for statement in [*self._drop(vendor), *old]:
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Refuse overlapping rows in {self.table}"

    def _create(self, vendor: str, columns: Sequence[str]) -> list[str]:
        if vendor == "postgresql":
            same = ", ".join(f"{_of_row(column, '')} WITH =" for column in columns)
            return [
                "CREATE EXTENSION IF NOT EXISTS btree_gist",
                (
                    f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} "
                    f"EXCLUDE USING gist ({same}, {_places_in_time()} WITH &&)"
                ),
            ]
        same = " AND ".join(f"{_of_row(c, 'other.')} = {_of_row(c, 'NEW.')}" for c in columns)
        return [
            f"CREATE TRIGGER {self.name}_{event.lower()} BEFORE {event} ON {self.table} BEGIN "  # noqa: S608 - names only
            f"SELECT RAISE(ABORT, 'UNIQUE constraint failed: {self.name}') WHERE EXISTS ("
            f"SELECT 1 FROM {self.table} other WHERE {same} AND other.id IS NOT NEW.id "
            "AND other.valid_from < NEW.valid_to AND NEW.valid_from < other.valid_to); END"
            for event in ("INSERT", "UPDATE")
        ]

    def _drop(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}"]
        return [f"DROP TRIGGER {self.name}_{event}" for event in ("insert", "update")]


class MayOverlap(NoOverlap):
    """Migration step: removes a NoOverlap before its table is altered; another one must follow.

    SQLite alters a table by building a new one, which would silently lack the triggers.
    """

    def database_forwards(self, *args: Any) -> None:
        super().database_backwards(*args)

    def database_backwards(self, *args: Any) -> None:
        super().database_forwards(*args)

    def describe(self) -> str:
        return f"Let rows overlap in {self.table} while it is altered"


#: In how many places the SQL of `_places_in_time` divides a day; no table has so many rows.
_PLACES = 10**12


def _places_in_time() -> str:
    """Returns the SQL of the range of places that a row takes, for PostgreSQL.

    A daterange of one day, [5, 5), is empty and overlaps nothing, not even the [1, 10) around it.
    So each day is divided into numbered places. A row that begins and ends on one day takes one
    place of that day: the one with the number of its id, so that two such rows never collide. Any
    other row takes the places from the last one of its first day to the end of the day before its
    last: it leaves the places of rows of one day free on the day on which it begins or ends.
    """
    first, last = (f"(valid_{end} - DATE '0001-01-01') * {_PLACES}" for end in ("from", "to"))
    return (
        f"(CASE WHEN valid_from = valid_to THEN int8range({first} + id, {first} + id + 1) "
        f"ELSE int8range({first} + {_PLACES - 1}, {last}) END)"
    )


def _of_row(column: str, row: str) -> str:
    """Returns the SQL of a column, or of an expression over columns; `row` prefixes each name."""
    return f"({column.format(row=row)})" if "{row}" in column else f"{row}{column}"
