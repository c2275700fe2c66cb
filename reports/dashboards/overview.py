"""An area's overview: four figures, phases, matrix, trends, map, and the wards closest to done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from criteria.criterion import Result, grouped
from criteria.enums import SIGNS, Verdict
from criteria.queries.evidence import Reader
from criteria.queries.scores import ScoreReader, TrendPoint
from criteria.queries.small_cells import ShownCount, as_shown, cell, lacking_text
from criteria.scoring import WardScore
from criteria.sets import CITY_2023, SETS, CriteriaSet
from incidents.queries.period_figures import IncidentFigures, incident_figures
from programme.queries.phases import PhasePlan, PhaseProgress
from reports.asked import Asked, evidence_url
from reports.charts import Bubble, Series, bubble_map, for_each_width, line_chart
from reports.dashboards.phases import PhaseCard, cards
from reports.days import PROGRAMME_START, quarter_before, trend_days
from wards.models import Area, GroupPlacement, Ward
from wards.models.ward import WardQuerySet
from wards.queries.places import default_area, wards_of_area_ever, wards_on

CLOSEST = 5
#: Words with which the names of areas begin; inside a sentence they are written in lower case.
_NOUNS = ("Thành phố ", "Tỉnh ", "Địa bàn ", "Cả nước")
#: The map shows each ward by the worst of its verdicts, so that no ward looks better than it is.
_WORST_FIRST = (Verdict.MISSED, Verdict.NO_DATA, Verdict.NEAR, Verdict.MET)


@dataclass(frozen=True)
class MatrixCell:
    """One verdict of the matrix, ready to print.

    It is computed here because a template call for each cell would take longer than the query.
    """

    css: str
    sign: str
    head: str
    foot: str
    url: str
    says: str


@dataclass(frozen=True)
class MatrixRow:
    """One ward of the matrix: its link, a note on it, criteria met (as "7/8") and its cells."""

    ward: Ward
    url: str
    note: str
    met: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Tile:
    """One of the four figures, with a note such as its change since last quarter, and a link."""

    label: str
    figure: str
    note: str
    url: str


@dataclass(frozen=True)
class Overview:
    """Everything the page shows."""

    area: Area
    asked: Asked
    sets: Sequence[CriteriaSet]
    #: Number of all units of that day, including those without data.
    units: int
    tiles: tuple[Tile, ...]
    phases: Sequence[PhaseCard]
    rows: tuple[MatrixRow, ...]
    people_chart: SafeString
    wards_chart: SafeString
    trend_rows: Sequence[tuple[date, str, int, int]]
    map: SafeString
    closest: Sequence[tuple[WardScore, str]]

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """Returns the verdicts that the legend explains."""
        return tuple(Verdict)

    @property
    def asks_city_set(self) -> bool:
        """Returns whether the city's set is shown; the city's report is always about that set."""
        return self.asked.criteria_set is CITY_2023

    @property
    def area_name(self) -> str:
        """Returns the name as written in a sentence: "thành phố Lào Cai", but "Lào Cai"."""
        name = str(self.area)
        return name[:1].lower() + name[1:] if name.startswith(_NOUNS) else name


def build(user: User, asked: Asked) -> Overview | None:
    """Returns the overview of the user's own area, None when they answer for no area.

    The scores of all days that the page compares are read together (criteria.queries.scores).
    """
    area = default_area(user, Permission.VIEW_OVERVIEW)
    if area is None:
        return None
    seen = Ward.objects.visible_to(user, Permission.VIEW_OVERVIEW)
    plan = PhasePlan.load(area, asked.day, seen)
    before, months = quarter_before(asked.day), trend_days(asked.day)
    needs = plan.needs
    needs.setdefault(asked.criteria_set, set()).update({asked.day, before, *months})
    needs.setdefault(CITY_2023, set()).add(asked.day)
    wards = seen.filter(pk__in=plan.ward_ids) | wards_of_area_ever(seen, area)
    book = ScoreReader(wards, needs, with_groups=True)
    scores, phases = book.on(asked.day, asked.criteria_set), plan.states(book)
    points = book.trend(months, asked.criteria_set)
    units = wards_on(asked.day, area) & seen
    return Overview(
        area=area,
        asked=asked,
        sets=SETS,
        units=units.count(),
        phases=cards(phases),
        tiles=_tiles(units, asked, book, before),
        rows=tuple(_row(score, asked, _phase_numbers(phases)) for score in scores),
        people_chart=for_each_width(
            partial(people_chart, months, [p.people for p in points], hides=True)
        ),
        wards_chart=for_each_width(partial(_wards_chart, points)),
        trend_rows=[(p.day, str(cell(p.people)), p.all_met, p.wards) for p in points],
        map=bubble_map(
            [_bubble(score, asked) for score in scores if score.ward.latitude],
            title=_("Bản đồ xã, phường"),
        ),
        closest=_closest(scores),
    )


def _tiles(wards: WardQuerySet, asked: Asked, book: ScoreReader, earlier: date) -> tuple[Tile, ...]:
    scores, before = (book.on(day, asked.criteria_set) for day in (asked.day, earlier))
    met = sum(score.is_all_met for score in scores)
    people, people_before = (cell(sum(score.people for score in rows)) for rows in (scores, before))
    signed, households = _pledged(book.on(asked.day, CITY_2023))
    figures = _incidents(wards, asked.day)
    total = scores[0].total if scores else 0
    return (
        Tile(
            _("Xã, phường đạt %(n)s/%(n)s") % {"n": total},
            f"{met} / {len(scores)}",
            _wards_movement(scores, before),
            "#matrix",
        ),
        Tile(
            _("Người trong diện quản lý"),
            str(people),
            _people_movement(people, people_before),
            reverse("reports:ward-list") + asked.query,
        ),
        Tile(
            _("Hộ đã ký cam kết"),
            _share(signed, households),
            _("%(signed)s / %(all)s hộ") % {"signed": grouped(signed), "all": grouped(households)},
            "#matrix"
            if asked.criteria_set is CITY_2023
            else Asked(asked.day, CITY_2023).query + "#matrix",
        ),
        Tile(
            _("Vụ việc từ đầu năm 2023"),
            grouped(figures.incidents),
            _("%(arrested)s đối tượng · %(proposals)s hồ sơ đề nghị cai nghiện bắt buộc")
            % {"arrested": cell(figures.arrested), "proposals": cell(figures.proposals)},
            reverse("reports:incident-list") + asked.query,
        ),
    )


def _incidents(wards: WardQuerySet, day: date) -> IncidentFigures:
    placed = GroupPlacement.objects.in_force(day).filter(ward__in=wards.values("pk"))
    return incident_figures(placed.values("group_id"), PROGRAMME_START, day)


def _pledged(scores: list[WardScore]) -> tuple[int, int]:
    """Returns the number of households that signed and of all households.

    Only the city's set has this criterion, but the figure is shown under every set.
    """
    measurements = [score.result("household_pledge").measurement for score in scores]
    return sum(m.numerator for m in measurements), sum(m.denominator or 0 for m in measurements)


def _share(part: int, whole: int) -> str:
    return f"{part * 1000 // whole / 10:.1f} %".replace(".", ",") if whole else "–"


def _wards_movement(now: list[WardScore], before: list[WardScore]) -> str:
    """Returns the change since last quarter in words.

    When the units differ, as after a reorganisation, it returns last quarter's figure instead, or ""
    when there were no units then.
    """
    met, met_before = (sum(score.is_all_met for score in rows) for rows in (now, before))
    if {score.ward.pk for score in now} == {score.ward.pk for score in before}:
        return _movement(met - met_before)
    words = _("quý trước: %(met)s/%(all)s đơn vị") % {"met": met_before, "all": len(before)}
    return words if before else ""


def _people_movement(now: ShownCount, before: ShownCount) -> str:
    """Returns the change in words, "" when it would reveal how few people there are or were."""
    if now.number is None or before.number is None:
        return ""
    return _movement(now.number - before.number)


def _movement(change: int) -> str:
    if change == 0:
        return _("không đổi so với quý trước")
    words = _("▲ %(n)s so với quý trước") if change > 0 else _("▼ %(n)s so với quý trước")
    return words % {"n": grouped(abs(change))}


def people_chart(
    days: Sequence[date], counts: Sequence[int], *, hides: bool, narrow: bool = False
) -> SafeString:
    """Draws the people under management.

    With `hides`, one and two are drawn at the same height and labelled "< 3".
    """

    def told(count: int) -> ShownCount:
        return cell(count, hides=hides)

    last = str(told(counts[-1])) if counts else ""
    line = Series(_("người"), [told(count).high for count in counts], last)
    title = _("Người trong diện quản lý")
    return line_chart(days, [line], title=title, desc=course(counts, told), narrow=narrow)


def _wards_chart(points: Sequence[TrendPoint], *, narrow: bool) -> SafeString:
    met = [point.all_met for point in points]
    lines = [Series(_("đạt"), met), Series(_("tổng"), [point.wards for point in points])]
    return line_chart(
        [point.day for point in points],
        lines,
        title=_("Xã, phường đạt tất cả tiêu chí"),
        desc=course(met),
        narrow=narrow,
    )


def course(values: Sequence[int], shown: Callable[[int], ShownCount | int] = int) -> str:
    """Returns the course of a chart in one sentence, for readers who cannot see it."""
    if not values:
        return ""
    words = _("từ %(first)s đến %(last)s, thấp nhất %(low)s, cao nhất %(high)s")
    marks = {"first": values[0], "last": values[-1], "low": min(values), "high": max(values)}
    return words % {name: shown(value) for name, value in marks.items()}


def _phase_numbers(phases: Sequence[PhaseProgress]) -> dict[int, str]:
    """Returns ward id -> numbers of the phases with a target for it, such as "1".

    A unit that took over targets of its predecessors may have several: "1, 3".
    """
    numbers: dict[int, set[int]] = {}
    for phase in phases:
        for target in phase.targets:
            for ward_id in {
                target.target.ward_id,
                target.now.ward.pk if target.now else target.target.ward_id,
            }:
                numbers.setdefault(ward_id, set()).add(phase.phase.number)
    return {
        ward_id: ", ".join(map(str, sorted(phase_numbers)))
        for ward_id, phase_numbers in numbers.items()
    }


def _row(score: WardScore, asked: Asked, phases: Mapping[int, str]) -> MatrixRow:
    notes = [str(score.ward.get_kind_display())]
    if score.ward.is_border:
        notes.append(_("biên giới"))
    if score.ward.pk in phases:
        notes.append(_("GĐ %(n)s") % {"n": phases[score.ward.pk]})
    return MatrixRow(
        score.ward,
        score.ward.get_absolute_url() + asked.query,
        " · ".join(notes),
        f"{score.met}/{score.total}",
        tuple(matrix_cell(score, result, asked) for result in score.results),
    )


def matrix_cell(score: WardScore, result: Result, asked: Asked) -> MatrixCell:
    """Returns a verdict with its figures and the link to its evidence."""
    badge, shown = result.verdict.badge, as_shown(result, hides=True)
    figure = shown.figure
    if result.verdict == Verdict.NO_DATA:
        head, foot = str(result.verdict.label), result.missing_text or figure
    elif shown.percent:
        head, foot = shown.percent, figure
    else:
        head, foot = str(result.verdict.label), figure
    url = evidence_url(score.ward, asked.criteria_set, result.criterion, asked.day)
    says = f"{score.ward}: {result.criterion.short_title}: {result.verdict.label}, {figure}"
    if result.missing_text:
        says = f"{says}, {result.missing_text}"
    return MatrixCell(badge, SIGNS[badge], head, foot, url, says)


def _bubble(score: WardScore, asked: Asked) -> Bubble:
    verdicts = {result.verdict for result in score.results}
    kind = next(verdict.badge for verdict in _WORST_FIRST if verdict in verdicts)
    says = _("%(ward)s: đạt %(met)s trên %(total)s tiêu chí") % {
        "ward": score.ward,
        "met": score.met,
        "total": score.total,
    }
    return Bubble(
        score.ward.name,
        f"{SIGNS[kind]} {score.met}/{score.total}",
        kind,
        score.ward.latitude or 0,
        score.ward.longitude or 0,
        score.ward.get_absolute_url() + asked.query,
        says,
    )


def _closest(scores: list[WardScore]) -> list[tuple[WardScore, str]]:
    open_wards = sorted(
        (score for score in scores if not score.is_all_met),
        key=lambda score: score.total - score.met,
    )
    return [(score, remaining(score)) for score in open_wards[:CLOSEST]]


def remaining(score: WardScore, reader: Reader | None = None) -> str:
    """Returns what is lacking: "12 hộ chưa ký cam kết; 1 thôn, tổ chưa có hòm thư dùng được".

    Small counts of people are shown only when `reader` is given and may see them.
    """
    parts = []
    for result in score.unmet:
        criterion = result.criterion
        words = lacking_text(result, hides=reader.hides_small(criterion) if reader else True)
        parts.append(words if result.measurement.lacking else f"{criterion.short_title}: {words}")
    return "; ".join(parts)
