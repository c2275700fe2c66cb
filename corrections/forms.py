"""Forms of a correction: the fields of the row as they stand, and the reason."""

from typing import Any, cast

from django import forms
from django.forms.models import modelform_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corrections.registry import Correctable
from foundation.dated import OPEN
from foundation.forms import FieldsForm, LineField, LinesField
from wards.models import Ward
from wards.models.scope import Officer

#: The end of a period, which the form shows blank while it is open.
END = "valid_to"


def reason_field() -> LinesField:
    return LinesField(
        label=_("Lý do"),
        max_length=300,
        help_text=_(
            "Ghi rõ sai ở đâu, căn cứ nào cho thấy, ví dụ: “ghi nhầm tổ theo sổ hộ khẩu cũ”."
        ),
    )


class ReasonForm(forms.Form):
    """The reason alone, for taking a row out and for bringing it back."""

    #: The digest of the preview that is confirmed; "" before the first preview.
    seen = LineField(required=False, widget=forms.HiddenInput)
    reason = reason_field()


class RowForm(FieldsForm):
    """The fields of a row that may be put right, and the reason."""

    seen = LineField(required=False, widget=forms.HiddenInput)
    reason = reason_field()

    def __init__(self, *args: Any, user: Officer, correctable: Correctable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (correctable.choices or {}).items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for mypy
            field.queryset = rows(user, self.instance)
            field.label_from_instance = _told_apart  # type: ignore[assignment, method-assign]  # no subclass for one label
        for field in self.fields.values():
            if isinstance(field, forms.TimeField):
                field.widget.format = "%H:%M"
        if END in self.fields:
            self._leave_open_end_blank()

    def values(self) -> dict[str, Any]:
        """Returns the values of the row; an end that is left blank is an open end."""
        values = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        if values.get(END, OPEN) is None:
            values[END] = OPEN
        return values

    def _leave_open_end_blank(self) -> None:
        self.fields[END].required = False
        self.fields[END].help_text = _("Để trống: còn hiệu lực.")
        if self.initial.get(END) == OPEN:
            self.initial[END] = None


def _told_apart(row: Any) -> str:
    """Labels a group with its ward and a former ward with its end: names are used again."""
    if isinstance(row, Ward) and not row.is_open:
        last = {"ward": row, "day": f"{row.valid_to:%d/%m/%Y}"}
        return gettext("%(ward)s (đến trước %(day)s)") % last
    ward = getattr(row, "ward_name", None)
    return f"{row} · {ward}" if ward else str(row)


def row_form(correctable: Correctable) -> type[RowForm]:
    """Returns the form class of the kind of row."""
    return cast(
        "type[RowForm]",
        modelform_factory(correctable.model, form=RowForm, fields=correctable.fields),
    )
