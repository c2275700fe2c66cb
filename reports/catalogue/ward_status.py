"""Báo cáo kết quả xây dựng xã, phường không có ma túy: a ward's report to its steering committee.

It prints the situation with the movement table of the assessment year (15/12 to the day), the eight
criteria with what is lacking, the criteria of Decision 28/2025, the phase, and what the ward asks
for. It prints counts only, never names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.queries.movements import Movements, Tallies, movements
from cases.statuses import MANAGED_STATUSES, PersonStatus
from criteria.criterion import grouped
from criteria.period import period_start
from criteria.queries.scores import ScoreReader
from criteria.scoring import WardScore
from criteria.sets import CITY_2023, QD28_2025, CriteriaSet
from incidents.queries.period_figures import IncidentFigures, incident_figures
from programme.queries.phases import PhasePlan
from reports.catalogue.base import (
    CriterionLine,
    Letterhead,
    Report,
    committee_of,
    criterion_line,
    in_sentence,
    plain_name,
    shown,
)
from reports.queries import WardFacts, area_above, ward_facts, ward_plan
from wards.enums import DrugClass
from wards.models import Area, GroupPlacement, Ward

_COLUMNS: Mapping[PersonStatus, str] = {
    PersonStatus.SUSPECTED_USE: "Nghi vấn sử dụng",
    PersonStatus.ILLEGAL_USE: "Sử dụng trái phép",
    PersonStatus.ADDICT: "Người nghiện",
    PersonStatus.POST_REHAB: "Quản lý sau cai",
}
_KEY_CLASSES = (DrugClass.I, DrugClass.II, DrugClass.III)


@dataclass(frozen=True)
class MovementRow:
    """A row of the movement table; `sign` is the Roman numeral of a sum, "" for a single reason."""

    sign: str
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SetResult:
    """One criteria set: a line per criterion, how many are met, and whether it was in force."""

    criteria_set: CriteriaSet
    lines: Sequence[CriterionLine]
    met: int
    was_in_force: bool

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def basis(self) -> str:
        """Returns the legal basis with its article first, as in sentences: "Điều 6 Quyết định …"."""
        decision, _comma, article = str(self.criteria_set.legal_basis).partition(", ")
        return (
            f"{article} {decision}".strip()
            if article.startswith("Điều")
            else str(self.criteria_set.legal_basis)
        )

    @property
    def unmet(self) -> list[CriterionLine]:
        return [line for line in self.lines if not line.is_met]


@dataclass(frozen=True)
class Goal:
    """A target of a phase, and the units it is set for: the ward, or units that passed into it."""

    phase: str
    due_on: date
    state: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class WardStatusBody:
    """Everything that the paper prints."""

    ward: Ward
    name: str
    to: str
    first_day: date
    facts: WardFacts
    classification: str
    columns: Sequence[str]
    movement: Sequence[MovementRow]
    incidents: tuple[str, ...]
    people: str
    city: SetResult
    national: SetResult
    goals: Sequence[Goal]


class WardStatus(Report):
    slug = "ward-status"
    title = _("Báo cáo kết quả xây dựng xã, phường không có ma túy")
    subject = "kết quả xây dựng xã, phường không có ma túy"
    place_model = Ward
    issued_with = Permission.ISSUE_REPORTS
    symbol = "BC-UBND"
    on_behalf_of = "TM. ỦY BAN NHÂN DÂN"
    head = "CHỦ TỊCH"
    template = "reports/catalogue/_ward_status.html"

    def letterhead(self, place: Ward, as_of: date) -> Letterhead:
        above = area_above(place, as_of)
        kind_and_name = str(place).upper()
        return Letterhead(
            superior=f"UBND {in_sentence(above)}" if above else "",
            agency=("ỦY BAN NHÂN DÂN", kind_and_name),
            symbol=self.symbol,
            seat=plain_name(above) or place.name,
            above=above,
        )

    def recipients(self, place: Ward, letterhead: Letterhead) -> tuple[str, ...]:
        kind = place.get_kind_display()
        return ("Như trên", f"Đảng ủy, HĐND, UBND {kind}", f"Công an {kind}", "Lưu: VT, CA")

    def body(
        self, place: Ward, as_of: date, *, letterhead: Letterhead, is_exact: bool
    ) -> WardStatusBody:
        plan, first = ward_plan(place, as_of), period_start(as_of)
        book = _book(place, plan, as_of)
        groups = GroupPlacement.objects.in_force(as_of).filter(ward=place).values("group")
        city = _score(book, place, as_of, CITY_2023)
        facts = ward_facts(place, first, as_of)
        return WardStatusBody(
            ward=place,
            name=str(place),
            to=committee_of(_area_of(plan) or letterhead.above),
            first_day=first,
            facts=facts,
            classification=_classification(facts),
            columns=[*_COLUMNS.values(), "Tổng số"],
            movement=_movement_rows(movements(groups, first, as_of), is_exact=is_exact),
            incidents=_incidents(incident_figures(groups, first, as_of), is_exact=is_exact),
            people=shown(city.people, is_exact=is_exact),
            city=_result(city, CITY_2023, is_exact=is_exact),
            national=_result(_score(book, place, as_of, QD28_2025), QD28_2025, is_exact=is_exact),
            goals=_goals(plan, book, place),
        )

    def figures(self, body: WardStatusBody) -> Mapping[str, Any]:
        return {
            "people": body.people,
            "movement": [[row.sign, row.label, *row.cells] for row in body.movement],
            "criteria": {
                result.criteria_set.code: {
                    line.code: [line.figure, line.verdict] for line in result.lines
                }
                for result in (body.city, body.national)
            },
            "incidents": list(body.incidents),
        }


def _book(ward: Ward, plan: PhasePlan, as_of: date) -> ScoreReader:
    needs = plan.needs
    for criteria_set in (CITY_2023, QD28_2025):
        needs.setdefault(criteria_set, set()).add(as_of)
    heirs = {succession.to_ward for succession in plan.successions}
    asked = {target.ward for _phase, targets in plan.goals for target in targets}
    return ScoreReader({ward} | asked | heirs, needs)


def _score(book: ScoreReader, ward: Ward, day: date, criteria_set: CriteriaSet) -> WardScore:
    return book.by_ward(day, criteria_set).get(ward.pk, WardScore(ward, day, (), 0))


def _result(score: WardScore, criteria_set: CriteriaSet, *, is_exact: bool) -> SetResult:
    lines = [criterion_line(result, is_exact=is_exact) for result in score.results]
    return SetResult(criteria_set, lines, score.met, score.day >= criteria_set.valid_from)


def _area_of(plan: PhasePlan) -> Area | None:
    return plan.goals[0][0].area if plan.goals else None


def _classification(facts: WardFacts) -> str:
    """Returns the ward's official drug class in words, "" when it has none.

    The words "trọng điểm" (key area) are used for classes I to III only.
    """
    if facts.drug_class is None or facts.scheme is None:
        return ""
    key = "trọng điểm " if facts.drug_class in _KEY_CLASSES else ""
    return f"được phân loại {key}về ma túy: {facts.drug_class.label} theo {facts.scheme.label}"


def _incidents(figures: IncidentFigures, *, is_exact: bool) -> tuple[str, ...]:
    people = (figures.arrested, figures.proposals)
    return (grouped(figures.incidents), *(shown(n, is_exact=is_exact) for n in people))


def _goals(plan: PhasePlan, book: ScoreReader, ward: Ward) -> list[Goal]:
    """Returns one line for all units of a phase that have the same due day and the same state."""
    units: dict[tuple[str, date, str], list[str]] = {}
    for progress in plan.states(book):
        phase = f"Giai đoạn {progress.phase.number}: {progress.phase.title}"
        for target in progress.targets:
            if ward.pk in {target.target.ward_id, target.now.ward.pk if target.now else None}:
                key = (phase, target.target.due_on, str(target.state.label))
                units.setdefault(key, []).append(str(target.target.ward))
    return [Goal(*key, tuple(names)) for key, names in units.items()]


def _movement_rows(table: Movements, *, is_exact: bool) -> list[MovementRow]:
    """Returns the sums with their reasons below them; in every column, IV is I plus II less III."""

    def row(sign: str, label: str, tallies: Tallies) -> MovementRow:
        counts = [tallies.get(status, 0) for status in MANAGED_STATUSES]
        cells = tuple(shown(n, is_exact=is_exact) for n in [*counts, sum(counts)])
        return MovementRow(sign, label, cells)

    before = date.fromordinal(table.first.toordinal() - 1)
    entries = [row("", str(kind.label), n) for kind, n in _in_order(table.entries)]
    exits = [row("", str(kind.label), n) for kind, n in _in_order(table.exits)]
    return [
        row("I", f"Đầu kỳ (hết ngày {before:%d/%m/%Y})", table.opening),
        row("II", "Tăng trong kỳ", _sum(table.entries)),
        *entries,
        row("III", "Giảm trong kỳ", _sum(table.exits)),
        *exits,
        row("IV", f"Cuối kỳ (hết ngày {table.last:%d/%m/%Y})", table.closing),
    ]


def _in_order(lines: Mapping[Any, Tallies]) -> list[tuple[Any, Tallies]]:
    """Returns the lines in the order in which their enum declares the reasons."""
    return (
        [(kind, lines[kind]) for kind in next(iter(lines)).__class__ if kind in lines]
        if lines
        else []
    )


def _sum(lines: Mapping[Any, Tallies]) -> Tallies:
    return {
        status: sum(tallies.get(status, 0) for tallies in lines.values())
        for status in MANAGED_STATUSES
    }
