"""What every page's shell needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.permissions import Permission
from config.navigation import MENU
from wards.scope import permissions_of, posted_roles


def shell(request: HttpRequest) -> dict[str, Any]:
    """The menu that the user may use, their rights, and whether this is the demonstration."""
    context: dict[str, Any] = {
        "demo": settings.DEMO,
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    held = permissions_of(user)
    return context | {
        "menu": [_entry(request, line) for line in MENU if line.permission in held],
        "may": {permission.value: permission in held for permission in Permission},
        "role_labels": sorted({str(posted.role.label) for posted in posted_roles(user)}),
    }


def _entry(request: HttpRequest, line: Any) -> dict[str, Any]:
    url = reverse(line.url_name)
    active = request.path.startswith(url)
    return {"label": line.label, "url": url, "icon": line.icon, "active": active}
