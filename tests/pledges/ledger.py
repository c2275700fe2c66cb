"""What tests of the household ledger say often."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from wards.models import FigureChange

#: Whatever is done to a household after it has left.
LEFT = "Hộ này không còn ở tổ, thôn từ ngày %s. Nếu ghi nhầm, sửa sai sót lần kết thúc đó trước."


@contextmanager
def refused_by_database(constraint: str = "") -> Iterator[None]:
    """The database itself says no; a constraint is named where both databases name it."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        yield
    assert constraint in str(refused.value)


def refusal_of(action: Callable[..., Any], **values: Any) -> dict[str, list[str]]:
    """The sentences with which an action refuses, by field ("" = on top)."""
    with pytest.raises(ValidationError) as refused:
        action(**values)
    error = refused.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def sentences_of(row: Any, *exclude: str) -> dict[str, list[str]]:
    """What is wrong with a row before it is saved, in words, by field."""
    return refusal_of(row.full_clean, exclude=exclude)


def changed_figures() -> list[tuple[int, date]]:
    """The dirty log: which groups have to be counted anew from which day."""
    return sorted(FigureChange.objects.values_list("group_id", "from_day"))
