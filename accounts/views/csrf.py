"""Handles a form with an outdated CSRF token: its sender has signed in again in another tab."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.csrf import csrf_failure

from accounts.middleware import has_kept_form, keep_typed_form, owner_of


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Shows its sender the form again as it was typed, and does nothing else. Called by Django."""
    user, owner = request.user, owner_of(request.POST.get("owner", ""))
    if owner is None or (user.is_authenticated and owner != user.pk):
        return csrf_failure(request, reason)
    keep_typed_form(request)
    if not has_kept_form(request):
        return csrf_failure(request, reason)
    here = request.get_full_path()
    return redirect(here) if user.is_authenticated else redirect_to_login(here)
