"""Model fields for values that must not be read from a stolen database."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models

from foundation.crypto import decrypt, encrypt

#: A text of at most so many characters gets a one-line input.
_LINE = 200


class EncryptedTextField(models.TextField[str, str]):
    """Text that is ciphertext in the database and plain in Python.

    Queries can neither search nor sort by it. `context` names the field in the key derivation and
    must never change once rows exist. `max_length` limits the plain text and is not a limit of the
    database column.
    """

    non_db_attrs = (*models.Field.non_db_attrs, "max_length")

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    @property
    def is_line(self) -> bool:
        """True for one line of text, such as a phone number; False for several, such as a note."""
        return self.max_length is not None and self.max_length <= _LINE

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        widget = forms.TextInput() if self.is_line else forms.Textarea(attrs={"rows": 3})
        return super().formfield(*args, **{"widget": widget} | kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "context": self.context}

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(self.context, value) if value else value

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return decrypt(self.context, value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Allows only isnull: equal texts have different ciphertexts, so equality finds nothing."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
