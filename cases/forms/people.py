"""Forms with a person's own values, for a new person and for a correction."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms.base import GroupField, UnusualForm, set_rows
from cases.models import Person, Residence, StatusPeriod
from cases.models.person import EDITABLE, PersonQuerySet
from cases.queries.search import namesakes
from cases.statuses import FIRST_STATUSES
from foundation.forms import (
    EMPTY,
    DayField,
    FieldsForm,
    LineField,
    TodayField,
    VersionedForm,
    field_of,
)

Section = tuple[str | Promise, tuple[str, ...]]

IDENTITY: Section = (
    _("Nhân thân"),
    (
        "full_name",
        "other_name",
        "birth_date",
        "birth_year",
        "sex",
        "ethnicity",
        "id_number",
        "new_id_number",
        "phone",
        "occupation",
        "guardians",
    ),
)
PLACE: Section = (_("Nơi cư trú"), ("group", "since", "residence_kind", "address"))
COURSE: Section = (
    _("Diện quản lý"),
    ("status", "status_from", "decision_number", "decision_date", "issuer", "unusual_reason"),
)
CHARGE: Section = (_("Phụ trách"), ("officer",))
_OUTSIDE = {*IDENTITY[1], *CHARGE[1]}
BACKGROUND: Section = (
    _("Lý lịch (Mẫu 05)"),
    tuple(name for name in EDITABLE if name not in _OUTSIDE),
)


class SectionedForm(forms.Form):
    """A long form that is shown in titled parts."""

    parts: tuple[Section, ...] = ()

    def sections(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        for title, names in self.parts:
            yield title, [self[name] for name in names if name in self.fields]


class PersonFieldsForm(SectionedForm, FieldsForm):
    """What Form 05 asks about a person. The rules on the values are those of the action."""

    class Meta(FieldsForm.Meta):
        model = Person
        fields = EDITABLE
        widgets = {"guardians": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "officer", officers)

    def clean(self) -> dict[str, Any]:
        """Takes the birth year from the birth date, if there is a date."""
        data = super().clean()
        if data.get("birth_date"):
            data["birth_year"] = data["birth_date"].year
        return data


class NewPersonForm(UnusualForm, PersonFieldsForm):
    """A new person with residence and first status.

    It asks for confirmation if a person of the same or a similar name and the same birth year is
    known.
    """

    parts = (IDENTITY, PLACE, COURSE, CHARGE, BACKGROUND)

    group = GroupField(label=_("Tổ, thôn"))
    since = TodayField(label=_("Cư trú từ ngày"))
    residence_kind = field_of(Residence, "kind")
    address = LineField(
        label=_("Địa chỉ"), max_length=200, required=False, help_text=_("Số nhà, ngõ, xóm.")
    )
    status = forms.ChoiceField(
        label=_("Diện quản lý"),
        choices=[EMPTY, *((s.value, s.label) for s in FIRST_STATUSES)],
        help_text=_("Mọi diện, trừ nghi vấn sử dụng, phải có số và ngày quyết định."),
    )
    status_from = DayField(
        label=_("Thuộc diện từ ngày"),
        required=False,
        help_text=_("Để trống: từ ngày quyết định, không có thì từ ngày bắt đầu cư trú."),
    )
    decision_number = field_of(StatusPeriod, "decision_number")
    decision_date = field_of(StatusPeriod, "decision_date")
    issuer = field_of(StatusPeriod, "issuer")
    is_another = forms.BooleanField(
        label=_("Vẫn lập hồ sơ mới: đây là người khác"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, groups: Any, people: PersonQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "group", groups)
        self.people = people
        self.namesakes: list[Person] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        name, year = data.get("full_name", ""), data.get("birth_year")
        self.namesakes = namesakes(self.people, name, year)
        if self.namesakes:
            self.fields["is_another"].widget = forms.CheckboxInput()
            if not data.get("is_another"):
                self.add_error("is_another", self._why_to_look())
        return data

    def _why_to_look(self) -> str:
        if self.namesakes[0].has_same_name:
            return gettext("Đã có người cùng tên, cùng năm sinh. Xem lại trước khi lập.")
        return gettext("Có người tên gần giống, cùng năm sinh. Xem lại trước khi lập.")


class PersonForm(VersionedForm, PersonFieldsForm):
    """A correction. The identity number is never shown in full, only replaced."""

    parts = (IDENTITY, CHARGE, BACKGROUND)

    class Meta(PersonFieldsForm.Meta):
        exclude = ("id_number",)

    new_id_number = field_of(Person, "id_number", label=_("Số định danh mới"))

    def __init__(self, *args: Any, row: Person, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        words = {"shown": row.masked_id_number or _("chưa có")}
        self.fields["new_id_number"].help_text = (
            _("Đang lưu: %(shown)s. Để trống nếu không đổi.") % words
        )
        self.initial["birth_year"] = None if row.birth_date else row.birth_year


class RevealForm(forms.Form):
    """The reason for which the full identity number is needed."""

    reason = LineField(
        label=_("Lý do cần xem"),
        max_length=300,
        help_text=_(
            "Ví dụ: lập quyết định quản lý số 12/QĐ-UBND. Lý do được ghi vào nhật ký truy cập."
        ),
    )
