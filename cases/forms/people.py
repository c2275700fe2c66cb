"""A person's own values, for a new person and for a correction."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.enums import Drug, Education, Ethnicity, ResidenceKind, Route, Sex
from cases.forms.base import GroupField, LongText, set_rows
from cases.models import Person
from cases.models.person import PersonQuerySet
from cases.queries.search import namesakes
from cases.statuses import FIRST_STATUSES
from foundation.forms import EMPTY, DayField, TodayField

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
    ("status", "status_from", "decision_number", "decision_date", "issuer"),
)
CHARGE: Section = (_("Phụ trách"), ("officer",))
BACKGROUND: Section = (
    _("Lý lịch (Mẫu 05)"),
    (
        "birthplace",
        "home_town",
        "education",
        "first_use_year",
        "drug",
        "route",
        "past_rehab_count",
        "has_psychosis",
        "convictions",
        "note",
    ),
)

_ID_HELP = _("CCCD 12 chữ số hoặc CMND cũ 9 chữ số. Lưu mã hóa, chỉ hiện vài số đầu và cuối.")


class SectionedForm(forms.Form):
    """A long form in parts."""

    parts: tuple[Section, ...] = ()

    def sections(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        for title, names in self.parts:
            yield title, [self[name] for name in names if name in self.fields]


class PersonFieldsForm(SectionedForm):
    """What Form 05 asks about a person; the rules on the values are the action's."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    other_name = forms.CharField(label=_("Tên gọi khác"), max_length=120, required=False)
    birth_date = DayField(
        label=_("Ngày sinh"), required=False, help_text=_("Không rõ ngày thì chỉ ghi năm sinh.")
    )
    birth_year = forms.IntegerField(
        label=_("Năm sinh"),
        min_value=1900,
        max_value=2100,
        required=False,
        help_text=_("Bỏ trống khi đã ghi ngày sinh."),
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=[EMPTY, *Sex.choices])
    ethnicity = forms.ChoiceField(label=_("Dân tộc"), choices=Ethnicity.choices)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    occupation = forms.CharField(label=_("Nghề nghiệp"), max_length=120, required=False)
    guardians = LongText(
        label=_("Cha mẹ, người giám hộ"), rows=2, help_text=_("Cần ghi với người dưới 18 tuổi.")
    )
    officer = forms.ModelChoiceField(
        label=_("Cán bộ phụ trách"),
        queryset=User.objects.none(),
        empty_label=EMPTY[1],
        required=False,
    )
    birthplace = forms.CharField(label=_("Nơi sinh"), max_length=200, required=False)
    home_town = forms.CharField(label=_("Quê quán"), max_length=200, required=False)
    education = forms.ChoiceField(
        label=_("Trình độ văn hóa"), choices=[EMPTY, *Education.choices], required=False
    )
    first_use_year = forms.IntegerField(
        label=_("Năm sử dụng lần đầu"), min_value=1900, max_value=2100, required=False
    )
    drug = forms.ChoiceField(
        label=_("Loại ma túy sử dụng"), choices=[EMPTY, *Drug.choices], required=False
    )
    route = forms.ChoiceField(
        label=_("Hình thức sử dụng"), choices=[EMPTY, *Route.choices], required=False
    )
    past_rehab_count = forms.IntegerField(
        label=_("Số lần đã cai nghiện"), min_value=0, max_value=50, required=False
    )
    has_psychosis = forms.BooleanField(label=_("Có biểu hiện loạn thần"), required=False)
    convictions = LongText(label=_("Tiền án, tiền sự về ma túy"))
    note = LongText(
        label=_("Ghi chú"),
        help_text=_("Không ghi bí mật nhà nước, cơ sở bí mật hay nội dung chuyên án."),
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "officer", officers)

    def clean_past_rehab_count(self) -> int:
        return self.cleaned_data["past_rehab_count"] or 0

    def clean(self) -> dict[str, Any]:
        """The year follows from the day."""
        data = self.cleaned_data
        if data.get("birth_date"):
            data["birth_year"] = data["birth_date"].year
        return data


class NewPersonForm(PersonFieldsForm):
    """A person, where they live and their first status; asks again when somebody like that is known."""

    parts = (IDENTITY, PLACE, COURSE, CHARGE, BACKGROUND)

    id_number = forms.CharField(
        label=_("Số định danh (CCCD, CMND)"), max_length=20, required=False, help_text=_ID_HELP
    )
    group = GroupField(label=_("Tổ, thôn"))
    since = TodayField(label=_("Cư trú từ ngày"))
    residence_kind = forms.ChoiceField(label=_("Hình thức cư trú"), choices=ResidenceKind.choices)
    address = forms.CharField(
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
        help_text=_("Để trống: từ ngày bắt đầu cư trú."),
    )
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    decision_date = DayField(label=_("Ngày quyết định"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=160, required=False)
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
                self.add_error(
                    "is_another", _("Đã có người cùng tên, cùng năm sinh. Xem lại trước khi lập.")
                )
        return data


class PersonForm(PersonFieldsForm):
    """A correction with the version that was opened. The identity number is never shown: only replaced."""

    parts = (IDENTITY, CHARGE, BACKGROUND)

    new_id_number = forms.CharField(label=_("Số định danh mới"), max_length=20, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {"shown": person.masked_id_number or _("chưa có")}
        self.fields["new_id_number"].help_text = (
            _("Đang lưu: %(shown)s. Để trống nếu không đổi.") % kept
        )
        for name in self.fields:
            self.initial.setdefault(name, getattr(person, name, None))
        self.initial["birth_year"] = None if person.birth_date else person.birth_year


class RevealForm(forms.Form):
    """Why the full number is needed."""

    reason = forms.CharField(
        label=_("Lý do cần xem"),
        max_length=300,
        help_text=_(
            "Ví dụ: lập quyết định quản lý số 12/QĐ-UBND. Lý do được ghi vào nhật ký truy cập."
        ),
    )
