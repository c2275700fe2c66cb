"""How every floor asks: a day as it is written in Viet Nam, and a model's fields as the model says."""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.validators import limits_of

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


def form_field(field: models.Field[Any, Any], **options: Any) -> Any:
    """How a form asks for a model's field: label, help, limits and choices stand once, in the model.

    `options` are those of Django's form field; without an `editable` field there is nothing to ask.
    """
    if field.choices is not None:
        is_chosen = field.has_default() and not field.blank
        options.setdefault("choices", [*([] if is_chosen else [EMPTY]), *field.choices])
    elif isinstance(field, models.DateField):
        options.setdefault("form_class", DayField)
    elif isinstance(field, models.ForeignKey):
        options.setdefault("empty_label", EMPTY[1])
    elif isinstance(field, models.IntegerField):
        options["min_value"], options["max_value"] = limits_of(field)
    if field.blank:
        options.setdefault(
            "initial", None
        )  # a default is taken when it is left blank, not proposed
    return field.formfield(**options)


def field_of(model: type[models.Model], name: str, **options: Any) -> Any:
    """The same for one field, by its name, in a form that is declared field by field."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101 - for mypy: no row of another model refers here
    return form_field(field, **options)


class FieldsForm(forms.ModelForm[Any]):
    """Asks for fields of a model. The rules between the values are the action's, so no row is built here.

    Subclasses name `Meta.model` and `Meta.fields`.
    """

    class Meta:
        formfield_callback = form_field

    def clean(self) -> dict[str, Any]:
        """What may be left blank and was, takes the model's default."""
        for name, value in self.cleaned_data.items():
            field = next((f for f in self._meta.model._meta.fields if f.name == name), None)
            if value is None and field is not None and field.blank and field.has_default():
                self.cleaned_data[name] = field.get_default()
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Django would build the row and check it whole; the action does that once it has all values."""
