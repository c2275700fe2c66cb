"""What stands behind a figure, with the reader's rights: rows for those who may, counts by group for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from criteria.criterion import PASSED, Criterion, Result, ZeroCriterion
from criteria.queries.small_cells import ShownCount, column, view_cell
from criteria.tallies import number
from wards.models import GroupPlacement, NeighbourhoodGroup, Ward
from wards.models.scope import can, reach_of

#: Which of the counted rows: those that block, those that pass, or all of them.
WHICH = ("failing", "passing", "all")
FAILED = number(Count("pk", filter=Q(passes=False)))


@dataclass(frozen=True)
class EvidenceRow:
    """One counted thing as its reader may see it."""

    label: str
    detail: str
    group: str
    since: date | None
    responsible: str
    passes: bool
    url: str = ""


@dataclass(frozen=True)
class GroupCount:
    """How many in one group; "< 3" and no number where a few people could be recognised."""

    group: str
    count: int | None
    shown: str


def opened_with(result: Result) -> str:
    """What a figure opens with: the rows that block, and where none does the rows that it counts."""
    return "all" if result.is_met or isinstance(result.criterion, ZeroCriterion) else "failing"


def counted(criterion: Criterion, ward: Ward, day: date, which: str) -> QuerySet[Any]:
    """The rows of the figure."""
    rows = criterion.in_ward(ward, day)
    return rows if which == "all" else rows.filter(passes=which == "passing")


class Reader:
    """What one user may see behind the figures of one ward on a day: rows, masked rows, or counts by group.

    Rows with names are for whoever holds the criterion's right where the ward's groups lie today, so
    the police of a successor see the past of the units it came from (`groups` is read for such a unit).
    """

    def __init__(self, user: User, ward: Ward, day: date) -> None:
        self.user, self.ward, self.day = user, ward, day

    @cached_property
    def groups(self) -> Mapping[int, Any]:
        """The ward's groups of that day by id, each with `ward_today`: one statement."""
        today = GroupPlacement.objects.in_force(timezone.localdate()).filter(group=OuterRef("pk"))
        rows = NeighbourhoodGroup.objects.in_ward(self.ward.pk, self.day)
        return {row.pk: row for row in rows.annotate(ward_today=Subquery(today.values("ward")[:1]))}

    def holds(self, permission: Permission) -> bool:
        """The permission in the whole ward."""
        reach = reach_of(self.user, permission)
        if reach.everywhere or self.ward.pk in reach.wards:
            return True
        return bool(reach and self.groups) and all(
            group.ward_today in reach.wards or pk in reach.own_groups
            for pk, group in self.groups.items()
        )

    def sees_rows(self, criterion: Criterion) -> bool:
        """Rows about places only are no secret; rows with names ask for the criterion's right."""
        return self.is_public(criterion) or self.holds(criterion.view_permission)

    def sees_masked(self, criterion: Criterion) -> bool:
        return not self.sees_rows(criterion) and can(
            self.user, Permission.VIEW_MASKED_PEOPLE, ward_id=self.ward.pk
        )

    def is_masked(self, criterion: Criterion) -> bool:
        """Names of people, households and heads of groups are covered."""
        if self.is_public(criterion):
            return not self.holds(Permission.VIEW_HOUSEHOLDS)
        return self.sees_masked(criterion)

    def hides_small(self, criterion: Criterion) -> bool:
        """Of people whose rows, even masked, the reader does not see."""
        return criterion.counts_people and not (
            self.sees_rows(criterion) or self.sees_masked(criterion)
        )

    def views(self, criterion: Criterion) -> tuple[str, ...]:
        """Whoever gets counts of people is not told who passes: a group of few in both views has one in each."""
        if self.hides_small(criterion):
            return tuple(which for which in WHICH if which != "passing")
        return WHICH

    @staticmethod
    def is_public(criterion: Criterion) -> bool:
        return criterion.view_permission == Permission.VIEW_FIGURES


def listed(criterion: Criterion, ward: Ward, day: date, which: str) -> QuerySet[Any]:
    """The rows of the figure in the order of their page, ready to be told."""
    return criterion.row_kind.ordered(counted(criterion, ward, day, which))


def display(
    criterion: Criterion,
    rows: Sequence[Any],
    *,
    masked: bool = False,
    groups: Mapping[int, NeighbourhoodGroup] | None = None,
) -> list[EvidenceRow]:
    """Turn one page of rows into what a reader sees (one more statement, unless the groups are at hand)."""
    if groups is None:
        groups = NeighbourhoodGroup.objects.in_bulk({row.group_ref for row in rows})
    return [_evidence_row(criterion, row, groups[row.group_ref], masked=masked) for row in rows]


def by_group(
    reader: Reader, criterion: Criterion, which: str
) -> tuple[list[GroupCount], ShownCount]:
    """Counts by group in the order of their names and their sum, as the reader may know them.

    Two statements: the counts and the groups.
    """
    rows = criterion.in_ward(reader.ward, reader.day).order_by()
    counted_in = rows.values_list("group_ref").annotate(passing=PASSED, failing=FAILED)
    splits = {group: split for group, *split in counted_in}
    groups = sorted(reader.groups.values(), key=lambda group: (group.sort_key, group.pk))
    hides = reader.hides_small(criterion)
    cells = [view_cell(which, *splits.get(group.pk, (0, 0)), hides=hides) for group in groups]
    sums = [sum(side) for side in zip(*splits.values(), strict=True)] or (0, 0)
    total = view_cell(which, *sums, hides=hides)
    shown = zip(groups, column(cells, total.number), strict=True)
    return [
        GroupCount(group.name, count.number, str(count)) for group, count in shown if count.high
    ], total


def _evidence_row(
    criterion: Criterion, row: Any, group: NeighbourhoodGroup, *, masked: bool
) -> EvidenceRow:
    words = criterion.row_kind.told(row, group, masked=masked)
    return EvidenceRow(
        label=words.label,
        detail=words.detail,
        group=group.name,
        since=row.since,
        responsible=words.responsible,
        passes=row.passes,
        url=words.url,
    )
