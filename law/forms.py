"""Forms of the calendar of days off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import EMPTY, DayField, LineField, VersionedForm
from law.enums import DayKind


class NewCalendarDayForm(forms.Form):
    """Asks for one day off, or for one rest day that is worked."""

    day = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=[EMPTY, *DayKind.choices])
    name = LineField(
        label=_("Tên"),
        max_length=120,
        help_text=_("Ví dụ: Quốc khánh 2/9, Làm bù cho ngày 02/01/2026."),
    )
    source = LineField(
        label=_("Căn cứ"), max_length=200, help_text=_("Số, ngày của thông báo hoặc điều luật.")
    )
    is_announced = forms.BooleanField(label=_("Đã có thông báo chính thức"), required=False)


class CalendarDayForm(VersionedForm, NewCalendarDayForm):
    """Edits a day."""


class CalendarRemovalForm(VersionedForm):
    """Asks why a day is removed."""

    reason = LineField(label=_("Lý do"), max_length=300)


class CalendarYearForm(forms.Form):
    """Asks for the notice with which the days of a year agree."""

    source = LineField(
        label=_("Căn cứ"),
        max_length=200,
        help_text=_(
            "Số, ngày của thông báo nghỉ lễ, tết. Các ngày chờ xác nhận sẽ mang căn cứ này."
        ),
    )
