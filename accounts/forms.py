"""The filter form of the access log."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.audit import known_actions
from foundation.forms import DayField, LineField


class AuditFilter(forms.Form):
    """Filters the access log by who acted, what was done, and the first and last day."""

    actor = LineField(label=_("Người làm"), required=False)
    action = forms.ChoiceField(label=_("Việc"), required=False)
    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(known_actions().items(), key=lambda pair: str(pair[1]))
        self.fields["action"].choices = [("", _("mọi việc")), *choices]  # type: ignore[attr-defined]  # a ChoiceField

    def asked(self) -> dict[str, str | date | None]:
        """Returns the values to filter by; unreadable ones are left out and shown as errors."""
        self.is_valid()
        return dict(self.cleaned_data)
