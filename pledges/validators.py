"""Rules on one value."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _


def check_not_future(day: date, field: str) -> None:
    """A fact is written down after it happened."""
    if day > timezone.localdate():
        raise ValidationError({field: _("Ngày không được sau hôm nay.")})
