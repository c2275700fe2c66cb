"""Forms about households, pledges, boxes and boards, with their labels and help texts in Vietnamese."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.forms import EMPTY, FieldsForm, LineField, LinesField, TodayField, VersionedForm
from pledges.enums import RefusalReason, Relation
from pledges.models import Household, PledgeCampaign
from pledges.models.household import EDITABLE
from wards.models import NeighbourhoodGroup
from wards.models.group import GroupQuerySet

_YES = "yes"


class FoundField(forms.TypedChoiceField):
    """A finding, good or bad. It is a list without a default, because an unticked checkbox could be an oversight."""

    def __init__(self, *, good: Any, bad: Any, label: Any) -> None:
        super().__init__(
            label=label,
            choices=[EMPTY, (_YES, good), ("no", bad)],
            coerce=lambda value: value == _YES,
        )


class _PlacedForm(forms.Form):
    """Base of forms that choose one of the given groups; if there is only one, it is preselected."""

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
    """The editable fields of a household."""

    class Meta(FieldsForm.Meta):
        model = Household
        fields = EDITABLE
        localized_fields = ("members",)


class NewHouseholdForm(_PlacedForm, HouseholdFieldsForm):
    """A new household with its group and the day from which it is there."""

    from_day = TodayField(label=_("Từ ngày"))

    field_order = ("group", "from_day")


class HouseholdForm(VersionedForm, HouseholdFieldsForm):
    """The editable fields of a stored household."""


class HouseholdEndForm(forms.Form):
    """The first day on which the household is no longer in the group."""

    on_day = TodayField(
        label=_("Không còn ở tổ, thôn từ ngày"),
        help_text=_("Ngày đầu tiên hộ không còn ở đây."),
    )


class CampaignField(forms.ModelChoiceField[PledgeCampaign]):
    """A campaign, shown with its days, so that a signature on paper is entered in the campaign of its day."""

    def label_from_instance(self, obj: PledgeCampaign) -> str:
        return f"{obj} ({obj.starts_on:%d/%m/%Y} – {obj.ends_on:%d/%m/%Y})"


class _CampaignForm(forms.Form):
    """Base of forms that choose one of the given campaigns; the latest that has not ended is preselected."""

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
    """The signature of a household: who signed, when, and who witnessed it."""

    signed_on = TodayField(label=_("Ngày ký"))
    relation = forms.ChoiceField(label=_("Người ký là"), choices=Relation.choices)
    representative = LineField(
        label=_("Họ tên người ký"),
        max_length=120,
        required=False,
        help_text=_("Để trống nếu chủ hộ ký."),
    )
    witness = LineField(label=_("Người chứng kiến"), max_length=120, required=False)


class RefuseForm(_CampaignForm):
    """A refusal: the household was asked and did not sign."""

    asked_on = TodayField(label=_("Ngày vận động"))
    reason = forms.ChoiceField(label=_("Lý do"), choices=[EMPTY, *RefusalReason.choices])
    note = LineField(label=_("Ghi chú"), max_length=200, required=False)


class NewBoxForm(_PlacedForm):
    """A new tip-off box: its group and place, and who holds the key."""

    place = LineField(
        label=_("Nơi đặt"), max_length=200, help_text=_("Ví dụ: cổng nhà văn hóa tổ.")
    )
    installed_on = TodayField(label=_("Ngày lắp"))
    key_holder = LineField(label=_("Người giữ khóa"), max_length=120, required=False)


class CorrectingForm(forms.Form):
    """Base of forms about findings, of which a day has only one.

    When the action refuses to overwrite a finding of that day, the form gets a checkbox that allows the correction.
    """

    correct_label: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.add_prefix("corrects") in self.data:
            self.offer_to_correct()

    def offer_to_correct(self) -> None:
        self.fields["corrects"] = forms.BooleanField(label=self.correct_label, required=False)


class BoxOpeningForm(CorrectingForm):
    """The minutes of an opening, which are written even if the box was empty."""

    correct_label = _("Sửa biên bản đã ghi")

    opened_on = TodayField(label=_("Ngày mở"))
    opened_at = forms.TimeField(
        label=_("Giờ mở"),
        widget=forms.TimeInput(attrs={"placeholder": "hh:mm", "autocomplete": "off"}),
        error_messages={"invalid": _("Không có giờ này. Ghi giờ:phút, ví dụ 09:30.")},
    )
    first_person = LineField(label=_("Người mở thứ nhất"), max_length=120)
    second_person = LineField(label=_("Người mở thứ hai"), max_length=120)
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
    summary = LinesField(
        label=_("Tóm tắt nội dung"),
        max_length=2000,
        required=False,
        help_text=_("Không ghi tên người báo tin, không ghi bí mật nhà nước."),
    )


class BoxInspectionForm(CorrectingForm):
    """An inspection of the box from outside, without opening it."""

    correct_label = _("Sửa kết quả đã ghi")

    inspected_on = TodayField(label=_("Ngày kiểm tra"))
    is_working = FoundField(label=_("Hòm thư"), good=_("Còn dùng được"), bad=_("Hỏng"))


class RemovalForm(forms.Form):
    """The day on which a box or board was taken down."""

    removed_on = TodayField(label=_("Ngày gỡ"))


class NewBoardForm(_PlacedForm):
    """A new hotline board: its group and place, and the numbers on it."""

    place = LineField(label=_("Nơi đặt"), max_length=200, help_text=_("Ví dụ: cổng chợ."))
    numbers = LineField(label=_("Số điện thoại niêm yết"), max_length=200)
    installed_on = TodayField(label=_("Ngày lắp"))


class BoardInspectionForm(CorrectingForm):
    """An inspection: whether the board can be read and its numbers are right."""

    correct_label = _("Sửa kết quả đã ghi")

    inspected_on = TodayField(label=_("Ngày kiểm tra"))
    is_legible = FoundField(
        label=_("Bảng"), good=_("Đọc rõ, đúng số"), bad=_("Mờ, hỏng hoặc sai số")
    )
    note = LineField(label=_("Ghi chú"), max_length=200, required=False)
