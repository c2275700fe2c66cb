"""Reads the option `--as-of` of the management commands."""

from datetime import date

from django.core.management.base import CommandError
from django.utils import timezone

from foundation.validators import EARLIEST


def day_of(text: str) -> date:
    """Parses the value of `--as-of` as YYYY-MM-DD; "" means today.

    Raises CommandError if it is not such a day, lies in the future or lies before 1900.
    """
    today = timezone.localdate()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError as error:
        raise CommandError(f"--as-of: “{text}” không phải ngày dạng NĂM-THÁNG-NGÀY.") from error
    if day > today:
        raise CommandError(f"--as-of: ngày {day:%d/%m/%Y} ở tương lai, chưa có số liệu.")
    if day < EARLIEST:
        raise CommandError(f"--as-of: ngày {day:%d/%m/%Y} trước 01/01/1900. Kiểm tra lại năm.")
    return day
