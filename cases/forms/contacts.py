"""Forms of regular work with a person: residence checks, tests, residences and absences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import (
    AbsenceReason,
    Drug,
    ResidenceKind,
    Sample,
    TestGround,
    TestResult,
    VisitResult,
)
from cases.forms.base import GroupField, LongText, UnusualForm, set_rows
from foundation.forms import EMPTY, AsksBackForm, LineField, TodayField


class VisitForm(AsksBackForm):
    """The monthly residence check; it asks whether a person found present has returned."""

    asked_back = ("has_returned",)

    visited_on = TodayField(label=_("Ngày kiểm tra"))
    result = forms.ChoiceField(label=_("Kết quả"), choices=VisitResult.choices)
    note = LongText(
        label=_("Nội dung"), help_text=_("Việc làm, sinh hoạt, khó khăn, đề nghị của gia đình.")
    )
    has_returned = forms.BooleanField(
        label=_("Đã trở về, có mặt tại địa bàn từ ngày kiểm tra"), required=False
    )


class DrugTestForm(UnusualForm):
    """A test with its ground and its witness."""

    tested_on = TodayField(label=_("Ngày xét nghiệm"))
    ground = forms.ChoiceField(
        label=_("Căn cứ xét nghiệm"),
        choices=[EMPTY, *TestGround.choices],
        help_text=_("Chỉ xét nghiệm khi có căn cứ (NĐ 105/2021, Đ. 38)."),
    )
    sample = forms.ChoiceField(label=_("Mẫu"), choices=Sample.choices)
    result = forms.ChoiceField(label=_("Kết quả"), choices=[EMPTY, *TestResult.choices])
    substance = forms.ChoiceField(
        label=_("Chất phát hiện"),
        choices=[EMPTY, *Drug.choices],
        required=False,
        help_text=_("Chỉ ghi khi kết quả dương tính."),
    )
    has_same_sex_witness = forms.BooleanField(
        label=_("Có cán bộ cùng giới giám sát lấy mẫu (bắt buộc với nước tiểu)"), required=False
    )
    has_parent_consent = forms.BooleanField(
        label=_("Có đồng ý của cha mẹ, người giám hộ (người dưới 18 tuổi)"), required=False
    )


class ResidenceForm(UnusualForm):
    """The group and address where the person lives from a day on."""

    group = GroupField(
        label=_("Tổ, thôn mới"),
        help_text=_(
            "Chỉ gồm tổ, thôn của đơn vị mình. Chuyển sang xã, phường khác: ghi vắng mặt “đi nơi khác”."
        ),
    )
    from_day = TodayField(label=_("Từ ngày"))
    kind = forms.ChoiceField(label=_("Hình thức cư trú"), choices=ResidenceKind.choices)
    address = LineField(
        label=_("Địa chỉ"), max_length=200, required=False, help_text=_("Số nhà, ngõ, xóm.")
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "group", groups)


class AbsenceForm(forms.Form):
    """The day from which a person is away, and the reason."""

    reason = forms.ChoiceField(label=_("Lý do vắng mặt"), choices=[EMPTY, *AbsenceReason.choices])
    from_day = TodayField(label=_("Vắng mặt từ ngày"))
    note = LongText(label=_("Ghi chú"), rows=2, help_text=_("Nơi đến, cơ sở, người báo tin."))


class ReturnForm(forms.Form):
    """The day on which the person is back."""

    on_day = TodayField(
        label=_("Có mặt trở lại từ ngày"),
        help_text=_("Từ ngày này người này lại được tính là có mặt tại địa bàn."),
    )
