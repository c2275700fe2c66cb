"""Who asks and what was sent: keys that are none, JSON that cannot be read."""

import io

import pytest
from django.conf import settings
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed, ParseError

from wards.api.reading import Json, Keys


def parsed(text: bytes):
    return Json().parse(io.BytesIO(text), "application/json", {})


class TestJson:
    def test_an_object(self):
        assert parsed(b'{"a": [1, "\xc4\x83"]}') == {"a": [1, "ă"]}

    @pytest.mark.parametrize(
        "text", [b"", b"{", b"{'a': 1}", b"\xff\xfe", b'{"a": NaN}', b"1" * 5000]
    )
    def test_what_is_no_json(self, text):
        with pytest.raises(ParseError):
            parsed(text)

    @pytest.mark.parametrize("text", [b"[" * 200_000, b'{"a":' * 200_000])
    def test_nesting_without_end(self, text):
        with pytest.raises(ParseError):
            parsed(text)


@pytest.mark.django_db
class TestKeys:
    @pytest.mark.parametrize("key", [b"\xff\xfe", b"a\x00b", b"", b"a-b", b"\xc3\xa0"])
    def test_what_is_no_key(self, key):
        with pytest.raises(AuthenticationFailed):
            Keys().authenticate_credentials(key)

    def test_a_key_that_nobody_holds(self):
        with pytest.raises(AuthenticationFailed):
            Keys().authenticate_credentials(b"a" * 64)

    def test_a_key(self, officer):
        row, key = AuthToken.objects.create(officer)
        assert Keys().authenticate_credentials(key.encode()) == (officer, row)

    def test_keys_come_before_sessions_so_that_strangers_are_answered_401(self):
        names = settings.REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"]
        assert names[0] == "wards.api.reading.Keys"
