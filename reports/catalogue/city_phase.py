"""Báo cáo tiến độ lộ trình của Ban Chỉ đạo: how far an area's phases are, what holds wards back.

It prints the phases with targets and states, the matrix wards × criteria, what each ward lacks, and
the incidents since the programme began. It is read outside the wards, so small counts of people are
never printed in full.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from criteria.criterion import grouped
from criteria.queries.scores import ScoreReader
from criteria.scoring import WardScore
from criteria.sets import CITY_2023
from incidents.queries.period_figures import incident_figures
from programme.enums import PhaseState
from programme.models import Phase
from programme.queries.phases import PhasePlan, PhaseProgress, TargetState
from reports.catalogue.base import (
    CriterionLine,
    Letterhead,
    Paper,
    Report,
    criterion_line,
    in_sentence,
    plain_name,
    shown,
)
from reports.days import PROGRAMME_START
from wards.enums import AreaKind
from wards.models import Area, GroupPlacement, Ward
from wards.queries.places import wards_of_area_ever, wards_on

_CELLS = {"met": "Đạt", "near": "Gần", "missed": "Chưa", "no_data": "Thiếu"}
#: States of targets on which the report recommends action.
_BEHIND = (PhaseState.LATE, PhaseState.REGRESSED)


@dataclass(frozen=True)
class TargetRow:
    """One target of a phase: its ward, due day, criteria met now (as "7/8") and state."""

    ward: str
    #: The unit that took over the target with the ward, "" while the ward itself has it.
    heir: str
    due_on: date
    now: str
    state: str


@dataclass(frozen=True)
class PhaseBlock:
    """One phase: number, title, dates, state, how many targets are done, and its targets."""

    number: int
    title: str
    span: str
    state: str
    done: int
    targets: Sequence[TargetRow]


@dataclass(frozen=True)
class VerdictRow:
    """One ward of the matrix: its verdicts in the order of the criteria, and how many are met."""

    ward: str
    cells: tuple[str, ...]
    met: str


@dataclass(frozen=True)
class HeldBack:
    """A ward that does not meet every criterion, with the criteria that it does not meet."""

    ward: str
    lines: Sequence[CriterionLine]


@dataclass(frozen=True)
class CityPhaseBody:
    """Everything that the paper prints."""

    area: Area
    name: str
    #: Whether the programme had begun and a ward had groups registered on that day.
    has_data: bool
    wards: int
    all_met: Sequence[str]
    people: str
    phases: Sequence[PhaseBlock]
    criteria: Sequence[tuple[int, str]]
    matrix: Sequence[VerdictRow]
    met_by_criterion: tuple[int, ...]
    held_back: Sequence[HeldBack]
    since: date
    incidents: tuple[str, ...]
    #: Units of that day whose targets are due and not met, as "phường A (thay phường B: chậm)".
    behind: Sequence[str]
    coming: Sequence[str]


class CityPhase(Report):
    slug = "city-phase"
    title = _("Báo cáo tiến độ lộ trình xây dựng xã, phường không có ma túy")
    subject = "tiến độ lộ trình xây dựng xã, phường không có ma túy"
    place_model = Area
    issued_with = Permission.ISSUE_AREA_REPORTS
    symbol = "BC-BCĐ"
    on_behalf_of = "TM. BAN CHỈ ĐẠO"
    head = "TRƯỞNG BAN"
    template = "reports/catalogue/_city_phase.html"

    def why_not_issued(self, paper: Paper) -> str:
        if paper.as_of < PROGRAMME_START:
            words = gettext(
                "Chương trình bắt đầu từ ngày %(day)s; trước đó chưa có số liệu để báo cáo."
            )
            return words % {"day": f"{PROGRAMME_START:%d/%m/%Y}"}
        if not paper.body.has_data:
            return gettext(
                "Ngày này chưa có xã, phường nào đăng ký tổ, thôn: chưa có số liệu để báo cáo."
            )
        return ""

    def letterhead(self, place: Area, as_of: date) -> Letterhead:
        unit = place.parent if place.kind == AreaKind.SET and place.parent else place
        is_nation = unit.kind == AreaKind.NATION
        return Letterhead(
            superior="" if is_nation else f"UBND {in_sentence(unit)}",
            agency=("BAN CHỈ ĐẠO", "XÂY DỰNG XÃ, PHƯỜNG KHÔNG CÓ MA TÚY"),
            symbol=self.symbol,
            seat="Hà Nội" if is_nation else plain_name(unit),
        )

    def recipients(self, place: Area, letterhead: Letterhead) -> tuple[str, ...]:
        above = [f"{letterhead.superior} (để báo cáo)"] if letterhead.superior else []
        return (
            *above,
            "Thành viên Ban Chỉ đạo",
            "UBND các xã, phường trên địa bàn",
            "Lưu: VT, BCĐ",
        )

    def body(
        self, place: Area, as_of: date, *, letterhead: Letterhead, is_exact: bool
    ) -> CityPhaseBody:
        plan = PhasePlan.load(place, as_of)
        book = _book(place, plan, as_of)
        scores, phases = book.on(as_of, CITY_2023), plan.states(book)
        states = [target for progress in phases for target in progress.targets]
        return CityPhaseBody(
            area=place,
            name=in_sentence(place),
            has_data=bool(scores) and as_of >= PROGRAMME_START,
            wards=len(scores),
            all_met=[str(score.ward) for score in scores if score.is_all_met],
            people=shown(sum(score.people for score in scores), is_exact=False),
            phases=[_block(progress) for progress in phases],
            criteria=[(criterion.number, str(criterion.title)) for criterion in CITY_2023.criteria],
            matrix=[_row(score) for score in scores],
            met_by_criterion=tuple(
                sum(score.results[at].is_met for score in scores)
                for at in range(len(CITY_2023.criteria))
            ),
            held_back=[_held_back(score) for score in scores if not score.is_all_met],
            since=PROGRAMME_START,
            incidents=_incidents(place, as_of),
            behind=[_behind(*goals) for goals in _by_carrier(states, _BEHIND).items()],
            coming=[str(unit) for unit in _by_carrier(states, [PhaseState.PLANNED])],
        )

    def figures(self, body: CityPhaseBody) -> Mapping[str, Any]:
        return {
            "wards": body.wards,
            "all_met": list(body.all_met),
            "people": body.people,
            "phases": {
                str(phase.number): {row.ward: [row.now, row.state] for row in phase.targets}
                for phase in body.phases
            },
            "matrix": {row.ward: list(row.cells) for row in body.matrix},
            "incidents": list(body.incidents),
        }


def _book(area: Area, plan: PhasePlan, as_of: date) -> ScoreReader:
    needs = plan.needs
    needs.setdefault(CITY_2023, set()).add(as_of)
    wards = Ward.objects.filter(pk__in=plan.ward_ids) | wards_of_area_ever(Ward.objects.all(), area)
    return ScoreReader(wards, needs, with_groups=True)


def _block(progress: PhaseProgress) -> PhaseBlock:
    return PhaseBlock(
        progress.phase.number,
        progress.phase.title,
        _span(progress.phase),
        str(progress.state.label),
        progress.done,
        [_target(target) for target in progress.targets],
    )


def _target(state: TargetState) -> TargetRow:
    heir = state.now.ward if state.now and state.now.ward.pk != state.target.ward_id else None
    return TargetRow(
        str(state.target.ward),
        str(heir or ""),
        state.target.due_on,
        _met(state.now),
        str(state.state.label),
    )


def _span(phase: Phase) -> str:
    first = f"từ ngày {phase.starts_on:%d/%m/%Y}"
    return f"{first} đến ngày {phase.ends_on:%d/%m/%Y}" if phase.ends_on else first


def _met(score: WardScore | None) -> str:
    return f"{score.met}/{score.total}" if score else "–"


def _row(score: WardScore) -> VerdictRow:
    cells = tuple(_CELLS[str(result.verdict)] for result in score.results)
    return VerdictRow(str(score.ward), cells, _met(score))


def _held_back(score: WardScore) -> HeldBack:
    return HeldBack(
        str(score.ward), [criterion_line(result, is_exact=False) for result in score.unmet]
    )


def _incidents(area: Area, as_of: date) -> tuple[str, ...]:
    wards = wards_on(as_of, area).values("pk")
    placed = GroupPlacement.objects.in_force(as_of).filter(ward__in=wards)
    figures = incident_figures(placed.values("group_id"), PROGRAMME_START, as_of)
    people = (figures.arrested, figures.proposals)
    return (grouped(figures.incidents), *(shown(n, is_exact=False) for n in people))


def _by_carrier(
    states: Iterable[TargetState], wanted: Iterable[PhaseState]
) -> dict[Ward, list[TargetState]]:
    """Returns the targets in one of these states by the unit that has them now.

    After a merger only the successor can be asked to act.
    """
    goals: dict[Ward, list[TargetState]] = {}
    for state in states:
        if state.state in wanted:
            goals.setdefault(state.now.ward if state.now else state.target.ward, []).append(state)
    return goals


def _behind(unit: Ward, goals: Iterable[TargetState]) -> str:
    """Returns a unit with the states of its targets and the former units that had them.

    Examples: "phường Cốc San (chậm)", and after a merger
    "phường Lào Cai (thay phường Duyên Hải, phường Cốc Lếu: chậm)".
    """
    replaced: dict[str, dict[str, None]] = {}
    for goal in goals:
        names = replaced.setdefault(str(goal.state.label), {})
        if goal.target.ward != unit:
            names[str(goal.target.ward)] = None
    parts = [f"thay {', '.join(old)}: {how}" if old else how for how, old in replaced.items()]
    return f"{unit} ({'; '.join(parts)})"
