"""The own password."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.http import OfficerRequest


class OwnPasswordView(PasswordChangeView):
    """Old password once, new password twice; every other session of the account ends."""

    request: OfficerRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """An account without a password gets one from the administrator only."""
        if not self.request.user.has_usable_password():
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
