"""What tests of the case ledger say again and again."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from wards.models import FigureChange

TAKEN = (
    "Số định danh này đã có hồ sơ trong hệ thống. Nếu người này chuyển đến, đề nghị công an nơi cũ "
    "bàn giao hồ sơ; không lập hồ sơ thứ hai."
)


@contextmanager
def refused_by_database(constraint: str = ""):
    """The row cannot stand in the table, whatever the code above it says.

    SQLite does not name a unique index, so unique rows are asserted without a name.
    """
    with pytest.raises(IntegrityError, match=constraint or None), transaction.atomic():
        yield


@contextmanager
def refused(**fields: str):
    """An action said no with exactly these sentences ("on_top" = beside no field), and wrote nothing."""
    with pytest.raises(ValidationError) as error, transaction.atomic():
        yield
    assert errors_of(error.value) == fields


def errors_of(error: ValidationError) -> dict[str, str]:
    if not hasattr(error, "error_dict"):
        return {"on_top": " ".join(error.messages)}
    return {
        ("on_top" if name == "__all__" else name): " ".join(messages)
        for name, messages in error.message_dict.items()
    }


def changes_told() -> set[tuple[int, object]]:
    """(group, from day) of every line of the dirty log."""
    return set(FigureChange.objects.values_list("group_id", "from_day"))


def stored(row, column: str):
    """The value as a thief of the database would read it."""
    table = row._meta.db_table
    with connection.cursor() as cursor:
        key = row._meta.pk
        value = key.get_db_prep_value(row.pk, connection)
        cursor.execute(f"SELECT {column} FROM {table} WHERE {key.column} = %s", [value])
        return cursor.fetchone()[0]
