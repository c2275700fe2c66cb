"""Takes daily snapshots, and takes those again whose figures a write has changed."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.audit import record
from criteria.criterion import Result
from criteria.enums import AuditAction
from criteria.models import WardSnapshot
from criteria.scoring import WardScore, score_days
from criteria.sets import SETS, CriteriaSet, get_set
from wards.models import FigureChange, GroupPlacement, Ward


@transaction.atomic
def take_snapshots(
    *, days: Iterable[date], criteria_set: CriteriaSet, wards: QuerySet[Ward] | None = None
) -> int:
    """Score the wards on each day, store the figures and record one event; return the number of snapshots.

    Snapshots of the same ward, day and set are overwritten. Days after today are left out.
    """
    today = timezone.localdate()
    past = {day for day in days if day <= today}
    if not past:
        return 0
    taken = _store(score_days(past, criteria_set, wards), criteria_set)
    record(
        AuditAction.SNAPSHOTS_TAKEN,
        by=None,
        count=max(taken, 1),
        after={"set": criteria_set.code, "days": len(past)},
    )
    return taken


@transaction.atomic
def rescore_changed() -> int:
    """Take the snapshots again that writes in the dirty log touch, and delete the rows of the log that were read.

    Returns the number of rows read. A row written meanwhile stays for the next run. A ward that has ended
    raises no error: snapshots of its past days are taken again like any other.
    """
    changes = list(FigureChange.objects.order_by("pk").values_list("pk", "group_id", "from_day"))
    if not changes:
        return 0
    since: dict[int, date] = {}
    for _pk, group_id, from_day in changes:
        since[group_id] = min(from_day, since.get(group_id, from_day))
    for ward_id, day in _wards_touched(since).items():
        _retake(ward_id, day)
    FigureChange.objects.filter(pk__in=[pk for pk, *_rest in changes]).delete()
    return len(changes)


def _wards_touched(since: dict[int, date]) -> dict[int, date]:
    """Return ward id -> first day from which its snapshots may be wrong.

    `since` has the first changed day of each group. A ward is touched if the group lay in it on that day or
    later, or left it on that day: the write itself may have moved the group.
    """
    first_of: dict[int, date] = {}
    rows = GroupPlacement.objects.filter(group__in=since, valid_to__gte=min(since.values()))
    for group_id, ward_id, valid_to in rows.values_list("group_id", "ward_id", "valid_to"):
        day = since[group_id]
        if valid_to >= day:
            first_of[ward_id] = min(day, first_of.get(ward_id, day))
    return first_of


def _retake(ward_id: int, since: date) -> None:
    """Delete the ward's snapshots from `since` on, and take them again for days on which the ward is in force."""
    stale = WardSnapshot.objects.filter(ward=ward_id, day__gte=since)
    days_of: dict[str, list[date]] = {}
    for set_code, day in stale.values_list("set_code", "day"):
        days_of.setdefault(set_code, []).append(day)
    stale.delete()
    for set_code, days in days_of.items():
        criteria_set = get_set(set_code)
        if criteria_set is not None:
            _store(score_days(days, criteria_set, Ward.objects.filter(pk=ward_id)), criteria_set)


def forget_empty_wards(*, ward_ids: Iterable[int], since: date) -> None:
    """Delete the snapshots from `since` on of those wards in which no group lies from then on.

    After a correction that says a ward's only group was never there, nothing in the dirty log leads to the
    ward any more.
    """
    placed = GroupPlacement.objects.filter(valid_to__gte=since).values("ward")
    stale = WardSnapshot.objects.filter(ward__in=list(ward_ids), day__gte=since)
    stale.exclude(ward__in=placed).delete()


def _store(by_day: Mapping[date, list[WardScore]], criteria_set: CriteriaSet) -> int:
    rows = [
        WardSnapshot(
            ward=score.ward,
            day=score.day,
            set_code=criteria_set.code,
            met=score.met,
            total=score.total,
            people=score.people,
            figures={result.criterion.code: _frozen(result) for result in score.results},
            line_up=criteria_set.line_up,
            taken_at=timezone.now(),
        )
        for scores in by_day.values()
        for score in scores
    ]
    WardSnapshot.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["set_code", "day", "ward"],
        update_fields=["figures", "line_up", "met", "total", "people", "taken_at"],
    )
    return len(rows)


def _frozen(result: Result) -> list[object]:
    m = result.measurement
    return [m.numerator, m.denominator, m.missing, m.has_places, str(result.verdict)]


def take_daily(*, day: date | None = None) -> int:
    """Take the snapshots of every ward under every set on `day` (today if None); return how many were taken."""
    return sum(
        take_snapshots(days=[day or timezone.localdate()], criteria_set=criteria_set)
        for criteria_set in SETS
    )
