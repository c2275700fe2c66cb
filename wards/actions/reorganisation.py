"""Moves groups and postings to the units that succeed theirs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import Dated, DatedQuerySet
from wards.actions.changes import mark_changed
from wards.enums import AuditAction
from wards.models import Area, AreaWard, GroupPlacement, Posting, WardSuccession

M = TypeVar("M", bound=Dated)
#: The fields of a moved posting that its audit event shows.
_POSTED = ("user_id", "role", "ward_id", "area_id", "valid_from", "valid_to")


@dataclass(frozen=True)
class Reorganisation:
    """How many rows were moved; `left` counts groups of divided wards, to be placed by hand."""

    placements: int
    postings: int
    left: int

    def __str__(self) -> str:
        return f"{self.placements} placements, {self.postings} postings moved; {self.left} left"


@action
def reorganise(*, by: User | None, on_day: date) -> Reorganisation:
    """Moves placements and postings of merged wards to the successors of `on_day`.

    They end that day and begin in the successor. So do postings in an area that ends that day, if a
    new area has exactly the successors of its wards. Writes one audit event for each ward with
    moved groups and for each posting, and marks the groups' figures for re-scoring from that day. A
    second run finds nothing to move. A ward that is divided among several units is left for people
    to decide.
    """
    heirs: dict[int, list[int]] = defaultdict(list)
    successions = WardSuccession.objects.filter(effective_on=on_day).order_by("pk")
    for succession in successions:
        heirs[succession.from_ward_id].append(succession.to_ward_id)
    heir_of = {old: new[0] for old, new in heirs.items() if len(new) == 1}
    divided = [old for old, new in heirs.items() if len(new) > 1]
    moved = _move_placements(heir_of, on_day)
    followed = _move_ward_postings(heir_of, on_day) + _move_area_postings(on_day)
    for succession in successions:
        if moved[succession.from_ward_id]:
            _record_move(by, succession, moved[succession.from_ward_id])
    for ended, begun in followed:
        _record_posting(by, ended, begun)
    return Reorganisation(
        placements=sum(moved.values()),
        postings=len(followed),
        left=_standing(GroupPlacement.objects.filter(ward__in=divided), on_day).count(),
    )


def _record_move(by: User | None, succession: WardSuccession, count: int) -> None:
    record(
        AuditAction.REORGANISED,
        by=by,
        target=succession,
        before={"ward": succession.from_ward_id},
        after={"ward": succession.to_ward_id, "from": succession.effective_on},
        count=count,
    )


def _record_posting(by: User | None, ended: Posting, begun: Posting) -> None:
    """Audits rights that end in one place and begin in another: whose they are, and until when."""
    record(
        AuditAction.POSTED,
        by=by,
        target=begun,
        before=masked_state(ended, _POSTED),
        after=masked_state(begun, _POSTED),
    )


def _standing(rows: DatedQuerySet[M], day: date) -> DatedQuerySet[M]:
    """Returns the rows that began before the day and would continue after it."""
    return rows.filter(valid_from__lt=day, valid_to__gt=day)


def _move_placements(heir_of: Mapping[int, int], day: date) -> dict[int, int]:
    rows = GroupPlacement.objects.filter(ward__in=heir_of).select_for_update()
    old = list(_standing(rows, day))
    moved: dict[int, int] = defaultdict(int)
    GroupPlacement.objects.filter(pk__in=[row.pk for row in old]).update(valid_to=day)
    for row in old:
        moved[row.ward_id] += 1
        row.pk, row.ward_id, row.valid_from = None, heir_of[row.ward_id], day
    GroupPlacement.objects.bulk_create(old)
    mark_changed([row.group_id for row in old], day)
    return moved


def _move_ward_postings(heir_of: Mapping[int, int], day: date) -> list[tuple[Posting, Posting]]:
    old = list(_standing(Posting.objects.filter(ward__in=heir_of), day))
    return _follow(
        old, {row.pk: heir_of[row.ward_id] for row in old if row.ward_id}, "ward_id", day
    )


def _move_area_postings(day: date) -> list[tuple[Posting, Posting]]:
    """Moves postings from an area that ends to the new area of exactly its wards' successors.

    This is how the committee of the old city continues.
    """
    old = list(_standing(Posting.objects.filter(area__valid_to=day), day))
    begun = {_members(area): area.pk for area in Area.objects.filter(valid_from=day)}
    heir_of = {}
    for row in old:
        heirs = _heirs(row.area_id, day)
        if heirs in begun:
            heir_of[row.pk] = begun[heirs]
    return _follow([row for row in old if row.pk in heir_of], heir_of, "area_id", day)


def _members(area: Area) -> frozenset[int]:
    return frozenset(AreaWard.objects.filter(area=area).values_list("ward_id", flat=True))


def _heirs(area_id: int | None, day: date) -> frozenset[int]:
    heirs = WardSuccession.objects.filter(effective_on=day, from_ward__memberships__area=area_id)
    return frozenset(heirs.values_list("to_ward_id", flat=True))


def _follow(
    old: list[Posting], heir_of: Mapping[int, int], place: str, day: date
) -> list[tuple[Posting, Posting]]:
    """Ends the old postings and begins new ones; two that meet in one successor become one.

    Returns each old posting with the new one that it became.
    """
    Posting.objects.filter(pk__in=[row.pk for row in old]).update(valid_to=day)
    new: dict[tuple[int, str, int], Posting] = {}
    became = []
    for row in old:
        heir = heir_of[row.pk]
        moved = Posting(user_id=row.user_id, role=row.role, valid_from=day, valid_to=row.valid_to)
        setattr(moved, place, heir)
        heir_posting = new.setdefault((row.user_id, row.role, heir), moved)
        heir_posting.valid_to = max(heir_posting.valid_to, row.valid_to)
        became.append((row, heir_posting))
    Posting.objects.bulk_create(new.values())
    return became
