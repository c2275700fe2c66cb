"""What many tests assert, in words."""

from django.urls import reverse

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from accounts.models.user import User


def assert_audited(action, *, by: User | None, target=None, count: int = 1) -> AuditEvent:
    """Exactly one event says so; returns it for a closer look."""
    events = list(AuditEvent.objects.filter(action=action))
    assert [(e.actor_id, e.count) for e in events] == [(by.pk if by else None, count)]
    if target is not None:
        told = (events[0].object_type, events[0].object_id)
        assert told == (target._meta.label_lower, str(target.pk))
    return events[0]


def told_events():
    """The access log beyond signing in, which a test's client does by itself."""
    return AuditEvent.objects.exclude(action=AuditAction.SIGNED_IN)


def assert_nothing_audited() -> None:
    assert list(told_events().values_list("action", flat=True)) == []


#: Neither reading nor writing tells that the address exists.
HIDDEN = (404, 404)


def statuses(client, url_name: str, *args, data=None) -> tuple[int, int]:
    """What reading and what writing at the address is answered."""
    url = reverse(url_name, args=args)
    return client.get(url).status_code, client.post(url, data or {}).status_code


def assert_hidden(client, url_name: str, *args, data=None) -> None:
    assert statuses(client, url_name, *args, data=data) == HIDDEN


def assert_refused(response, **fields: str) -> None:
    """A form came back with these messages beside its fields ("on_top" = above all of them), 422."""
    assert response.status_code == 422
    errors = response.context["form"].errors
    shown = {name: " ".join(errors[name]) for name in errors}
    assert shown == {
        ("__all__" if name == "on_top" else name): text for name, text in fields.items()
    }
