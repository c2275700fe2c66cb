"""Audit events in words: what an event is about, and the values before and after. Reads only."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent
from accounts.queries import audit_words, model_of, models_told_in
from foundation.dated import OPEN
from foundation.text import fold

#: Labels of values that actions record and that are no field of a model.
_WORDS: Mapping[str, Any] = {
    "acts": _("hành vi"),
    "changed": _("sửa"),
    "created": _("thêm"),
    "day": _("tại ngày"),
    "draft": _("bản xem trước"),
    "first": _("đầu"),
    "first_day": _("từ ngày"),
    "from": _("từ ngày"),
    "last": _("cuối"),
    "new": _("thêm mới"),
    "on": _("ngày"),
    "people": _("số người"),
    "pledges": _("cam kết"),
    "to": _("chuyển sang"),
    "token": _("khóa"),
    "wards": _("số đơn vị"),
}

#: Filled by higher apps: for a key, the function that puts its value into words.
_value_words: dict[str, Callable[[str], object]] = {}


def register_values(key: str, words: Callable[[str], object]) -> None:
    """Registers the words for the values of `key`; called at start by the app that knows them."""
    _value_words[key] = words


@dataclass(frozen=True)
class Change:
    """One value of an event before and after, with its label."""

    label: str
    before: str
    after: str


class EventWords:
    """The words of a page of events: at most one SQL statement for each kind of named object."""

    def __init__(self, events: Iterable[AuditEvent]) -> None:
        wanted: dict[str, set[str]] = {}
        for event in events:
            for kind, pk in _mentioned(event):
                if audit_words(kind).name:
                    wanted.setdefault(kind, set()).add(pk)
        self._names = {
            (kind, str(pk)): " · ".join(str(part) for part in parts if part)
            for kind, pks in wanted.items()
            for pk, *parts in _named_rows(kind, pks)
        }

    def name_of(self, event: AuditEvent) -> str:
        """Returns the name of the object that the event is about, or its id."""
        return self._names.get((event.object_type, event.object_id)) or event.object_id

    def changes_of(self, event: AuditEvent) -> list[Change]:
        """Returns the changes in the order of their labels: databases lose that of the keys."""
        keys = dict.fromkeys((*event.before, *event.after))
        fields = {key: _field(event.object_type, key) for key in keys}
        changes = [
            Change(
                _label(key, field),
                self._text(key, field, event.before.get(key)),
                self._text(key, field, event.after.get(key)),
            )
            for key, field in fields.items()
            if field is None or _is_fact(field)
        ]
        filled = [change for change in changes if change.before or change.after]
        return sorted(filled, key=lambda change: fold(change.label))

    def _text(self, key: str, field: Any, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return gettext("có") if value else gettext("không")
        if isinstance(value, list):
            return ", ".join(str(item) for item in value)
        if key in _value_words:
            return str(_value_words[key](value))
        pointed = self._names.get((_pointed(field), str(value)))
        choices = dict(field.flatchoices) if field is not None else {}
        return pointed or str(choices.get(value, _day(value)))


def _named_rows(kind: str, pks: set[str]) -> Iterable[tuple[Any, ...]]:
    """Returns (id, values that name the row) of the rows that still exist."""
    model = model_of(kind)
    if model is None:
        return ()
    rows = model._base_manager.filter(pk__in=pks)
    return rows.values_list("pk", *audit_words(kind).name)


def _mentioned(event: AuditEvent) -> Iterable[tuple[str, str]]:
    """Yields (label of the model, id) for the target and for each row that the event refers to."""
    yield event.object_type, event.object_id
    for state in (event.before, event.after):
        for key, value in state.items():
            if isinstance(value, int):
                yield _pointed(_field(event.object_type, key)), str(value)


def _field(kind: str, key: str) -> Any:
    """Returns the field that `key` names in the event's model, or in one whose facts it records."""
    for model in models_told_in(kind):
        try:
            field = model._meta.get_field(key)
        except FieldDoesNotExist:
            continue
        if field.concrete:
            return field
    return None


def _is_fact(field: Any) -> bool:
    """Returns False for the row's key and what it sets by itself: the log does not show them."""
    return bool(field.editable and not field.primary_key and field.name != "version")


def _pointed(field: Any) -> str:
    other = field.related_model if field is not None else None
    return other._meta.label_lower if other is not None else ""


def _label(key: str, field: Any) -> str:
    return str(field.verbose_name if field is not None else _WORDS.get(key, key))


def _day(value: Any) -> str:
    """Returns a day as it is written in Viet Nam, and any other value as text."""
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return str(value)
    return gettext("không kết thúc") if day == OPEN else f"{day:%d/%m/%Y}"
