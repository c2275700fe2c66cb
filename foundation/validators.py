"""Limits and rules of single values: days, years, numbers, phones, and what an edit may touch."""

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

Words = str | StrPromise | None

#: The years that a fact or a birth may lie in, both included: anything else is a slip of the pen.
YEARS = (1900, 2100)
EARLIEST = date(YEARS[0], 1, 1)
#: How many digits an identity number has: the citizen's card, and the old identity card before it.
CCCD_DIGITS, CMND_DIGITS = 12, 9
_PHONE = re.compile(r"^0[1-9][0-9]{8,9}$")


def between(
    least: int, most: int, *, too_little: Words = None, too_much: Words = None
) -> list[Any]:
    """Validators of a whole number; forms, the API and imports read their limits from them.

    `too_little` and `too_much` are what is said of a number outside, if Django's words are too general.
    """
    return [MinValueValidator(least, too_little), MaxValueValidator(most, too_much)]


def limits_of(field: models.Field[Any, Any]) -> tuple[int, int]:
    """The least and the most that a model's whole number may be."""
    least = (v.limit_value for v in field.validators if isinstance(v, MinValueValidator))
    most = (v.limit_value for v in field.validators if isinstance(v, MaxValueValidator))
    return max(least), min(most)


def check_era(day: date, field: str) -> None:
    """15/03/0203 is a slip of the pen for 2023, and would hold on every day that was ever scored."""
    if day < EARLIEST:
        raise ValidationError({field: _("Ngày không được trước 01/01/1900. Kiểm tra lại năm.")})


def check_happened(day: date, field: str) -> None:
    """A fact is written down after it happened."""
    check_era(day, field)
    if day > timezone.localdate():
        raise ValidationError({field: _("Ngày không được sau hôm nay.")})


def check_editable(names: Iterable[str], editable: Collection[str]) -> None:
    """What derives itself or has its own action is not set by an edit."""
    unknown = set(names).difference(editable)
    if unknown:
        raise ValidationError(
            _("Không sửa được: %(names)s.") % {"names": ", ".join(sorted(unknown))}
        )


def check_phone(number: str) -> str:
    """A Vietnamese number of 10 or 11 digits; +84 is turned into 0; "" when there is none."""
    digits = re.sub(r"[\s.\-]", "", number)
    digits = "0" + digits[3:] if digits.startswith("+84") else digits
    if digits and not _PHONE.match(digits):
        raise ValidationError(
            _("Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84.")
        )
    return digits
