"""Authentication and parsing. Not in base.py: DRF reads these settings during its own import."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, ParseError, ValidationError
from rest_framework.parsers import JSONParser


class Keys(TokenAuthentication):
    """Reads the header "Authorization: Token ...".

    A key consists of letters and digits; anything else is refused.
    """

    def authenticate_credentials(self, token: bytes) -> Any:
        if not token.isalnum():
            raise AuthenticationFailed(_("Khóa truy cập không đúng hoặc đã bị thu hồi."))
        return super().authenticate_credentials(token)


class KeysScheme(KnoxTokenScheme):
    """Makes the API description know this kind of authentication."""

    target_class = "wards.api.reading.Keys"


class Json(JSONParser):
    """Refuses as an error of the sender what would end as an error of ours later.

    That is endlessly nested JSON, and half of a surrogate pair ("\\ud800"): such text can neither be stored
    nor repeated in an answer.
    """

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            parsed = super().parse(stream, media_type, parser_context)
            if _is_text(parsed):
                return parsed
        except RecursionError:
            raise ParseError from None
        fields = parsed if isinstance(parsed, dict) else {}
        broken = [name for name, value in fields.items() if not _is_text(value)]
        if not broken or not _is_text(broken):
            raise ParseError
        raise ValidationError({name: [_("Có ký tự hỏng, không lưu được.")] for name in broken})


def _is_text(value: Any) -> bool:
    """Returns whether all texts inside can be written as UTF-8."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
