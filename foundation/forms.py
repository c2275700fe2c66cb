"""Form fields that every floor asks with: a day as it is written in Viet Nam."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: The choice of a list of which nothing is chosen yet.
EMPTY = ("", _("– chọn –"))


class DayField(forms.DateField):
    """A day as written in Viet Nam, with the calendar where scripts run."""

    widget = forms.DateInput(
        attrs={
            "data-date": True,
            "placeholder": _("ngày/tháng/năm"),
            "inputmode": "numeric",
            "autocomplete": "off",
        }
    )
    default_error_messages = {
        "invalid": _("Không có ngày này trong lịch. Ghi ngày/tháng/năm, ví dụ 05/02/2026.")
    }


class TodayField(DayField):
    """A day that is usually today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(initial=timezone.localdate, **kwargs)
