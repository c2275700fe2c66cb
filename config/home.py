"""Chooses the first page after signing in by the user's permissions."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import OfficerRequest
from accounts.permissions import Permission
from wards.models.scope import permissions_of

#: The first of these permissions that the user holds decides.
_FIRST_PAGES = (
    (Permission.VIEW_OVERVIEW, "reports:overview"),
    (Permission.VIEW_TODAY, "reports:today"),
    (Permission.VIEW_AUDIT, "wards:audit-list"),
    (Permission.MANAGE_UNITS, "wards:ward-list"),
)


def home(request: OfficerRequest) -> HttpResponse:
    """Redirects users to the page of their work.

    Users without any of the permissions, as without a posting, get a page that explains it.
    """
    held = permissions_of(request.user)
    for permission, url_name in _FIRST_PAGES:
        if permission in held:
            return redirect(url_name)
    return render(request, "no_posting.html")
