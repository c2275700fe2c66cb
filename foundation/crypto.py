"""The key ring: AES-256-GCM for sensitive fields, HMAC blind indexes for exact look-up, HMAC seals.

Keys come from the environment and never from the database. The first of FIELD_KEYS encrypts; all of
them decrypt, so a key is rotated by putting a new one in front and saving the rows again.

INDEX_KEY is a separate key, because its holder could find twelve-digit numbers by trying them all.
There is only one, and it is not rotated: an index made with a second key would equal no stored
index, so every look-up would miss, and a number in use would seem free, until each row was saved
again. The seal of the access log is derived from INDEX_KEY, because it must stay valid through
every rotation of FIELD_KEYS.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE_BYTES = 12


class UndecipherableError(Exception):
    """No key in the ring decrypts a stored value (wrong key, or the row was altered)."""


def encrypt(context: str, plain: str) -> str:
    """Returns "key-id$token". `context` binds the value to its field: others cannot decrypt it."""
    key_id = next(iter(settings.FIELD_KEYS))
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(key_id, context).encrypt(nonce, plain.encode(), context.encode())
    return f"{key_id}${base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(context: str, stored: str) -> str:
    """Returns the text that `encrypt` was given. Raises UndecipherableError if no key opens it."""
    key_id, separator, token = stored.partition("$")
    if not separator:  # the value is plain: the error omits it, because errors are logged
        raise UndecipherableError(f"{context} is not ciphertext")
    if key_id not in settings.FIELD_KEYS:
        raise UndecipherableError(f"no key {key_id!r} in FIELD_KEYS for {context}")
    try:
        raw = base64.urlsafe_b64decode(token)
        opened = _cipher(key_id, context).decrypt(
            raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], context.encode()
        )
    except (InvalidTag, ValueError) as error:  # ValueError: the token was cut or is not base64
        raise UndecipherableError(f"{context} does not open with key {key_id!r}") from error
    return opened.decode()


def blind_index(context: str, plain: str) -> str:
    """Returns forty hex digits, equal for equal values; "" for "", so callers can leave it out."""
    if not plain:
        return ""
    key = _derived(settings.INDEX_KEY, f"index|{context}")
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:40]


def seal(context: str, text: str) -> str:
    """Returns sixty-four hex digits that nobody can compute from the database without the key."""
    key = _derived(settings.INDEX_KEY, f"seal|{context}")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=256)
def _cipher(key_id: str, context: str) -> AESGCM:
    return AESGCM(_derived(settings.FIELD_KEYS[key_id], f"field|{context}"))


@lru_cache(maxsize=256)
def _derived(master: str, purpose: str) -> bytes:
    key = base64.urlsafe_b64decode(master)
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(key)
