"""Reads the first rows that keep a ward from meeting its criteria, for all criteria in one SQL statement."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import CharField, F, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from accounts.models import User
from criteria.criterion import Criterion
from criteria.queries.evidence import counted
from wards.models import Ward

_NOTHING = Value("", CharField())


def first_failing(
    criteria: Sequence[Criterion], ward: Ward, day: date, most: int
) -> dict[str, list[Any]]:
    """Returns criterion code -> its first failing rows, at most `most`, with what `evidence.display` reads."""
    by_code: dict[str, list[Any]] = defaultdict(list)
    if not criteria:
        return by_code
    known = {criterion.code: criterion for criterion in criteria}
    texts = max(len(criterion.row_kind.fields) for criterion in criteria)
    first, *others = [
        _numbered(criterion, ward, day, texts=texts).filter(nth__lte=most) for criterion in criteria
    ]
    columns = ("of_criterion", "nth", "pk", "group_ref", "since", "officer_name", *_names(texts))
    parts = [part.values_list(*columns) for part in (first, *others)]
    rows = parts[0].union(*parts[1:], all=True) if others else parts[0]
    for code, _nth, *values in sorted(rows, key=lambda row: row[:2]):
        by_code[code].append(_row(known[code], values))
    return by_code


def _numbered(criterion: Criterion, ward: Ward, day: date, *, texts: int) -> QuerySet[Any]:
    """Returns failing rows with their number `nth`; all fields are cast to text so that the rows fit one union."""
    kind = criterion.row_kind
    fields: list[Any] = [Cast(field, CharField()) for field in kind.fields]
    fields += [_NOTHING] * (texts - len(fields))
    failing = counted(criterion, ward, day, "failing").order_by()
    numbered: QuerySet[Any] = failing.annotate(
        of_criterion=Value(criterion.code, CharField()),
        nth=Window(RowNumber(), order_by=kind.order),
        officer_name=F(f"{kind.officer}__full_name") if kind.officer else _NOTHING,
        **dict(zip(_names(texts), fields, strict=True)),
    )
    return numbered


def _names(texts: int) -> list[str]:
    return [f"text_{number}" for number in range(texts)]


def _row(criterion: Criterion, values: Sequence[Any]) -> Any:
    """Builds an object of the row's model from the columns; fields that were not read keep their defaults."""
    pk, group_ref, since, officer, *texts = values
    model = criterion.row_kind.model
    row: Any = model(pk=pk)
    for name, text in zip(criterion.row_kind.fields, texts, strict=False):
        field = model._meta.get_field(name)
        if hasattr(field, "from_db_value"):  # a union returns the raw value, still encrypted
            setattr(row, name, field.from_db_value(text, None, connection))
        else:
            setattr(row, name, text)
    row.group_ref, row.since, row.passes = group_ref, since, False
    if officer:
        setattr(row, criterion.row_kind.officer, User(full_name=officer))
    return row
