"""What somebody sees after too many wrong passwords, and who counts as the same somebody."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.crypto import blind_index


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Called by axes; 429 with the time to wait, in words."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    context = {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "account/locked_out.html", context, status=429)


def client_address(request: HttpRequest) -> str | None:
    """Called by axes; the address by which allauth limits sign-ins, so that PROXY_COUNT decides for both."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except (
        PermissionDenied
    ):  # nothing that reads as an address: all such visitors spend the same tries
        return None


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Called by axes; "CanBo" opens the same account as "canbo", so both spend the same tries.

    A blind index of it: somebody may have typed the password there, and axes writes it to the database.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return blind_index("axes.username", str(typed).strip().lower())
