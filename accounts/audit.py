"""The only writer of audit events. Every action calls it inside its own transaction."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from enum import Enum, auto
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from accounts.models import AuditChain, AuditEvent, User
from foundation.crypto import seal
from foundation.recorded import ENTRY_FIELDS, entered_by

P = ParamSpec("P")
R = TypeVar("R")

#: Set by accounts.middleware for the length of a request.
request_id: ContextVar[str] = ContextVar("request_id", default="")

NO_UNIT = 0


class _OfTarget(Enum):
    """Default of `unit_id`: the event belongs to the log of its target's unit."""

    OF_TARGET = auto()


OF_TARGET = _OfTarget.OF_TARGET
MASK = "•••"

_labels: dict[str, Any] = {}
_reads: set[str] = set()


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Decorator of every write: one transaction, and its rows are entered by `by`."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by = kwargs.get("by")
        with transaction.atomic(), entered_by(by.pk if isinstance(by, User) else None):
            return function(*args, **kwargs)

    return run


def register_actions(actions: type[models.TextChoices], reads: Iterable[str] = ()) -> None:
    """Registers the Vietnamese labels of an app's audit actions. Each app calls it at start.

    `reads` are those that change no row: see `is_written_since`.
    """
    _labels.update(dict(actions.choices))
    _reads.update(map(str, reads))


def action_label(action: str) -> str:
    return str(_labels.get(action, action))


def known_actions() -> dict[str, Any]:
    """Returns every registered action with its label, for filters and tests."""
    return dict(_labels)


def record(
    action: str,
    *,
    by: User | None,
    target: models.Model | None = None,
    unit_id: int | _OfTarget | None = OF_TARGET,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    count: int = 1,
) -> AuditEvent:
    """Appends one event to the unit's chain and returns it. `by=None` is the system (nightly jobs).

    The unit is the target's own (`get_unit_id`), unless `unit_id` names another: the move of a
    person, for example, is logged in the ward that was left.

    Raises TransactionManagementError outside a transaction, because the event must be saved or
    undone together with the change that it records.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "an audit event needs the action's transaction"
        )
    unit_id = _unit_of(target) if isinstance(unit_id, _OfTarget) else unit_id
    chain = _locked_chain(unit_id or NO_UNIT)
    event = AuditEvent(
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "hệ thống",
        action=str(action),
        object_type=target._meta.label_lower if target is not None else "",
        object_id=str(target.pk) if target is not None else "",
        unit_id=unit_id,
        before=_plain(before),
        after=_plain(after),
        reason=reason[:300],
        count=count,
        request_id=request_id.get(),
        chain=chain.unit_id,
        sequence=chain.length + 1,
        previous_hash=chain.last_hash,
    )
    event.hash = fingerprint(event)
    event.save()
    AuditChain.objects.filter(pk=chain.pk).update(length=event.sequence, last_hash=event.hash)
    return event


def masked_state(instance: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """Returns field values for `before`/`after`; of sensitive ones, only whether they are filled.

    Who entered the row and when is left out, unless it is asked for: the event has its own.
    """
    sensitive = set(getattr(instance, "Privacy").sensitive)  # noqa: B009 - every model has it (tested)
    own = [f.attname for f in instance._meta.concrete_fields if f.name not in ENTRY_FIELDS]
    names = fields if fields is not None else own
    state = {}
    for name in names:
        value = getattr(instance, name)
        filled = value is not None and value != ""  # False and 0 are answers too: masked
        state[name] = (MASK if filled else "") if name in sensitive else value
    return state


def changes_of(old: models.Model, new: models.Model) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns `before` and `after` of an edit: the fields that differ, sensitive values masked.

    The values are compared unmasked, because two masks look alike. What the row derives by itself
    (version, search keys) is left out.
    """
    names = [
        field.attname
        for field in old._meta.concrete_fields
        if field.editable and getattr(old, field.attname) != getattr(new, field.attname)
    ]
    return masked_state(old, names), masked_state(new, names)


def fingerprint(event: AuditEvent) -> str:
    """Returns the HMAC-SHA256 of the previous hash and all values of the event.

    Its key is not in the database.
    """
    values = {
        f.attname: getattr(event, f.attname)
        for f in event._meta.concrete_fields
        if f.name not in {"id", "hash"}
    }
    values["at"] = event.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(
        timespec="microseconds"
    )
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return seal("audit", text)


def ends_of_logs() -> dict[int, int]:
    """Returns the length of every unit's chain: what was written later stands behind it."""
    return dict(AuditChain.objects.values_list("unit_id", "length"))


def is_written_since(ends: Mapping[int, int]) -> bool:
    """Returns whether any action has written since `ends` were read.

    Every action appends its event in its own transaction, so that none can be missed. An action that
    is not registered as a read counts as a write.
    """
    longer = [chain for chain in AuditChain.objects.all() if chain.length > ends.get(chain.pk, 0)]
    later = models.Q()
    for chain in longer:
        later |= models.Q(chain=chain.pk, sequence__gt=ends.get(chain.pk, 0))
    events = AuditEvent.objects.filter(later).exclude(action__in=_reads)
    return bool(longer) and events.exists()


def key_is_of_the_log() -> bool:
    """Returns whether the log was begun with this environment's key; True for an empty log."""
    first = AuditEvent.objects.order_by("pk").first()
    return first is None or first.hash == fingerprint(first)


def _unit_of(target: models.Model | None) -> int | None:
    """Returns the ward whose log holds events about the row; None for a row that is in no ward."""
    get_unit_id = getattr(target, "get_unit_id", None)
    return get_unit_id() if get_unit_id is not None else None


def _locked_chain(unit_id: int) -> AuditChain:
    """Returns the unit's chain, locked until the transaction ends; the insert locks a new one."""
    chain, _is_new = AuditChain.objects.select_for_update().get_or_create(unit_id=unit_id)
    return chain


def _plain(state: Mapping[str, Any] | None) -> dict[str, Any]:
    """Returns the state as JSON gives it back, so that the hash is the same after a round trip."""
    loaded: dict[str, Any] = json.loads(
        json.dumps(dict(state or {}), cls=DjangoJSONEncoder, default=str)
    )
    return loaded
