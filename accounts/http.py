"""A request as views see it: LoginRequiredMiddleware is already behind it."""

from django.http import HttpRequest

from accounts.models import User


class OfficerRequest(HttpRequest):
    """Signed in. (Public views take a plain HttpRequest.)"""

    user: User
