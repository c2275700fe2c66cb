"""Registers, changes, moves and ends households, singly or in bulk."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts.audit import action, changes_of, masked_state, record
from accounts.models import User
from foundation.dated import OPEN
from foundation.validators import check_editable, check_happened
from pledges.enums import AuditAction
from pledges.models import Household, Pledge
from pledges.models.household import CODE_TAKEN, EDITABLE
from wards.actions.changes import mark_changed
from wards.models import NeighbourhoodGroup

_BATCH = 2000


@dataclass(frozen=True)
class HouseholdRow:
    """The values that are needed to register one household."""

    group: NeighbourhoodGroup
    code: str
    head_name: str
    members: int
    address: str
    from_day: date

    def unsaved(self) -> Household:
        household = Household(
            group=self.group,
            code=self.code.strip(),
            head_name=self.head_name,
            members=self.members,
            address=self.address.strip(),
            valid_from=self.from_day,
            valid_to=OPEN,
        )
        household.clean()
        return household


@action
def register_household(*, by: User, row: HouseholdRow) -> Household:
    """Save one household, mark the group to re-score, record one event.

    Raises ValidationError if a household that is still in the group has the same code.
    """
    check_happened(row.from_day, "from_day")
    household = row.unsaved()
    _check_whole(household)
    household.save()
    mark_changed([row.group.pk], row.from_day)
    record(
        AuditAction.HOUSEHOLD_REGISTERED,
        by=by,
        target=household,
        after=masked_state(household),
    )
    return household


@action
def register_households(*, by: User, rows: Sequence[HouseholdRow]) -> list[Household]:
    """Save many households, mark their groups to re-score, record one event with their number.

    For the demonstration: rows are not checked, but the database refuses the same code twice in one group.
    """
    households = Household.objects.bulk_create([row.unsaved() for row in rows], batch_size=_BATCH)
    if rows:
        mark_changed([row.group.pk for row in rows], min(row.from_day for row in rows))
        record(
            AuditAction.HOUSEHOLD_REGISTERED,
            by=by,
            unit_id=rows[0].group.get_unit_id(),
            after={"first": rows[0].code, "last": rows[-1].code},
            count=len(rows),
        )
    return households


@action
def edit_household(
    *, by: User, household: Household, expected_version: int, changes: Mapping[str, Any]
) -> Household:
    """Save new values of the editable fields and record one event with the differences.

    Raises StaleEditError if somebody saved the household after `expected_version`, and ValidationError if it has
    left the group.
    """
    check_editable(changes, EDITABLE)
    stored = Household.objects.get(pk=household.pk)
    refuse_ended(household=stored)
    trial = copy(stored)
    for name, value in changes.items():
        setattr(trial, name, value)
    trial.clean()  # first, because a name of spaces only is empty
    _check_whole(trial)
    saved = household.save_edit(
        expected_version,
        {name: getattr(trial, name) for name in (*changes, "search_key", "sort_key")},
    )
    before, after = changes_of(stored, saved)
    record(
        AuditAction.HOUSEHOLD_CHANGED,
        by=by,
        target=saved,
        before=before,
        after=after,
    )
    return saved


@action
def end_household(*, by: User, household: Household, on_day: date) -> Household:
    """End a household that leaves or is dissolved, mark the group to re-score, record one event.

    Its pledge ends on the same day, because criterion 6 counts pledges without a join to households.
    """
    _end(household, on_day)
    record(
        AuditAction.HOUSEHOLD_ENDED,
        by=by,
        target=household,
        before={"valid_to": OPEN},
        after={"valid_to": on_day},
    )
    return household


@action
def move_household(
    *, by: User, household: Household, group: NeighbourhoodGroup, on_day: date
) -> Household:
    """End the household in its group, save it in the other one, mark both to re-score, record one event.

    Its pledge ends, so it must sign again in the new group.
    """
    if group.pk == household.group_id:
        raise ValidationError({"group": _("Hộ đang ở tổ, thôn này.")})
    _end(household, on_day)
    row = HouseholdRow(
        group, household.code, household.head_name, household.members, household.address, on_day
    )
    moved = row.unsaved()
    _check_whole(moved)
    moved.save()
    mark_changed([group.pk], on_day)
    record(
        AuditAction.HOUSEHOLD_ENDED,
        by=by,
        target=household,
        before={"group": household.group_id},
        after={"group": group.pk, "household": moved.pk},
    )
    return moved


def refuse_ended(*, household: Household, field: str = "", day: date = OPEN) -> None:
    """Raise ValidationError if the household has left the group by the day; the sentence names the end."""
    if household.valid_to <= day and not household.is_open:
        sentence = _(
            "Hộ này không còn ở tổ, thôn từ ngày %(day)s. Nếu ghi nhầm, sửa sai sót lần kết thúc đó trước."
        )
        told = sentence % {"day": f"{household.valid_to:%d/%m/%Y}"}
        raise ValidationError({field: told} if field else told)


def _check_whole(household: Household) -> None:
    """Raise ValidationError if a value is wrong, or (for `code`) if another household in the group has the code."""
    household.full_clean(exclude=["group"])
    there = Household.objects.open().filter(group=household.group_id, code=household.code)
    if there.exclude(pk=household.pk).exists():
        raise ValidationError({"code": CODE_TAKEN})


def _end(household: Household, on_day: date) -> None:
    check_happened(on_day, "on_day")
    if on_day < household.valid_from:
        raise ValidationError({"on_day": _("Ngày này không được trước ngày lập hộ.")})
    Household.objects.locked([household.pk])  # so that nobody signs between this check and the end
    pledges = Pledge.objects.filter(household=household, valid_to__gt=on_day)
    if household.is_open:
        _check_signed_before(pledges, on_day)
    standing = Household.objects.open().filter(pk=household.pk)
    if not standing.update(valid_to=on_day):  # two people may send the form at once
        refuse_ended(household=Household.objects.get(pk=household.pk))
    household.valid_to = on_day
    pledges.update(valid_to=on_day)
    mark_changed([household.group_id], on_day)


def _check_signed_before(pledges: QuerySet[Pledge], on_day: date) -> None:
    """Raise ValidationError if the household signed after `on_day`: it cannot have left before."""
    last = pledges.filter(valid_from__gt=on_day).aggregate(day=Max("valid_from"))["day"]
    if last is not None:
        sentence = _(
            "Hộ này đã ký cam kết ngày %(signed)s nên còn ở tổ, thôn đến ngày đó; ghi từ ngày đó trở đi."
        )
        raise ValidationError({"on_day": sentence % {"signed": f"{last:%d/%m/%Y}"}})
