"""Model fields for values that must not be read from a stolen database."""

from typing import Any

from django.db import models

from foundation.crypto import decrypt, encrypt


class EncryptedTextField(models.TextField[str, str]):
    """Text kept as ciphertext; plain in Python. It can be neither searched nor sorted by.

    `context` names the field in the key derivation and must never change once rows exist.
    """

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "context": self.context}

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(self.context, value) if value else value

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return decrypt(self.context, value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only isnull: equality on randomised ciphertext would silently find nothing."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
