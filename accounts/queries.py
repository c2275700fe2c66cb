"""Reads of the access log."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from accounts.models import AuditEvent
from accounts.models.audit_event import AuditEventQuerySet


def events(unit_ids: Iterable[int] | None, asked: Mapping[str, Any]) -> AuditEventQuerySet:
    """Events of the units (all when None), newest first, narrowed by what was asked."""
    rows = AuditEvent.objects.all()
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    if asked.get("actor"):
        rows = rows.filter(actor_name__icontains=asked["actor"])
    if asked.get("action"):
        rows = rows.filter(action=asked["action"])
    first, last = asked.get("first"), asked.get("last")
    if isinstance(first, date):
        rows = rows.filter(at__date__gte=first)
    if isinstance(last, date):
        rows = rows.filter(at__date__lte=last)
    return rows
