"""The first rows that hold a ward back, of all criteria together: one statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Model, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from accounts.models import User
from cases.models import Person
from criteria.criterion import Criterion
from criteria.queries.evidence import counted, order_of
from incidents.models import Hotspot, IncidentPerson, Suspicion
from pledges.models import Household
from wards.models import NeighbourhoodGroup, Ward

#: The only fields of a row that are read: those that `evidence.display` shows.
_SHOWN: Mapping[type[Model], tuple[str, ...]] = {
    Person: ("full_name", "birth_year"),
    Household: ("head_name", "code"),
    Hotspot: ("kind", "place"),
    Suspicion: ("kind", "subject"),
    IncidentPerson: ("name",),
    NeighbourhoodGroup: ("name",),
}
_MOST_SHOWN = max(map(len, _SHOWN.values()))
_NOTHING = Value("", CharField())


def first_failing(
    criteria: Sequence[Criterion], ward: Ward, day: date, most: int
) -> dict[str, list[Any]]:
    """Code -> up to `most` failing rows in the order of their page, holding what `evidence.display` shows."""
    by_code: dict[str, list[Any]] = defaultdict(list)
    if not criteria:
        return by_code
    failing = {one.code: counted(one, ward, day, "failing").order_by() for one in criteria}
    parts = [_first(code, rows, most) for code, rows in failing.items()]
    found = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    for code, _nth, *values in sorted(found, key=lambda row: row[:2]):
        by_code[code].append(_row(failing[code].model, values))
    return by_code


def _first(code: str, rows: QuerySet[Any], most: int) -> QuerySet[Any, Any]:
    numbered = rows.annotate(
        of_criterion=Value(code, CharField()),
        nth=Window(RowNumber(), order_by=order_of(rows.model)),
        officer_name=F("officer__full_name") if rows.model is Person else _NOTHING,
        **_texts(_SHOWN[rows.model]),
    )
    chosen: QuerySet[Any, Any] = numbered.filter(nth__lte=most).values_list(
        "of_criterion", "nth", "pk", "group_ref", "since", "officer_name", *_texts(())
    )
    return chosen


def _texts(fields: Sequence[str]) -> dict[str, Any]:
    """As many columns for every model, all of them text: so asks a union."""
    columns = [Cast(field, CharField()) for field in fields]
    return {f"text_{n}": columns[n] if n < len(columns) else _NOTHING for n in range(_MOST_SHOWN)}


def _row(model: type[Model], values: Sequence[Any]) -> Any:
    """The row as an object of its model, without what was not read."""
    pk, group_ref, since, officer, *texts = values
    row: Any = model(pk=pk)
    for name, text in zip(_SHOWN[model], texts, strict=False):
        field = model._meta.get_field(name)
        if hasattr(field, "from_db_value"):  # a union does not decrypt
            setattr(row, name, field.from_db_value(text, None, connection))
        else:
            setattr(row, name, text)
    row.group_ref, row.since, row.passes = group_ref, since, False
    if officer:
        row.officer = User(full_name=officer)
    return row
