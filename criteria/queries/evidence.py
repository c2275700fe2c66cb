"""The evidence behind a figure: rows for readers with the right to see them, counts by group for all others."""

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

#: The views of the counted rows: those that do not pass, those that pass, or all.
WHICH = ("failing", "passing", "all")
FAILED = number(Count("pk", filter=Q(passes=False)))


@dataclass(frozen=True)
class EvidenceRow:
    """One counted row in the words that its reader may see."""

    label: str
    detail: str
    group: str
    since: date | None
    responsible: str
    passes: bool
    url: str = ""


@dataclass(frozen=True)
class GroupCount:
    """The count of one group; a small count of people is shown as "< 3", and `count` is None."""

    group: str
    count: int | None
    shown: str


def opened_with(result: Result) -> str:
    """Returns the view that a figure opens with: "failing", or "all" if it is met or of a zero criterion."""
    return "all" if result.is_met or isinstance(result.criterion, ZeroCriterion) else "failing"


def counted(criterion: Criterion, ward: Ward, day: date, which: str) -> QuerySet[Any]:
    """Returns the rows of the figure in one of the views `WHICH`."""
    rows = criterion.in_ward(ward, day)
    return rows if which == "all" else rows.filter(passes=which == "passing")


class Reader:
    """Says what one user may see behind the figures of a ward on a day: rows, masked rows or counts by group.

    To see rows with names, the user needs the criterion's permission in the ward, or in all its groups where
    they lie today. So the police of a successor ward see the past of the wards that became part of it. `groups`
    is read only when the user does not hold the permission in the ward itself.
    """

    def __init__(self, user: User, ward: Ward, day: date) -> None:
        self.user, self.ward, self.day = user, ward, day

    @cached_property
    def groups(self) -> Mapping[int, Any]:
        """The groups of the ward on that day, by id, each with `ward_today` (ward id or None): one statement."""
        today = GroupPlacement.objects.in_force(timezone.localdate()).filter(group=OuterRef("pk"))
        rows = NeighbourhoodGroup.objects.in_ward(self.ward.pk, self.day)
        return {row.pk: row for row in rows.annotate(ward_today=Subquery(today.values("ward")[:1]))}

    def holds(self, permission: Permission) -> bool:
        """Whether the user holds the permission in the whole ward, that is in the ward or in all its groups."""
        reach = reach_of(self.user, permission)
        if reach.everywhere or self.ward.pk in reach.wards:
            return True
        return bool(reach and self.groups) and all(
            group.ward_today in reach.wards or pk in reach.own_groups
            for pk, group in self.groups.items()
        )

    def sees_rows(self, criterion: Criterion) -> bool:
        """Whether the user sees full rows: those under VIEW_FIGURES are public, others need their permission."""
        return self.is_public(criterion) or self.holds(criterion.view_permission)

    def sees_masked(self, criterion: Criterion) -> bool:
        return not self.sees_rows(criterion) and can(
            self.user, Permission.VIEW_MASKED_PEOPLE, ward_id=self.ward.pk
        )

    def is_masked(self, criterion: Criterion) -> bool:
        """Whether names of people, households and heads of groups are masked."""
        if self.is_public(criterion):
            return not self.holds(Permission.VIEW_HOUSEHOLDS)
        return self.sees_masked(criterion)

    def hides_small(self, criterion: Criterion) -> bool:
        """Whether small counts are hidden: the rows are people, and the reader does not even see them masked."""
        return criterion.counts_people and not (
            self.sees_rows(criterion) or self.sees_masked(criterion)
        )

    def views(self, criterion: Criterion) -> tuple[str, ...]:
        """Returns the views that the reader may open; with hidden small counts there is no view "passing".

        Otherwise a group shown as "< 3" under both "passing" and "failing" would reveal a person in each.
        """
        if self.hides_small(criterion):
            return tuple(which for which in WHICH if which != "passing")
        return WHICH

    @staticmethod
    def is_public(criterion: Criterion) -> bool:
        return criterion.view_permission == Permission.VIEW_FIGURES


def listed(criterion: Criterion, ward: Ward, day: date, which: str) -> QuerySet[Any]:
    """Returns the rows of the figure in the order of a page, ready for `display`."""
    return criterion.row_kind.ordered(counted(criterion, ward, day, which))


def display(
    criterion: Criterion,
    rows: Sequence[Any],
    *,
    masked: bool = False,
    groups: Mapping[int, NeighbourhoodGroup] | None = None,
) -> list[EvidenceRow]:
    """Turns one page of rows into what a reader sees; one more statement if `groups` (by id) is not given."""
    if groups is None:
        groups = NeighbourhoodGroup.objects.in_bulk({row.group_ref for row in rows})
    return [_evidence_row(criterion, row, groups[row.group_ref], masked=masked) for row in rows]


def by_group(
    reader: Reader, criterion: Criterion, which: str
) -> tuple[list[GroupCount], ShownCount]:
    """Returns the counts by group, ordered by name, and their sum, both as the reader may see them.

    Groups without rows are left out. Two statements: one for the counts, one for the groups.
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
