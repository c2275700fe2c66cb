"""Check constraints whose error message a form shows beside the field that broke them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint


class CheckBeside(CheckConstraint):
    """A check constraint with its error beside a field: the first of `beside` that is filled in.

    If none is filled in, the first of `beside` gets the message. Migrations write the constraint as
    Django's own CheckConstraint.
    """

    def __init__(self, *, beside: tuple[str, ...], **options: Any) -> None:
        super().__init__(**options)
        self.beside = beside

    def validate(self, model: Any, instance: Any, *args: Any, **options: Any) -> None:
        try:
            super().validate(model, instance, *args, **options)  # type: ignore[misc]  # the stubs lack it
        except ValidationError as error:
            filled = (name for name in self.beside if getattr(instance, name))
            raise ValidationError({next(filled, self.beside[0]): error.messages}) from None

    def deconstruct(self) -> Any:
        _path, args, options = super().deconstruct()
        return "django.db.models.CheckConstraint", args, options

    def clone(self) -> "CheckBeside":
        _path, _args, options = self.deconstruct()
        return type(self)(beside=self.beside, **options)
