"""Transactions that the database broke off because of another one that ran at the same moment."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError
from django.utils.translation import gettext_lazy as _

T = TypeVar("T")
#: PostgreSQL's codes for "two transactions waited for each other" and "could not be put in an order".
_BROKEN_OFF = {"40P01", "40001"}


class BusyError(ValidationError):
    """The database broke the work off twice; nothing is saved, and the sender is asked to try again."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nhiều người đang lưu vào cùng những dòng này; chưa lưu gì. Chờ một lát rồi bấm lưu lần nữa."
            ),
            code="busy",
        )


def was_broken_off(error: DatabaseError) -> bool:
    """Returns whether the work would succeed if it were simply done again."""
    return getattr(error.__cause__, "pgcode", None) in _BROKEN_OFF


def was_kept_waiting(error: DatabaseError) -> bool:
    """Returns whether SQLite gave up after twenty seconds, in which somebody else was writing."""
    return isinstance(error, OperationalError) and "is locked" in str(error)


def once_more(act: Callable[[], T]) -> T:
    """Runs `act`, which is one whole transaction, and runs it again if the database broke it off.

    `act` must read again what it writes. Raises BusyError if the second try does not succeed either.
    """
    try:
        return act()
    except DatabaseError as error:
        if was_kept_waiting(error):
            raise BusyError from error
        if not was_broken_off(error):
            raise
    try:
        return act()
    except DatabaseError as error:
        if was_broken_off(error) or was_kept_waiting(error):
            raise BusyError from error
        raise
