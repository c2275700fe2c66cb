"""The screen of the access log: auditors of the nation see all of it, a chief the own unit's."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.audit import action_label
from accounts.forms import AuditFilter
from accounts.models import AuditEvent
from accounts.permissions import Permission
from accounts.queries import events, object_noun
from wards.models import Ward
from wards.models.scope import reach_of
from wards.queries.event_words import EventWords
from wards.views.base import ScopedListView


class AuditList(ScopedListView[AuditEvent]):
    """Lists events, newest first, fifty to a page."""

    permission = Permission.VIEW_AUDIT
    template_name = "wards/audit_list.html"
    title = _("Nhật ký truy cập")

    @cached_property
    def form(self) -> AuditFilter:
        return AuditFilter(self.request.GET)

    def scoped(self) -> QuerySet[AuditEvent]:
        reach = reach_of(self.request.user, Permission.VIEW_AUDIT)
        return events(None if reach.everywhere else reach.wards, self.form.asked())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        events_of_page = _in_words(context["object_list"])
        return context | {"filter": {"form": self.form}, "object_list": events_of_page}


def _in_words(rows: Iterable[AuditEvent]) -> list[AuditEvent]:
    """Gives each event of a page its words for the template: action, object, unit and changes.

    Takes one more SQL statement for the units, and one for each kind of object that has a name.
    """
    page: list[Any] = list(rows)  # Any, because each event gets attributes for the template
    words = EventWords(page)
    units = Ward.objects.in_bulk({event.unit_id for event in page if event.unit_id})
    for event in page:
        event.label = action_label(event.action)
        event.noun = object_noun(event.object_type)
        event.name = words.name_of(event)
        event.changes = words.changes_of(event)
        event.unit = units.get(event.unit_id or 0)
    return page
