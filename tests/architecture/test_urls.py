"""Every address needs a sign-in and a permission, or stands on the short public list."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.permissions import Permission
from wards.api.base import HoldsPermission

#: Reachable without signing in, and why.
PUBLIC = {
    "account_login": "the door",
    "account_logout": "leaving is always possible",
    "healthz": "says only that the server answers",
    "set_language": "the language of the sign-in page",
}
#: Signed-in users of any role.
ANY_ROLE = {
    "home": "sends each role to its first page",
    "account_change_password": "the own password",
    "accounts:token-list": "the own API keys",
    "accounts:token-create": "the own API keys",
    "accounts:token-revoke": "the own API keys",
    "schema": "describes the API, holds no data",
    "api-docs": "describes the API, holds no data",
    "gallery": "made-up rows, and only under DEBUG",
    "gallery-list": "made-up rows, and only under DEBUG",
}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from patterns(pattern, inner)
        else:
            yield ":".join(filter(None, [namespace, pattern.name or str(pattern.pattern)])), pattern


PATTERNS = dict(patterns(get_resolver()))
OWN = {name: p for name, p in PATTERNS.items() if name not in PUBLIC and name not in ANY_ROLE}


def declared(view) -> object:
    """The permission of a function, a class-based view or an API view set."""
    for holder in (view, getattr(view, "view_class", None), getattr(view, "cls", None)):
        for name in ("permission", "view_permission"):
            value = getattr(holder, name, None)
            if value:
                return value
    return None


@pytest.mark.parametrize("name", sorted(OWN))
def test_an_address_declares_its_permission(name):
    assert isinstance(declared(OWN[name].callback), Permission)


@pytest.mark.parametrize("name", sorted(OWN))
def test_an_address_needs_a_sign_in(name):
    """Screens by LoginRequiredMiddleware; the API by its permission class: it answers 401, not a sign-in page."""
    view = OWN[name].callback
    if hasattr(view, "cls"):
        assert view.cls.permission_classes == [HoldsPermission]
    else:
        assert getattr(view, "login_required", True) is True


def test_the_lists_of_exceptions_are_true():
    assert set(PUBLIC) - set(PATTERNS) == set()
    assert set(ANY_ROLE) - set(PATTERNS) == set()
