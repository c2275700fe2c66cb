"""Forms that move a status, and that start and end a treatment."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import TreatmentForm
from cases.forms.base import UnusualForm, set_choices
from cases.statuses import (
    COURSE_END_CHOICES,
    END_CHOICES,
    PERSON_STATUSES,
    EndReason,
    PersonStatus,
)
from foundation.forms import EMPTY, DayField, LineField, TodayField


class CourseEndField(forms.ChoiceField):
    """The reason for which a course of treatment ended; it is asked for, never assumed."""

    def __init__(self, *, label: Any, required: bool = False) -> None:
        super().__init__(label=label, choices=[EMPTY, *COURSE_END_CHOICES], required=required)


class StatusMoveForm(UnusualForm):
    """A move to another status; only the moves that the table allows are offered."""

    asked_back = ("rehab_end_reason", "substitution_end_reason", "unusual_reason")

    to = forms.ChoiceField(label=_("Chuyển sang diện"))
    on_day = TodayField(label=_("Từ ngày"))
    end_reason = forms.ChoiceField(
        label=_("Lý do kết thúc diện hiện tại"),
        choices=END_CHOICES,
        initial=EndReason.NEXT_STATUS,
    )
    decision_number = LineField(
        label=_("Số quyết định"),
        max_length=60,
        required=False,
        help_text=_("Bắt buộc với người sử dụng trái phép, người nghiện và quản lý sau cai."),
    )
    decision_date = DayField(label=_("Ngày quyết định"), required=False)
    issuer = LineField(label=_("Cơ quan ban hành"), max_length=160, required=False)
    term_end = DayField(
        label=_("Hết thời hạn"),
        required=False,
        help_text=_("Để trống: tính theo luật, từ ngày quyết định."),
    )
    rehab_end_reason = CourseEndField(label=_("Lý do kết thúc lần cai nghiện đang theo"))
    substitution_end_reason = CourseEndField(label=_("Lý do kết thúc điều trị thay thế"))

    def __init__(self, *args: Any, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = PERSON_STATUSES[PersonStatus(current)].moves
        offered = [EMPTY, *((move, PersonStatus(move).label) for move in moves)]
        set_choices(self, "to", PersonStatus.choices, offered=offered)


class TreatmentStartForm(UnusualForm):
    """A course of one form; its term follows from the law of that day, or is that of a court."""

    asked_back = ("end_reason", "substitution_end_reason", "unusual_reason")

    form = forms.ChoiceField(label=_("Hình thức"))
    started_on = TodayField(label=_("Bắt đầu từ ngày"))
    provider = LineField(
        label=_("Cơ sở, người phụ trách"),
        max_length=160,
        required=False,
        help_text=_("Ví dụ: Trạm y tế phường."),
    )
    decision_number = LineField(label=_("Số quyết định"), max_length=60, required=False)
    term_end = DayField(
        label=_("Hết thời hạn"),
        required=False,
        help_text=_("Ghi thời hạn trong quyết định của Tòa án. Để trống: tính theo luật."),
    )
    end_reason = CourseEndField(label=_("Lý do kết thúc lần này"))
    substitution_end_reason = CourseEndField(label=_("Lý do kết thúc điều trị thay thế"))

    def __init__(self, *args: Any, offered: Iterable[TreatmentForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "form", [(form.value, form.label) for form in offered])


class TreatmentEndForm(UnusualForm):
    """The day on which a course ended, and the reason."""

    ended_on = TodayField(label=_("Kết thúc từ ngày"))
    reason = CourseEndField(label=_("Lý do kết thúc"), required=True)
