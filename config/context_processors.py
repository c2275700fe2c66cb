"""Adds to every template what the frame of the page needs, such as the menu."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.permissions import Permission
from config.navigation import MENU, Line
from wards.models.scope import permissions_of, posted_roles


def shell(request: HttpRequest) -> dict[str, Any]:
    """Returns `demo` and `idle_minutes`; for signed-in users also `menu`, `may` and `role_labels`.

    `may` maps each permission to whether the user holds it in any place.
    """
    context: dict[str, Any] = {
        "demo": settings.DEMO,
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    held = permissions_of(user)
    return context | {
        "menu": _entries(request.path, [line for line in MENU if line.is_for(held)]),
        "may": {permission.value: permission in held for permission in Permission},
        "role_labels": sorted({str(posted.role.label) for posted in posted_roles(user)}),
    }


def _entries(path: str, lines: list[Line]) -> list[dict[str, Any]]:
    """Returns the lines with their addresses; the longest one that begins the path is active.

    "/units/groups/" also begins with "/units/", but belongs to the line of groups.
    """
    urls = [reverse(line.url_name) for line in lines]
    nearest = max((url for url in urls if path.startswith(url)), key=len, default=None)
    return [
        {"label": line.label, "url": url, "icon": line.icon, "active": url == nearest}
        for line, url in zip(lines, urls, strict=True)
    ]
