"""The page after too many wrong passwords, and how failures are attributed to somebody."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.crypto import blind_index


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Returns a page with status 429 that says how many minutes to wait. Called by axes."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    context = {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "account/locked_out.html", context, status=429)


def client_address(request: HttpRequest) -> str | None:
    """Returns the address by which allauth limits sign-ins, so that PROXY_COUNT decides for both.

    Called by axes. Returns None without a valid address: all such visitors share the same tries.
    """
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # no valid address
        return None


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Returns a blind index of the typed name, in lower case. Called by axes.

    "CanBo" opens the same account as "canbo", so both share the same tries. The name is not stored
    itself: somebody may have typed the password there, and axes writes it to the database.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return blind_index("axes.username", str(typed).strip().lower())
