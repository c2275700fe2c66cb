"""Limits and rules for single values: days, years, numbers, phones, and what an edit may change."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from foundation.text import bare_number

Words = str | StrPromise | None

#: First and last year that a fact or a birth may have: any other year is a typing error.
YEARS = (1900, 2100)
EARLIEST = date(YEARS[0], 1, 1)
#: Number of digits of an identity number: on the citizen's card, and on the older identity card.
CCCD_DIGITS, CMND_DIGITS = 12, 9
_PHONE = re.compile(r"^0[1-9][0-9]{8,9}$")
_COUNTRY = re.compile(r"^(?:\+|00)?84(?=[1-9][0-9]{8,9}$)")


def between(
    least: int, most: int, *, too_little: Words = None, too_much: Words = None
) -> list[Any]:
    """Returns validators of a whole number; forms, the API and imports read their limits from them.

    `too_little` and `too_much` are error messages, for cases where Django's are too general.
    """
    return [MinValueValidator(least, too_little), MaxValueValidator(most, too_much)]


def limits_of(field: models.Field[Any, Any]) -> tuple[int, int]:
    """Returns the least and the greatest value that a model's whole-number field allows."""
    least = (v.limit_value for v in field.validators if isinstance(v, MinValueValidator))
    most = (v.limit_value for v in field.validators if isinstance(v, MaxValueValidator))
    return max(least), min(most)


def check_era(day: date, field: str) -> None:
    """Raises ValidationError for a day before 1900.

    Such a day is a typing error (15/03/0203 for 2023), and its row would be in force on every day
    that was ever scored.
    """
    if day < EARLIEST:
        raise ValidationError({field: _("Ngày không được trước 01/01/1900. Kiểm tra lại năm.")})


def check_happened(day: date, field: str) -> None:
    """Raises ValidationError for a day before 1900 or after today: facts are past events."""
    check_era(day, field)
    if day > timezone.localdate():
        raise ValidationError({field: _("Ngày không được sau hôm nay.")})


def check_editable(names: Iterable[str], editable: Collection[str]) -> None:
    """Raises ValidationError for names outside `editable`.

    An edit must not set fields that derive themselves or that have their own action.
    """
    unknown = set(names).difference(editable)
    if unknown:
        raise ValidationError(
            _("Không sửa được: %(names)s.") % {"names": ", ".join(sorted(unknown))}
        )


def check_phone(number: str) -> str:
    """Returns a Vietnamese number of 10 or 11 digits, or "" for none.

    +84, 0084 and 84 in front, which contacts of phones have, are turned into 0. Raises
    ValidationError for anything else.
    """
    digits = _COUNTRY.sub("0", bare_number(number))
    if digits and not _PHONE.match(digits):
        raise ValidationError(
            _("Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84.")
        )
    return digits
