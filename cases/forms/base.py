"""Fields and helpers that the forms of the case ledger share."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import StatusPeriod
from cases.queries.choices import group_label
from foundation.forms import EMPTY, AsksBackForm, LinesField, field_of
from wards.models import NeighbourhoodGroup


class LongText(LinesField):
    """An optional text of a few lines."""

    def __init__(self, *, rows: int = 3, max_length: int = 2000, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, max_length=max_length, required=False, **kwargs)


class GroupField(forms.ModelChoiceField[NeighbourhoodGroup]):
    """A choice of groups, each with its ward: "Tổ 1" exists in many wards.

    The rows need `ward_name`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=NeighbourhoodGroup.objects.none(), empty_label=EMPTY[1], **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return group_label(obj)


class UnusualForm(AsksBackForm):
    """A form whose action asks back for a reason if what was filled in is possible but unusual."""

    asked_back: ClassVar[tuple[str, ...]] = ("unusual_reason",)

    unusual_reason = field_of(StatusPeriod, "unusual_reason", label=_("Lý do"))


def set_rows(form: forms.Form, name: str, rows: Any) -> None:
    """Sets the rows that a field may choose from."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for mypy
    field.queryset = rows


def set_choices(
    form: forms.Form, name: str, known: Iterable[Any], *, offered: Iterable[Any] | None = None
) -> None:
    """Sets the values that a field accepts and, with `offered`, the fewer values that it shows.

    The action then refuses the others with its own message.
    """
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for mypy
    field.choices = list(known)
    if offered is not None:
        field.widget.choices = list(offered)
