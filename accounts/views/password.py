"""The screen on which users change their own password."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.http import OfficerRequest


class OwnPasswordView(PasswordChangeView):
    """Asks for the old password and twice for the new one; the account's other sessions end."""

    request: OfficerRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers 404 for an account without a password: only the administrator can give it one."""
        if not self.request.user.has_usable_password():
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
