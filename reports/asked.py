"""Reads from the address for which day and criteria set a dashboard is shown."""

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
    """The day and criteria set to show.

    `complaint` says in a sentence what could not be read and what is shown instead, else it is "".
    """

    day: date
    criteria_set: CriteriaSet
    complaint: str = ""

    @property
    def query(self) -> str:
        """Returns the query string for links that stay on the same day and set."""
        return f"?as_of={self.day:%Y-%m-%d}&set={self.criteria_set.code}"

    @property
    def caveat(self) -> str:
        """Returns the warning that the set was not yet in force on that day, "" when it was."""
        if self.day >= self.criteria_set.valid_from:
            return ""
        words = _(
            "%(set)s chưa có hiệu lực vào ngày này (có từ ngày %(day)s); kết quả chỉ để đối chiếu."
        )
        first = f"{self.criteria_set.valid_from:%d/%m/%Y}"
        return words % {"set": self.criteria_set.label, "day": first}

    def on_days_of(self, ward: Ward) -> "Asked":
        """Returns the same with the nearest day on which the ward existed.

        When that is another day, `complaint` says so.
        """
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
    """Returns the address of the page with the rows behind one figure of a ward on a day."""
    address = reverse("reports:evidence", args=[ward.pk, criteria_set.code, criterion.code])
    return f"{address}?as_of={day:%Y-%m-%d}"


def asked(params: QueryDict, *, default: date | None = None) -> Asked:
    """Reads `as_of` (see `read_day`) and `set` from the parameters of the address.

    An unreadable or future day becomes `default` (today unless given), and `complaint` says so.
    An unknown set becomes CITY_2023.
    """
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
    """Returns the day written as dd/mm/yyyy, YYYY-MM-DD or dd-mm-yyyy, None if it is no real day.

    Days before 1900 give None: they are typing errors, and subtracting months fails before year 1.
    """
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"):
        try:
            day = datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return day if day >= EARLIEST else None
    return None
