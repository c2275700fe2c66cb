"""Screens of the user's own API keys."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from knox.models import AuthToken

from accounts.actions.tokens import MOST_TOKENS, create_token, revoke_token
from accounts.http import OfficerRequest
from accounts.queries import has_revoked


@require_GET
def token_list(request: OfficerRequest) -> HttpResponse:
    """Lists the user's own keys, by their first characters and age."""
    tokens = AuthToken.objects.filter(user=request.user).order_by("-created")
    context = {"title": _("Khóa truy cập API"), "tokens": tokens, "most": MOST_TOKENS}
    this = {"now": timezone.now(), "submission_key": uuid4()}
    return render(request, "accounts/token_list.html", context | this)


@require_POST
@never_cache
def token_create(request: OfficerRequest) -> HttpResponse:
    """Creates a key and shows it once."""
    try:
        key = create_token(by=request.user, submission=_submission(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("accounts:token-list")
    return render(request, "accounts/token_created.html", {"title": _("Khóa mới"), "key": key})


@require_POST
def token_revoke(request: OfficerRequest, token_key: str) -> HttpResponse:
    """Revokes a key; sent again for a key that the user revoked before, it leads to the list again."""
    if revoke_token(by=request.user, token_key=token_key):
        messages.success(request, _("Đã thu hồi khóa."))
    elif not has_revoked(request.user, token_key):
        raise Http404
    return redirect("accounts:token-list")


def _submission(request: OfficerRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
