"""Writes of the API: sent again with the same key, they are answered as the first time; see Idempotency-Key.

A program that got no answer cannot know whether its call was received. With a key it may send the call again.
"""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from accounts.models import Submission
from foundation.crypto import seal
from foundation.retries import once_more

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
#: Keys of two users, or of a form, are never the same row.
_OF_CALLS = uuid.UUID("5f5c1b3e-6f0a-4f5e-9a7b-2f1d0c9b8a76")

Handler = Callable[..., Response]


class KeyReused(exceptions.APIException):
    """422: the key came with another call before."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "key_reused"
    default_detail = _(
        "Khóa Idempotency-Key này đã dùng cho một yêu cầu khác; mỗi yêu cầu một khóa."
    )


def answered_once(handler: Handler) -> Handler:
    """Wraps the handler of a write; without a key every call is a new one.

    Either way the whole call is tried again if the database breaks it off.
    """

    def wrapped(request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return once_more(lambda: handler(request, *args, **kwargs))
        place = _place_of(key, request)

        def act() -> Response:
            return handler(request, *args, **kwargs)

        def kept() -> Response:
            with transaction.atomic():
                return _kept(place, request, act)

        return once_more(kept)

    return wrapped


def _place_of(key: str, request: Request) -> uuid.UUID:
    if not _KEY.fullmatch(key):
        words = _("Khóa Idempotency-Key gồm 1 đến 255 chữ, số, dấu không có khoảng trắng.")
        raise exceptions.ValidationError({HEADER: [words]})
    return uuid.uuid5(_OF_CALLS, f"{request.user.pk} {key}")


def _kept(place: uuid.UUID, request: Request, act: Callable[[], Response]) -> Response:
    """Claims the key, acts and keeps the answer; a refused call takes its claim back with it."""
    sent = json.dumps(request.data, sort_keys=True, cls=JSONEncoder)
    asked = seal("api.call", f"{request.method} {request.get_full_path()} {sent}")
    claim, is_first = Submission.objects.get_or_create(
        key=place, defaults={"user_id": request.user.pk, "result_url": "", "asked": asked}
    )
    if not is_first:
        return _again(claim, asked)
    response = act()
    claim.status = response.status_code
    claim.answer = json.dumps(response.data, cls=JSONEncoder)
    claim.save(update_fields=["status", "answer"])
    return response


def _again(claim: Submission, asked: str) -> Response:
    if claim.asked != asked:
        raise KeyReused
    return Response(
        json.loads(claim.answer), claim.status, headers={"Idempotency-Replayed": "true"}
    )
