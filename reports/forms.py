"""Forms of documents: which report of which place and day, and what the registry enters on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.forms import DayField, LineField
from reports.asked import asked
from reports.catalogue.base import Paper, Place, Report
from reports.queries import (
    areas_to_choose,
    knows_people,
    may_issue,
    wards_to_choose,
    why_only_draft,
)
from wards.models import Ward

#: Audiences of a paper; small counts of people are hidden outside the ward
#: (criteria.queries.small_cells).
OUTSIDE, OWN = "outside", "own"
AUDIENCES = (
    (OUTSIDE, _("Gửi ra ngoài đơn vị: số người từ 1 đến 2 ghi “< 3”")),
    (OWN, _("Lưu tại đơn vị: ghi đủ số người")),
)


@dataclass(frozen=True)
class AskedPaper:
    """The paper that an address names. The view has checked that the user may see the place."""

    report: Report
    place: Place
    day: date
    #: Whether the reader may see the ward's people, and therefore small counts in full.
    may_be_exact: bool
    is_exact: bool
    may_issue: bool
    #: Sentence why nobody may issue the paper today, "" when it can be issued.
    only_draft: str
    #: Sentence on what could not be read and what is shown instead, "" when all was read.
    complaint: str

    @classmethod
    def read(cls, user: User, params: QueryDict, report: Report, place: Place) -> "AskedPaper":
        """Builds the paper from `as_of` and `audience` of the address.

        Readers who may see the ward's people get full figures unless the audience is OUTSIDE.
        """
        question = asked(params)
        if isinstance(place, Ward):
            question = question.on_days_of(place)
        day, complaint = question.day, question.complaint
        may = isinstance(place, Ward) and knows_people(user, place, day)
        is_exact = may and params.get("audience") != OUTSIDE
        only_draft = why_only_draft(place)
        issues = not only_draft and may_issue(user, report.issued_with, place)
        return cls(report, place, day, may, is_exact, issues, only_draft, complaint)

    @property
    def place_name(self) -> str:
        """Returns "ward" or "area": the parameter in the address and the argument of the action."""
        return "ward" if self.report.is_of_ward else "area"

    @property
    def query(self) -> str:
        """Returns the query string that names the same paper."""
        return self.query_for(OWN if self.is_exact else OUTSIDE)

    @property
    def other_query(self) -> str:
        """Returns the query string that names the same paper for the other audience."""
        return self.query_for(OUTSIDE if self.is_exact else OWN)

    def query_for(self, audience: str) -> str:
        tail = f"&audience={audience}" if self.may_be_exact else ""
        return f"?{self.place_name}={self.place.pk}&as_of={self.day:%Y-%m-%d}{tail}"

    def build(self) -> Paper:
        return self.report.build(self.place, self.day, is_exact=self.is_exact)


class PlaceField(forms.ModelChoiceField[Any]):
    """Choice of a place. Former units show their last day: two units may have the same name."""

    def label_from_instance(self, place: Place) -> str:
        name = str(place)[:1].upper() + str(place)[1:]
        if place.is_open:
            return name
        last = date.fromordinal(place.valid_to.toordinal() - 1)
        return _("%(place)s (đến %(day)s)") % {"place": name, "day": f"{last:%d/%m/%Y}"}


class ChooseForm(forms.Form):
    """Place and day of a preview, sent by GET under the same parameter names that links use."""

    def __init__(self, *args: Any, user: User, asked_paper: AskedPaper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_ward = asked_paper.report.is_of_ward
        self.fields[asked_paper.place_name] = PlaceField(
            label=_("Xã, phường") if is_ward else _("Địa bàn"),
            queryset=wards_to_choose(user) if is_ward else areas_to_choose(user),
            initial=asked_paper.place,
            empty_label=None,
        )
        self.fields["as_of"] = DayField(label=_("Thời điểm số liệu"))
        self.initial["as_of"] = asked_paper.day


class IssueForm(forms.Form):
    """What the registry enters to issue a report: day, number, signer and audience."""

    as_of = DayField(label=_("Thời điểm số liệu"))
    number = LineField(
        label=_("Số, ký hiệu"),
        max_length=60,
        help_text=_("Số tiếp theo trong năm; sửa được theo sổ văn thư."),
    )
    signer = LineField(label=_("Người ký"), max_length=120, required=False)
    by_deputy = forms.BooleanField(label=_("Cấp phó ký thay (KT.)"), required=False)
    audience = forms.ChoiceField(
        label=_("Phạm vi"),
        choices=AUDIENCES,
        help_text=_("Bản lưu tại đơn vị không hiện trong kho của Ban Chỉ đạo."),
    )

    def __init__(self, *args: Any, may_be_exact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_exact:
            del self.fields["audience"]

    def clean(self) -> dict[str, Any]:
        """Replaces `audience` by `is_exact`, which is the argument of the action."""
        values = super().clean() or {}
        return values | {"is_exact": values.pop("audience", OUTSIDE) == OWN}
