"""Forms about households, pledges, boxes and boards: what may be typed, in Vietnamese."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.forms import EMPTY, FieldsForm, TodayField
from pledges.enums import RefusalReason, Relation
from pledges.models import Household, PledgeCampaign
from pledges.models.household import EDITABLE
from wards.models import NeighbourhoodGroup
from wards.models.group import GroupQuerySet

_YES = "yes"


class FoundField(forms.TypedChoiceField):
    """What was found, good or bad: has to be said, never left unticked."""

    def __init__(self, *, good: Any, bad: Any, label: Any) -> None:
        super().__init__(
            label=label,
            choices=[EMPTY, (_YES, good), ("no", bad)],
            coerce=lambda value: value == _YES,
        )


class _PlacedForm(forms.Form):
    """Something put into a group that the user keeps; the only one is chosen already."""

    group = forms.ModelChoiceField(
        label=_("Tổ, thôn"), queryset=NeighbourhoodGroup.objects.none(), empty_label=EMPTY[1]
    )

    def __init__(self, *args: Any, groups: GroupQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for mypy
        field.queryset = groups
        first_two = list(groups[:2])
        if len(first_two) == 1:
            self.initial.setdefault("group", first_two[0].pk)


class HouseholdFieldsForm(FieldsForm):
    """What is known about a household."""

    class Meta(FieldsForm.Meta):
        model = Household
        fields = EDITABLE
        localized_fields = ("members",)


class NewHouseholdForm(_PlacedForm, HouseholdFieldsForm):
    """A household, its group and since when."""

    from_day = TodayField(label=_("Từ ngày"))

    field_order = ("group", "from_day")


class HouseholdForm(HouseholdFieldsForm):
    """The same with the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"instance": household})
        self.initial.setdefault("version", household.version)


class HouseholdEndForm(forms.Form):
    """When the household left."""

    on_day = TodayField(
        label=_("Không còn ở tổ, thôn từ ngày"),
        help_text=_("Ngày đầu tiên hộ không còn ở đây."),
    )


class CampaignField(forms.ModelChoiceField[PledgeCampaign]):
    """A campaign with its days: what is signed on paper belongs to the one of that day."""

    def label_from_instance(self, obj: PledgeCampaign) -> str:
        return f"{obj} ({obj.starts_on:%d/%m/%Y} – {obj.ends_on:%d/%m/%Y})"


class _CampaignForm(forms.Form):
    """One of the campaigns of the place; the latest is chosen, if it is still open."""

    campaign = CampaignField(
        label=_("Đợt ký cam kết"),
        queryset=PledgeCampaign.objects.none(),
        empty_label=EMPTY[1],
    )

    def __init__(
        self, *args: Any, campaigns: QuerySet[PledgeCampaign], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaign"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for mypy
        field.queryset = campaigns
        latest = campaigns.filter(ends_on__gte=today).first()
        self.initial.setdefault("campaign", latest.pk if latest else None)


class SignForm(_CampaignForm):
    """Who signed, when, before whom."""

    signed_on = TodayField(label=_("Ngày ký"))
    relation = forms.ChoiceField(label=_("Người ký là"), choices=Relation.choices)
    representative = forms.CharField(
        label=_("Họ tên người ký"),
        max_length=120,
        required=False,
        help_text=_("Để trống nếu chủ hộ ký."),
    )
    witness = forms.CharField(label=_("Người chứng kiến"), max_length=120, required=False)


class RefuseForm(_CampaignForm):
    """That the household was asked and did not sign."""

    asked_on = TodayField(label=_("Ngày vận động"))
    reason = forms.ChoiceField(label=_("Lý do"), choices=[EMPTY, *RefusalReason.choices])
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)


class NewBoxForm(_PlacedForm):
    """Where a box hangs and who holds its key."""

    place = forms.CharField(
        label=_("Nơi đặt"), max_length=200, help_text=_("Ví dụ: cổng nhà văn hóa tổ.")
    )
    installed_on = TodayField(label=_("Ngày lắp"))
    key_holder = forms.CharField(label=_("Người giữ khóa"), max_length=120, required=False)


class CorrectingForm(forms.Form):
    """Asks whether to correct what was written of that day once the action has told that something was."""

    correct_label: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.add_prefix("corrects") in self.data:
            self.offer_to_correct()

    def offer_to_correct(self) -> None:
        self.fields["corrects"] = forms.BooleanField(label=self.correct_label, required=False)


class BoxOpeningForm(CorrectingForm):
    """The minutes of an opening, written even when the box was empty."""

    correct_label = _("Sửa biên bản đã ghi")

    opened_on = TodayField(label=_("Ngày mở"))
    opened_at = forms.TimeField(
        label=_("Giờ mở"),
        widget=forms.TimeInput(attrs={"placeholder": "hh:mm", "autocomplete": "off"}),
        error_messages={"invalid": _("Không có giờ này. Ghi giờ:phút, ví dụ 09:30.")},
    )
    first_person = forms.CharField(label=_("Người mở thứ nhất"), max_length=120)
    second_person = forms.CharField(label=_("Người mở thứ hai"), max_length=120)
    is_seal_intact = FoundField(
        label=_("Niêm phong"), good=_("Còn nguyên vẹn"), bad=_("Không còn nguyên vẹn")
    )
    is_working = FoundField(label=_("Hòm thư"), good=_("Còn dùng được"), bad=_("Hỏng"))
    letters = forms.IntegerField(
        label=_("Số thư"),
        min_value=0,
        max_value=1000,
        localize=True,
        help_text=_("Không có thư: ghi 0."),
    )
    summary = forms.CharField(
        label=_("Tóm tắt nội dung"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Không ghi tên người báo tin, không ghi bí mật nhà nước."),
    )


class BoxInspectionForm(CorrectingForm):
    """A look at the box from outside."""

    correct_label = _("Sửa kết quả đã ghi")

    inspected_on = TodayField(label=_("Ngày kiểm tra"))
    is_working = FoundField(label=_("Hòm thư"), good=_("Còn dùng được"), bad=_("Hỏng"))


class RemovalForm(forms.Form):
    """When a box or board was taken down."""

    removed_on = TodayField(label=_("Ngày gỡ"))


class NewBoardForm(_PlacedForm):
    """Where a board stands and which numbers it shows."""

    place = forms.CharField(label=_("Nơi đặt"), max_length=200, help_text=_("Ví dụ: cổng chợ."))
    numbers = forms.CharField(label=_("Số điện thoại niêm yết"), max_length=200)
    installed_on = TodayField(label=_("Ngày lắp"))


class BoardInspectionForm(CorrectingForm):
    """Whether the board can be read and its numbers are right."""

    correct_label = _("Sửa kết quả đã ghi")

    inspected_on = TodayField(label=_("Ngày kiểm tra"))
    is_legible = FoundField(
        label=_("Bảng"), good=_("Đọc rõ, đúng số"), bad=_("Mờ, hỏng hoặc sai số")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)
