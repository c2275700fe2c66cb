"""A ward's page: criteria with figure, legal basis and blockers, the other set, groups, trend."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from criteria.class_counts import CLASS_COUNTS
from criteria.classes import ClassCounts, ClassResult, classify
from criteria.criterion import Result, grouped
from criteria.queries.blockers import first_failing
from criteria.queries.evidence import (
    EvidenceRow,
    Reader,
    display,
)
from criteria.queries.scores import ScoreReader
from criteria.queries.small_cells import ShownCount, ShownResult, as_shown, cell, lacking_text
from criteria.scoring import WardScore
from criteria.sets import CITY_2023, QD28_2025, CriteriaSet
from foundation.dated import in_force
from reports.asked import Asked, evidence_url
from reports.dashboards.overview import people_chart, remaining
from reports.days import trend_days
from reports.queries import goals_of
from wards.enums import GroupKind
from wards.models import NeighbourhoodGroup, Ward

BLOCKERS_SHOWN = 3


@dataclass(frozen=True)
class CriterionCard:
    """One criterion of the ward as the reader may see it."""

    result: Result
    shown: ShownResult
    url: str
    blockers: Sequence[EvidenceRow] = ()
    #: What is lacking, in words: all for readers who see no names, else what `blockers` leaves out.
    more: str = ""


@dataclass(frozen=True)
class ClassLine:
    """One count of the class calculator, with the address of the page of its rows."""

    label: str
    figure: str
    url: str


@dataclass(frozen=True)
class WardPage:
    """Everything the page shows."""

    ward: Ward
    asked: Asked
    score: WardScore
    remaining: str
    cards: Sequence[CriterionCard]
    other_set: CriteriaSet
    other: Sequence[CriterionCard]
    drug_class: ClassResult
    #: The counts behind the class: users with a file, use points, people arrested, plants.
    class_lines: Sequence[ClassLine]
    groups: Sequence[NeighbourhoodGroup]
    #: Numbers of the phases with a target for the ward, or for a unit that passed into it.
    phases: Sequence[int]
    successors: Sequence[Ward]
    chart: SafeString
    trend_rows: Sequence[tuple[date, ShownCount]]

    @property
    def hides_few(self) -> bool:
        """Returns whether a day of the chart is shown as "< 3"."""
        return any(shown.number is None for _day, shown in self.trend_rows)

    @property
    def counted(self) -> int:
        """Returns the number of groups that criteria 6 to 8 count."""
        return sum(group.kind != GroupKind.OTHER_PLACE for group in self.groups)

    @property
    def other_places(self) -> int:
        return len(self.groups) - self.counted

    @property
    def risky(self) -> list[NeighbourhoodGroup]:
        return [group for group in self.groups if group.is_high_risk]


def build(user: User, ward: Ward, asked: Asked) -> WardPage:
    """Returns the page for one day; what was just saved shows, even if it is not re-scored yet."""
    other_set = QD28_2025 if asked.criteria_set is CITY_2023 else CITY_2023
    months = trend_days(asked.day)
    needs = {asked.criteria_set: {asked.day, *months}, other_set: {asked.day}}
    book = ScoreReader([ward], needs)
    mine, other = (
        _only(book, ward, asked.day, criteria_set)
        for criteria_set in (asked.criteria_set, other_set)
    )
    national = mine if asked.criteria_set is QD28_2025 else other
    points = [point for point in book.trend(months, asked.criteria_set) if point.wards]
    groups = _groups(ward, asked.day)
    reader = Reader(user, ward, asked.day)
    hides = not reader.holds(Permission.VIEW_PEOPLE)
    drug_class = classify(ward, asked.day, is_drug_free=national.is_all_met)
    return WardPage(
        ward=ward,
        asked=asked,
        score=mine,
        remaining=remaining(mine, reader),
        cards=_cards(reader, mine, asked.criteria_set, groups),
        other_set=other_set,
        other=_short(reader, other, other_set),
        drug_class=drug_class,
        class_lines=_class_lines(reader, drug_class.counts),
        groups=groups,
        phases=list(dict.fromkeys(goal.phase.number for goal in goals_of(ward, asked.day))),
        successors=_successors(ward),
        chart=people_chart(
            [p.day for p in points], [p.people for p in points], hides=hides, narrow=True
        ),
        trend_rows=[(p.day, cell(p.people, hides=hides)) for p in points],
    )


def _only(book: ScoreReader, ward: Ward, day: date, criteria_set: CriteriaSet) -> WardScore:
    return next(iter(book.on(day, criteria_set)), WardScore(ward, day, (), 0))


def _successors(ward: Ward) -> list[Ward]:
    if ward.is_open:
        return []
    return [row.to_ward for row in ward.successors.select_related("to_ward")]


def _cards(
    reader: Reader,
    score: WardScore,
    criteria_set: CriteriaSet,
    groups: Sequence[NeighbourhoodGroup],
) -> list[CriterionCard]:
    """Returns every criterion with its blockers.

    Readers who may see the rows, even masked, get up to three of them; other readers get numbers.
    """
    known = {group.pk: group for group in groups}
    named = [
        result.criterion
        for result in score.unmet
        if result.measurement.lacking
        and (reader.sees_rows(result.criterion) or reader.sees_masked(result.criterion))
    ]
    rows = first_failing(named, score.ward, score.day, BLOCKERS_SHOWN)
    cards = []
    for card in _short(reader, score, criteria_set):
        criterion = card.result.criterion
        shown = display(
            criterion, rows[criterion.code], masked=reader.is_masked(criterion), groups=known
        )
        more = _more(reader, card.result, len(shown), is_named=criterion in named)
        cards.append(replace(card, blockers=shown, more=more))
    return cards


def _short(reader: Reader, score: WardScore, criteria_set: CriteriaSet) -> list[CriterionCard]:
    """Returns every criterion with verdict and figure, without blockers."""
    return [
        CriterionCard(
            result,
            as_shown(result, hides=reader.hides_small(result.criterion)),
            evidence_url(score.ward, criteria_set, result.criterion, score.day),
        )
        for result in score.results
    ]


def _more(reader: Reader, result: Result, shown: int, *, is_named: bool) -> str:
    """Returns in words what is lacking beyond the rows shown; missing data have no row."""
    lacking, criterion = result.measurement.lacking, result.criterion
    if not is_named:
        return lacking_text(result, hides=reader.hides_small(criterion))
    words = {"count": lacking - shown, "what": criterion.lacking_word}
    others = _("và %(count)s %(what)s khác") % words if lacking > shown else ""
    return "; ".join(part for part in (others, result.missing_text) if part)


def _class_lines(reader: Reader, counts: ClassCounts) -> list[ClassLine]:
    """Returns the counts behind the class.

    The class itself is never hidden, but small counts of people are.
    """
    users, points, arrested, plants = CLASS_COUNTS
    figures = {
        users: cell(counts.users_with_file, hides=reader.hides_small(users)),
        points: grouped(counts.use_points),
        arrested: cell(counts.arrested, hides=reader.hides_small(arrested)),
        plants: f"{grouped(counts.plants)} ({grouped(counts.plants_m2)} m²)",
    }
    return [
        ClassLine(
            str(counted.letter_title),
            str(figure),
            evidence_url(reader.ward, QD28_2025, counted, reader.day),
        )
        for counted, figure in figures.items()
    ]


def _groups(ward: Ward, day: date) -> Sequence[NeighbourhoodGroup]:
    """Returns the groups of that day, each with `household_count`."""
    return list(
        NeighbourhoodGroup.objects.in_ward(ward.pk, day)
        .annotate(
            household_count=Count(
                "households", filter=in_force(day, "households__"), distinct=True
            ),
        )
        .order_by("sort_key", "pk")
    )
