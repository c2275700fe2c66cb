"""The request as most views see it, after LoginRequiredMiddleware has let it pass."""

from django.http import HttpRequest

from accounts.models import User


class OfficerRequest(HttpRequest):
    """A request whose user is signed in. Public views take a plain HttpRequest."""

    user: User
