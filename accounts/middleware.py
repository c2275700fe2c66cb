"""Around every request: its id, the idle limit, and typed forms that must outlive the session."""

import json
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.audit import request_id
from foundation.crypto import UndecipherableError, decrypt, encrypt

Handler = Callable[[HttpRequest], HttpResponse]
_KEPT = "kept_form"
_CONTEXT = "session.kept_form"
_MOST_CHARACTERS = 100_000
_NEVER_KEPT = ("csrfmiddlewaretoken", "submission", "login")
_MARK_LASTS = 24 * 3600  # seconds: a form left open overnight still belongs to its user
_CLOCK_STEP = 60  # seconds: moving the session's end at every request would cost one write per page


class RequestIdMiddleware:
    """Gives each request an id that all its audit events share."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(str(uuid.uuid4()))
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)


class IdleSessionMiddleware:
    """Moves the session's end forward while its user is active; SESSION_COOKIE_AGE is the idle limit."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get("seen", 0) > _CLOCK_STEP:
                request.session["seen"] = now
        return self.get_response(request)


class KeepTypedFormMiddleware:
    """Saves a form that was sent after the session ended, so that its sender can get it back.

    An htmx request that is sent to the sign-in page gets the redirect as a header (HX-Redirect).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_program = "Authorization" in request.headers  # an API call sends no form
        if request.method == "POST" and not (is_program or request.user.is_authenticated):
            keep_typed_form(request)
        response = self.get_response(request)
        sent_away = response.status_code == HTTPStatus.FOUND and not request.user.is_authenticated
        if sent_away and request.headers.get("HX-Request"):
            return HttpResponse(
                status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": response.headers["Location"]}
            )
        return response


def form_owner(user_id: int) -> str:
    """Returns a signed mark that names the form's user: only they get back what was typed."""
    return signing.dumps({"user": user_id, "nonce": uuid.uuid4().hex[:8]}, salt=_KEPT)


def owner_of(mark: str) -> int | None:
    """Returns the id of the user named in the mark; None when it is missing, forged or too old."""
    try:
        owner: int = signing.loads(mark, salt=_KEPT, max_age=_MARK_LASTS)["user"]
    except signing.BadSignature:
        return None
    return owner


def keep_typed_form(request: HttpRequest) -> None:
    """Stores the text of a form, encrypted, in the session, to be given back after sign-in.

    Stores only forms whose mark was signed at most 24 hours ago, because strangers must not fill
    the database.
    """
    if owner_of(request.POST.get("owner", "")) is None:
        return
    typed = {name: request.POST.getlist(name) for name in request.POST if _may_be_kept(name)}
    text = json.dumps({"path": request.path, "typed": typed})
    if len(text) <= _MOST_CHARACTERS:
        request.session[_KEPT] = encrypt(_CONTEXT, text)


def has_kept_form(request: HttpRequest) -> bool:
    """Returns whether the session holds a form to be given back."""
    return _KEPT in request.session


def kept_form_data(request: HttpRequest) -> QueryDict | None:
    """Returns, once, what the same user typed into this form before the session ended, or None."""
    sealed = request.session.get(_KEPT)
    if not sealed or not request.user.is_authenticated:
        return None
    fields = _opened(sealed)
    if fields is None or fields["path"] != request.path:
        return None
    del request.session[_KEPT]
    owner = owner_of(fields["typed"].pop("owner", [""])[0])
    return _as_query(fields["typed"]) if owner == request.user.pk else None


def _may_be_kept(name: str) -> bool:
    return name not in _NEVER_KEPT and "password" not in name


def _opened(sealed: str) -> dict[str, Any] | None:
    try:
        fields: dict[str, Any] = json.loads(decrypt(_CONTEXT, sealed))
    except UndecipherableError:
        return None
    return fields


def _as_query(typed: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data
