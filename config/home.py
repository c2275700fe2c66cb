"""The first page after signing in, by role."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import OfficerRequest
from accounts.permissions import Permission
from wards.models.scope import permissions_of

#: The first permission held decides.
_FIRST_PAGES = (
    (Permission.VIEW_OVERVIEW, "reports:overview"),
    (Permission.VIEW_TODAY, "reports:today"),
    (Permission.VIEW_AUDIT, "wards:audit-list"),
    (Permission.MANAGE_UNITS, "wards:ward-list"),
)


def home(request: OfficerRequest) -> HttpResponse:
    """Send each role to its work; somebody without a posting learns why there is nothing."""
    held = permissions_of(request.user)
    for permission, url_name in _FIRST_PAGES:
        if permission in held:
            return redirect(url_name)
    return render(request, "no_posting.html")
