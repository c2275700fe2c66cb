"""Fields that every form of the ledger shares."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.queries.choices import group_label
from foundation.forms import EMPTY
from wards.models import NeighbourhoodGroup


class LongText(forms.CharField):
    """A few lines."""

    def __init__(self, *, rows: int = 3, max_length: int = 2000, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, max_length=max_length, required=False, **kwargs)


class GroupField(forms.ModelChoiceField[NeighbourhoodGroup]):
    """A group with its ward: "Tổ 1" exists in many wards. Needs `ward_name` on the rows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=NeighbourhoodGroup.objects.none(), empty_label=EMPTY[1], **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return group_label(obj)


def set_rows(form: forms.Form, name: str, rows: Any) -> None:
    """Which rows a field may choose from."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for mypy
    field.queryset = rows


def set_choices(
    form: forms.Form, name: str, known: Iterable[Any], *, offered: Iterable[Any] | None = None
) -> None:
    """What a field accepts; `offered` shows fewer and leaves refusing the others to the action's words."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for mypy
    field.choices = list(known)
    if offered is not None:
        field.widget.choices = list(offered)
