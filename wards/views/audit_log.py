"""The access log: auditors see all of it, a chief the own unit's."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.audit import action_label
from accounts.forms import AuditFilter
from accounts.http import OfficerRequest
from accounts.models import AuditEvent
from accounts.permissions import Permission
from accounts.queries import events, object_noun
from wards.models import Ward
from wards.models.scope import reach_of
from wards.queries.event_words import EventWords
from wards.views.base import requires


@requires(Permission.VIEW_AUDIT)
@require_GET
def audit_list(request: OfficerRequest) -> HttpResponse:
    """Fifty events a page, newest first."""
    reach = reach_of(request.user, Permission.VIEW_AUDIT)
    form = AuditFilter(request.GET)
    rows = events(None if reach.everywhere else reach.wards, form.asked())
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    page.object_list = _in_words(page.object_list)
    context = {"title": _("Nhật ký truy cập"), "form": form, "page_obj": page}
    return render(request, "wards/audit_list.html", context)


def _in_words(rows: Iterable[AuditEvent]) -> list[AuditEvent]:
    """What was done, to what, in which unit and what changed, for the template.

    One more statement for the units, and one for each kind of thing that is called by a name.
    """
    told: list[Any] = list(rows)  # each gets what the template shows
    words = EventWords(told)
    units = Ward.objects.in_bulk({event.unit_id for event in told if event.unit_id})
    for event in told:
        event.label = action_label(event.action)
        event.noun = object_noun(event.object_type)
        event.name = words.name_of(event)
        event.changes = words.changes_of(event)
        event.unit = units.get(event.unit_id or 0)
    return told
