"""Forms of every app: days as written in Viet Nam, cleaned texts, fields of a model, edits of one row."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.old_encodings import refuse_old_encoding
from foundation.text import clean, clean_lines
from foundation.validators import limits_of
from foundation.versions import Versioned

#: The first choice of a list, shown while nothing is chosen yet.
EMPTY = ("", _("– chọn –"))


class DayField(forms.DateField):
    """A day as it is written in Viet Nam; where JavaScript runs, a calendar opens beside it."""

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
    """A day whose initial value is today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(initial=timezone.localdate, **kwargs)


class LineField(forms.CharField):
    """One line of text, cleaned; text in an encoding of before Unicode is refused.

    Every text field of a form is this or `LinesField`, so that all texts are cleaned here.
    """

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        refuse_old_encoding(text)
        return self.tidy(text)

    def tidy(self, text: str) -> str:
        return clean(text)


class LinesField(LineField):
    """Text of several lines, each of them cleaned."""

    widget = forms.Textarea(attrs={"rows": 3})

    def tidy(self, text: str) -> str:
        return clean_lines(text)


class AsksBackForm(forms.Form):
    """A form with fields that are shown only once the action has asked for them.

    Subclasses name them in `asked_back`. The action asks by an error beside such a field; the form
    is then shown with it, and sent again with the answer.
    """

    asked_back: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept_back = {name: self.fields.pop(name) for name in self.asked_back}
        for name in self.asked_back:
            if self.is_bound and self.add_prefix(name) in self.data:
                self.ask_back(name)

    def ask_back(self, name: str) -> None:
        """Shows the field, if it is one of those that are asked back."""
        if name in self._kept_back:
            self.fields[name] = self._kept_back.pop(name)


def form_field(field: models.Field[Any, Any], **options: Any) -> Any:
    """Returns the form field of a model's field, with its label, help, limits and choices.

    These are written once, in the model. `options` are those of Django's form field. The model's
    field must be `editable`.
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
    elif isinstance(field, models.TextField) and not getattr(field, "is_line", False):
        options.setdefault("form_class", LinesField)
    elif isinstance(field, models.CharField | models.TextField):
        options.setdefault("form_class", LineField)
    if field.blank:
        # The default is taken when the field is left blank; the form does not propose it.
        options.setdefault("initial", None)
    return field.formfield(**options)


def field_of(model: type[models.Model], name: str, **options: Any) -> Any:
    """Returns the form field of one model field, for a form that is declared field by field."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101 - for mypy: no row of another model refers here
    return form_field(field, **options)


class FieldsForm(forms.ModelForm[Any]):
    """A form over fields of a model; subclasses name `Meta.model` and `Meta.fields`.

    It builds no row, because the action checks the rules that relate several values.
    """

    class Meta:
        formfield_callback = form_field

    def clean(self) -> dict[str, Any]:
        """Replaces each value that may be blank, and is, by the model's default."""
        values = self.cleaned_data
        for field in self._meta.model._meta.concrete_fields:
            is_left_blank = field.name in values and values[field.name] is None
            if is_left_blank and field.blank and field.has_default():
                values[field.name] = field.get_default()
        return values

    def _post_clean(self) -> None:
        """Does nothing: Django would check the whole row, but only the action has all its values."""


class VersionedForm(forms.Form):
    """Edits a stored row: begins with its values; `version` is the version that was opened.

    As a mixin it stands before the form that has the fields.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Versioned, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in row._meta.concrete_fields:
            if field.name in self.fields:
                self.initial.setdefault(field.name, field.value_from_object(row))
