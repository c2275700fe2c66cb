"""The base of reports, and what all papers carry: letterhead, number, place, date, small cells.

Documents are in Vietnamese only: their words are not marked for translation, and whatever else
they print is taken in Vietnamese. The layout is that of Decree 30/2020/NĐ-CP Appendix I.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise

from accounts.permissions import Permission
from criteria.criterion import Result
from criteria.queries.small_cells import as_shown, lacking_text, small_cell
from wards.enums import AreaKind
from wards.models import Area, Ward

LANGUAGE = "vi"
Place = Ward | Area
_ONE_DIGIT = 10
#: Decree 30/2020: a zero goes before days 1-9 and before months 1 and 2 only.
_MONTHS_WITH_ZERO = 2
_KINDS_OF_AREA = ("Thành phố ", "Tỉnh ")


@dataclass(frozen=True)
class Registry:
    """Number and signer that the registry adds to a paper; without a number it is a draft."""

    number: str = ""
    signer: str = ""
    by_deputy: bool = False


@dataclass(frozen=True)
class Letterhead:
    """The head of a paper: superior and issuing agency, symbol of its reports, and its seat."""

    superior: str
    agency: tuple[str, ...]
    symbol: str
    seat: str
    #: The city or province to which a ward belongs; None in reports of areas.
    above: Area | None = None


@dataclass(frozen=True)
class Paper:
    """One report about one place on one day, ready to be laid out."""

    report: "Report"
    place: Place
    as_of: date
    signed_on: date
    registry: Registry
    is_exact: bool
    letterhead: Letterhead
    body: Any

    @property
    def is_draft(self) -> bool:
        return not self.registry.number

    @property
    def title(self) -> str:
        """Returns the title that file viewers and screen readers give for the document."""
        day = f"tính đến ngày {self.as_of:%d/%m/%Y}"
        return f"Báo cáo {self.report.subject} – {self.place}, {day}"

    @property
    def place_and_date(self) -> str:
        return f"{self.letterhead.seat}, {long_date(self.signed_on)}"

    @property
    def foot(self) -> str:
        """Returns the line at the bottom of every page."""
        number = "Bản dự thảo, chưa ban hành" if self.is_draft else f"Số {self.registry.number}"
        parts = [f"Số liệu tính đến ngày {self.as_of:%d/%m/%Y}", number]
        return " · ".join([*parts, "dữ liệu minh họa"] if settings.DEMO else parts)

    @property
    def file_name(self) -> str:
        place = self.place.code or str(self.place.pk)
        return f"{self.report.slug}_{place}_{self.as_of:%Y-%m-%d}.pdf"

    @property
    def posts(self) -> tuple[str, ...]:
        """Returns the lines above the signature; a deputy signs on behalf of the head ("KT.")."""
        head = self.report.head
        deputy = (f"KT. {head}", f"PHÓ {head}")
        return (self.report.on_behalf_of, *(deputy if self.registry.by_deputy else (head,)))

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(self.report.recipients(self.place, self.letterhead))

    @property
    def figures(self) -> dict[str, Any]:
        """Returns the printed figures, which are stored with the issued file."""
        return dict(self.report.figures(self.body))


class Report(ABC):
    """Base of the reports in reports/catalogue: attributes for texts, `body` for all figures."""

    slug: ClassVar[str]
    #: Name of the report in lists and on pages; translated.
    title: ClassVar[str | Promise]
    #: Trích yếu: the words that follow "BÁO CÁO" on the paper.
    subject: ClassVar[str]
    #: The kind of place that it reports on: Ward or Area.
    place_model: ClassVar[type[Ward] | type[Area]]
    #: The right to issue it, to be held in the place itself: the paper is issued in its name.
    issued_with: ClassVar[Permission]
    symbol: ClassVar[str]
    #: The body on whose behalf it is signed, and the post of its head, who signs.
    on_behalf_of: ClassVar[str]
    head: ClassVar[str]
    template: ClassVar[str]

    def build(
        self, place: Place, as_of: date, *, registry: Registry | None = None, is_exact: bool = False
    ) -> Paper:
        """Returns the paper as of that day, dated today.

        `is_exact` prints small counts of people in full.
        """
        with translation.override(LANGUAGE):
            letterhead = self.letterhead(place, as_of)
            return Paper(
                self,
                place,
                as_of,
                timezone.localdate(),
                registry or Registry(),
                is_exact,
                letterhead,
                self.body(place, as_of, letterhead=letterhead, is_exact=is_exact),
            )

    @property
    def is_of_ward(self) -> bool:
        return self.place_model is Ward

    def why_not_issued(self, paper: Paper) -> str:
        """Returns the sentence why these figures must not be issued, "" when they may be."""
        return ""

    @abstractmethod
    def letterhead(self, place: Any, as_of: date) -> Letterhead:
        """Returns the head of the paper for that place and day."""

    @abstractmethod
    def recipients(self, place: Any, letterhead: Letterhead) -> tuple[str, ...]:
        """Returns the lines of "Nơi nhận" (recipients), with the archive as the last."""

    @abstractmethod
    def body(self, place: Any, as_of: date, *, letterhead: Letterhead, is_exact: bool) -> Any:
        """Returns all figures and words of the paper; the template only lays them out."""

    @abstractmethod
    def figures(self, body: Any) -> Mapping[str, Any]:
        """Returns the printed figures as plain data that can be stored as JSON."""


@dataclass(frozen=True)
class CriterionLine:
    """One criterion as a row of a table."""

    code: str
    number: int
    title: str
    short_title: str
    figure: str
    verdict: str
    is_met: bool
    #: Words and numbers of what is still lacking; "" when the criterion is met.
    lacking: str
    responsible: str


def criterion_line(result: Result, *, is_exact: bool) -> CriterionLine:
    criterion = result.criterion
    return CriterionLine(
        criterion.code,
        criterion.number,
        str(criterion.title),
        str(criterion.short_title),
        as_shown(result, hides=not is_exact).figure,
        str(result.verdict.label),
        result.is_met,
        lacking_text(result, hides=not is_exact),
        str(criterion.responsible),
    )


def shown(count: int, *, is_exact: bool) -> str:
    """Returns a count of people as printed: "< 3" for one or two when the paper leaves the ward."""
    return small_cell(count, counts_people=not is_exact)


def long_date(day: date) -> str:
    """Returns the date in words: "ngày 05 tháng 02 năm 2026", "ngày 24 tháng 9 năm 2026"."""
    digits = f"{day.day:02d}" if day.day < _ONE_DIGIT else str(day.day)
    month = f"{day.month:02d}" if day.month <= _MONTHS_WITH_ZERO else str(day.month)
    return f"ngày {digits} tháng {month} năm {day.year}"


def plain_name(area: Area | None) -> str:
    """Returns the area's name without its kind: "Lào Cai" for "Tỉnh Lào Cai", "" for no area.

    A set of wards takes the name of its parent area.
    """
    if area is None:
        return ""
    if area.kind == AreaKind.SET and area.parent is not None:
        return plain_name(area.parent)
    return next(
        (area.name.removeprefix(kind) for kind in _KINDS_OF_AREA if area.name.startswith(kind)),
        area.name,
    )


def in_sentence(area: Area) -> str:
    """Returns the name as written in a sentence: "địa bàn thành phố Lào Cai cũ", "tỉnh Lào Cai"."""
    return area.name[:1].lower() + area.name[1:]


def committee_of(area: Area | None) -> str:
    """Returns the name of the steering committee to which a ward of that area reports."""
    return f"Ban Chỉ đạo {in_sentence(area)}" if area else "Ban Chỉ đạo cấp trên"
