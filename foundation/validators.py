"""Rules on a day, a phone number and what an edit may touch."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

EARLIEST = date(1900, 1, 1)
_PHONE = re.compile(r"^0[1-9][0-9]{8,9}$")


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
