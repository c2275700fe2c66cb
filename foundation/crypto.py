"""The key ring: AES-256-GCM for sensitive fields, HMAC blind indexes for exact look-up, HMAC seals.

Keys come from the environment and never from the database. The first of FIELD_KEYS encrypts; all
of them decrypt, so a key is rotated by putting a new one in front and saving the rows again.
INDEX_KEY is another key: twelve-digit numbers could be guessed by whoever holds it. It is one and
is not rotated: an index made with a second key equals none that is stored, so every look-up would
miss and no number would be found taken until each row was saved again. The seal of the access log
is derived from it for the same reason: it must outlive every rotation of FIELD_KEYS.
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
    """A stored value does not open with any key in the ring (wrong key, or the row was altered)."""


def encrypt(context: str, plain: str) -> str:
    """Return "key-id$token". `context` binds the value to its field: it opens nowhere else."""
    key_id = next(iter(settings.FIELD_KEYS))
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(key_id, context).encrypt(nonce, plain.encode(), context.encode())
    return f"{key_id}${base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(context: str, stored: str) -> str:
    """Open what `encrypt` sealed. Raises UndecipherableError rather than showing ciphertext."""
    key_id, separator, token = stored.partition("$")
    if not separator:  # never sealed: its text must not get into a log
        raise UndecipherableError(f"{context} is not ciphertext")
    if key_id not in settings.FIELD_KEYS:
        raise UndecipherableError(f"no key {key_id!r} in FIELD_KEYS for {context}")
    try:
        raw = base64.urlsafe_b64decode(token)
        opened = _cipher(key_id, context).decrypt(
            raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], context.encode()
        )
    except (InvalidTag, ValueError) as error:  # ValueError: cut or not even base64
        raise UndecipherableError(f"{context} does not open with key {key_id!r}") from error
    return opened.decode()


def blind_index(context: str, plain: str) -> str:
    """Forty hex digits that are equal for equal values; "" stays "" so that it can be left out."""
    if not plain:
        return ""
    key = _derived(settings.INDEX_KEY, f"index|{context}")
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:40]


def seal(context: str, text: str) -> str:
    """Sixty-four hex digits that nobody can compute who holds the database and not the key."""
    key = _derived(settings.INDEX_KEY, f"seal|{context}")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=256)
def _cipher(key_id: str, context: str) -> AESGCM:
    return AESGCM(_derived(settings.FIELD_KEYS[key_id], f"field|{context}"))


@lru_cache(maxsize=256)
def _derived(master: str, purpose: str) -> bytes:
    key = base64.urlsafe_b64decode(master)
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(key)
