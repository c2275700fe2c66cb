"""Who entered a row and when, which decides who may correct it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: The fields of `Recorded`.
ENTRY_FIELDS = ("recorded_by", "recorded_at")

#: The user whose action is running; `accounts.audit.action` sets it.
_author: ContextVar[int | None] = ContextVar("author", default=None)


def author_id() -> int | None:
    """Returns the user whose action is running, or None outside of one."""
    return _author.get()


@contextmanager
def entered_by(user_id: int | None) -> Iterator[None]:
    """Rows that are made inside are entered by this user."""
    token = _author.set(user_id)
    try:
        yield
    finally:
        _author.reset(token)


class _SetWhenMade(models.Field[Any, Any]):
    """A field whose default concerns new rows only; a migration writes it as Django's own, without it.

    SQLite would build the table anew for a default, and lose the triggers that refuse overlaps.
    """

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        options.pop("default", None)
        return name, f"django.db.models.{type(self).__mro__[2].__name__}", args, options


class AuthorField(_SetWhenMade, models.ForeignKey[Any, Any]):
    """The user whose action made the row."""

    def validate(self, _value: Any, _model_instance: Any) -> None:
        """Asks the database nothing: no form sets it, and a list of people would ask for each row."""


class MomentField(_SetWhenMade, models.DateTimeField[Any, Any]):
    """When the row was made."""


class Recorded(models.Model):
    """A row of a ledger that knows who entered it, and when.

    Both are set when the row is made, so no action can forget them. Rows entered before the ledgers
    kept this have neither. The day on which something happened is another field; this is the moment
    of typing.
    """

    recorded_by = AuthorField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        default=author_id,
        related_name="+",
        db_index=False,
        verbose_name=_("người nhập"),
    )
    recorded_at = MomentField(_("nhập lúc"), null=True, editable=False, default=timezone.now)

    class Meta:
        abstract = True
