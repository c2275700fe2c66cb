"""Whatever is sent by POST may be sent twice: by a double click, a page loaded again, a broken line."""

import re

import pytest
from django.urls import reverse
from knox.models import AuthToken

from accounts.models import AuditEvent
from config.api import router
from tests.architecture.house import ROOT
from tests.architecture.test_urls import PATTERNS
from wards.api.base import ScopedViewSet
from wards.views.base import ActionFormView

#: Addresses that take POST without the key of a form, and what a second POST is answered.
OTHERWISE = {
    "account_login": "who is signed in already is sent on",
    "account_logout": "who is signed out already is sent on",
    "account_change_password": "the first change ends the session of the second",
    "set_language": "the same language again",
    "accounts:token-create": "the key is shown once; a second POST says so and makes none",
    "accounts:token-revoke": "what is revoked stays so, and the list is shown",
    "wards:ward-border": "the button names the state: nothing is written again",
    "cases:person-find": "a search: writes nothing",
    "exchange:export-create": "a download: each is recorded",
}
API_WRITES = sorted(
    f"{prefix} {method} {action}"
    for prefix, view_set, _name in router.registry
    for route in router.get_routes(view_set)
    for method, action in route.mapping.items()
    if method != "get"
    and hasattr(view_set, action)
    and not getattr(getattr(view_set, action), "kwargs", {}).get("only_reads")
)
_POST_FORM = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL | re.IGNORECASE)


def takes_post(view) -> bool:
    """Of a function only its decorator knows; those that do not say so are asked by GET only."""
    kind = getattr(view, "view_class", None)
    if kind is not None:
        return hasattr(kind, "post")
    return not hasattr(view, "cls")


def test_every_form_has_a_key_or_a_reason():
    bare = {
        name
        for name, pattern in PATTERNS.items()
        if takes_post(pattern.callback)
        and not issubclass(getattr(pattern.callback, "view_class", object), ActionFormView)
        and hasattr(getattr(pattern.callback, "view_class", None), "post")
    }
    functions = {"accounts:token-create", "accounts:token-revoke", "set_language"}
    assert bare | functions == set(OTHERWISE)


def test_no_form_view_answers_a_post_by_itself():
    """The key is looked up in ActionFormView.post; whoever replaces it loses the first answer."""
    views = [getattr(pattern.callback, "view_class", None) for pattern in PATTERNS.values()]
    forms = {view for view in views if view and issubclass(view, ActionFormView)}
    assert len(forms) > 20
    assert {view for view in forms if view.post is not ActionFormView.post} == set()


def test_every_form_of_an_action_sends_its_key():
    """Forms in templates that post to an ActionFormView carry `submission`."""
    free = (
        "account_",
        "set_language",
        "person-find",
        "ward-border",
        "token-revoke",
        "export-create",
    )
    bare = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for form in _POST_FORM.findall(path.read_text()):
            with_key = 'name="submission"' in form or "_form.html" in form
            if not with_key and not any(name in form for name in free):
                bare.append((path.name, form[:120]))
    assert bare == []


def test_every_write_of_the_api_goes_through_the_same_door():
    assert API_WRITES
    for _prefix, view_set, _name in router.registry:
        assert issubclass(view_set, ScopedViewSet)
        assert view_set.initial is ScopedViewSet.initial


@pytest.mark.parametrize("is_border", ["yes", "no"])
def test_a_border_marked_twice_is_marked_once(is_border, administrator, client_of, ward):
    ward.is_border = is_border == "no"
    ward.save()
    client, url = client_of(administrator), reverse("wards:ward-border", args=[ward.pk])
    answers = [client.post(url, {"is_border": is_border})["Location"] for _time in range(2)]
    assert answers[0] == answers[1]
    assert AuditEvent.objects.filter(action="wards.ward_marked").count() == 1


def test_a_key_revoked_twice_leads_to_the_list_twice(officer, client_of):
    token = AuthToken.objects.create(officer)[0]
    client, url = client_of(officer), reverse("accounts:token-revoke", args=[token.token_key])
    answers = [client.post(url)["Location"] for _time in range(2)]
    assert answers == [reverse("accounts:token-list")] * 2
    assert AuditEvent.objects.filter(action="accounts.token_revoked").count() == 1
