"""Forms of the accounts floor, and the day as every form asks for it."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import known_actions

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


class AuditFilter(forms.Form):
    """Who, what, from when to when."""

    actor = forms.CharField(label=_("Người làm"), required=False)
    action = forms.ChoiceField(label=_("Việc"), required=False)
    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(known_actions().items(), key=lambda pair: str(pair[1]))
        self.fields["action"].choices = [("", _("mọi việc")), *choices]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str | date | None]:
        """What may be filtered by; what could not be read is left out and shown as an error."""
        self.is_valid()
        return dict(self.cleaned_data)
