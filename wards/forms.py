"""Forms about groups and population figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import EMPTY, DayField, LineField, TodayField, VersionedForm
from wards.enums import GroupKind
from wards.models import Ward
from wards.models.ward import WardQuerySet


class GroupFieldsForm(forms.Form):
    """Asks for the data of a group: kind, name, head and risk."""

    kind = forms.ChoiceField(label=_("Loại"), choices=GroupKind.choices)
    name = LineField(label=_("Tên"), max_length=80, help_text=_("Ví dụ: Tổ 8, Thôn Luổng Láo 1."))
    head_name = LineField(label=_("Tổ trưởng, trưởng thôn"), max_length=120, required=False)
    head_phone = LineField(label=_("Điện thoại"), max_length=20, required=False)
    is_high_risk = forms.BooleanField(label=_("Nguy cơ cao về ma túy"), required=False)
    risk_reason = LineField(
        label=_("Lý do nguy cơ cao"),
        max_length=200,
        required=False,
        help_text=_("Bắt buộc khi đánh dấu nguy cơ cao. Không ghi tên người."),
    )


class NewGroupForm(GroupFieldsForm):
    """Asks for a new group, its ward, and the day from which it exists."""

    ward = forms.ModelChoiceField(
        label=_("Xã, phường"), queryset=Ward.objects.none(), empty_label=EMPTY[1]
    )
    from_day = TodayField(label=_("Từ ngày"))

    field_order = ("ward", "kind", "name", "from_day")

    def __init__(self, *args: Any, wards: WardQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ward"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for mypy
        field.queryset = wards


class GroupForm(VersionedForm, GroupFieldsForm):
    """Edits a group."""


class PopulationForm(forms.Form):
    """Asks how many residents and households a group declared on a day."""

    counted_on = DayField(label=_("Ngày thống kê"))
    residents = forms.IntegerField(
        label=_("Nhân khẩu đang cư trú"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        localize=True,
    )
    households = forms.IntegerField(
        label=_("Số hộ khai báo"), min_value=0, max_value=300_000, required=False, localize=True
    )
    source = LineField(
        label=_("Nguồn"), max_length=200, help_text=_("Ví dụ: sổ hộ của tổ dân phố, 15/06/2024.")
    )


class WardPopulationForm(PopulationForm):
    """Asks for the same figures of a ward, which also declares how many groups it has."""

    groups = forms.IntegerField(
        label=_("Số tổ, thôn khai báo"), min_value=0, max_value=1_000, required=False, localize=True
    )

    field_order = ("counted_on", "residents", "households", "groups", "source")
