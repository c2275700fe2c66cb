"""What a dashboard is asked for: the day and the criteria set in the address."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from criteria.criterion import Criterion
from criteria.sets import CITY_2023, CriteriaSet, get_set
from foundation.validators import EARLIEST
from wards.models import Ward


@dataclass(frozen=True)
class Asked:
    """The day and set to show; `complaint` says what could not be read and what is shown instead."""

    day: date
    criteria_set: CriteriaSet
    complaint: str = ""

    @property
    def query(self) -> str:
        """For links that stay on the same day and set."""
        return f"?as_of={self.day:%Y-%m-%d}&set={self.criteria_set.code}"

    @property
    def caveat(self) -> str:
        """That the set did not bind yet on that day."""
        if self.day >= self.criteria_set.valid_from:
            return ""
        words = _(
            "%(set)s chưa có hiệu lực vào ngày này (có từ ngày %(day)s); kết quả chỉ để đối chiếu."
        )
        first = f"{self.criteria_set.valid_from:%d/%m/%Y}"
        return words % {"set": self.criteria_set.label, "day": first}

    def on_days_of(self, ward: Ward) -> "Asked":
        """The nearest day on which the ward stood; another one than was asked for is told."""
        last = date.fromordinal(ward.valid_to.toordinal() - 1)
        day = min(max(self.day, ward.valid_from), last)
        if day == self.day:
            return self
        words = _("%(ward)s có từ ngày %(first)s đến ngày %(last)s; đang xem ngày %(day)s.")
        if ward.is_open:
            words = _("%(ward)s có từ ngày %(first)s; đang xem ngày %(day)s.")
        days = {"first": ward.valid_from, "last": last, "day": day}
        parts = {name: f"{each:%d/%m/%Y}" for name, each in days.items()}
        return replace(self, day=day, complaint=words % {"ward": capfirst(str(ward)), **parts})


def evidence_url(ward: Ward, criteria_set: CriteriaSet, criterion: Criterion, day: date) -> str:
    """The page of the rows behind one figure of a ward on a day."""
    address = reverse("reports:evidence", args=[ward.pk, criteria_set.code, criterion.code])
    return f"{address}?as_of={day:%Y-%m-%d}"


def asked(params: QueryDict, *, default: date | None = None) -> Asked:
    """Read `as_of` (dd/mm/yyyy or YYYY-MM-DD) and `set`; nonsense falls back to today and says so."""
    today = default or timezone.localdate()
    criteria_set = get_set(params.get("set", "")) or CITY_2023
    text = params.get("as_of", "").strip()
    if not text:
        return Asked(today, criteria_set)
    day = read_day(text)
    if day is None:
        words = _(
            "“%(text)s” không phải một ngày có thật; ghi dạng 30/06/2024. Đang hiện số liệu ngày %(day)s."
        )
        return Asked(today, criteria_set, words % {"text": text[:20], "day": f"{today:%d/%m/%Y}"})
    if day > timezone.localdate():
        words = _("Chưa có số liệu cho ngày sau hôm nay. Đang hiện số liệu ngày %(day)s.")
        return Asked(today, criteria_set, words % {"day": f"{today:%d/%m/%Y}"})
    return Asked(day, criteria_set)


def read_day(text: str) -> date | None:
    """A real day of the calendar since 1900, or None: earlier ones are slips, and sums of months end at year 1."""
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"):
        try:
            day = datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return day if day >= EARLIEST else None
    return None
