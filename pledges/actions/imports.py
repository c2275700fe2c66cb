"""Imports and exports lists of households with their pledges, with one event in the access log of each ward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action
from accounts.models import User
from foundation.text import clean
from foundation.validators import check_editable, check_happened
from pledges.actions.households import HouseholdRow
from pledges.actions.pledges import check_signature, end_earlier
from pledges.enums import AuditAction, Relation
from pledges.models import Household, Pledge, PledgeCampaign
from pledges.models.household import EDITABLE
from wards.actions.changes import mark_changed_since, record_by_unit

_BATCH = 2000
_DERIVED = ("search_key", "sort_key")


@dataclass(frozen=True)
class Signature:
    """A signature to save: who signed for a household, when and in which campaign."""

    campaign: PledgeCampaign
    day: date
    representative: str = ""
    relation: str = Relation.HEAD
    witness: str = ""

    def unsaved(self, household: Household) -> Pledge:
        return Pledge(
            household=household,
            campaign=self.campaign,
            group_id=household.group_id,
            representative=clean(self.representative) or household.head_name,
            relation=self.relation,
            witness=clean(self.witness),
            valid_from=self.day,
            valid_to=household.valid_to,
        )


@dataclass(frozen=True)
class NewHousehold:
    """A household to register, with its signature if it has signed."""

    row: HouseholdRow
    signature: Signature | None = None


@dataclass(frozen=True)
class ChangedHousehold:
    """A stored household, the values to change, and its new signature if there is one."""

    household: Household
    changes: Mapping[str, Any]
    signature: Signature | None = None


@dataclass(frozen=True)
class CheckedHouseholds:
    """New households, built and checked, but not yet saved, each with its signature if it has signed."""

    rows: Sequence[tuple[Household, Signature | None]]


@action
def import_households(
    *,
    by: User,
    new: Sequence[NewHousehold] | CheckedHouseholds,
    changed: Sequence[ChangedHousehold],
) -> list[Household]:
    """Register, edit and sign all rows or none, mark the groups to re-score, record one event with counts per ward.

    Each row is checked as in the single actions; of thousands of new rows that is done before the transaction
    (`checked_households`). Raises ValidationError, or StaleEditError if somebody edited a household meanwhile.

    Rows are saved and locked in the order of their keys, so that of two lists with the same households one waits
    for the other.
    """
    built = new if isinstance(new, CheckedHouseholds) else checked_households(new=new)
    changed = sorted(changed, key=lambda row: row.household.pk)
    Household.objects.locked(row.household.pk for row in changed)
    saved = [household for household, _mark in built.rows]
    in_order = sorted(saved, key=lambda household: (household.group_id, household.code))
    Household.objects.bulk_create(in_order, batch_size=_BATCH)
    for row in changed:
        _edit(row.household, row.changes)
    signed = list(built.rows)
    signed += [(row.household, row.signature) for row in changed]
    days = _sign([(household, mark) for household, mark in signed if mark])
    mark_changed_since([(household.group_id, household.valid_from) for household in saved] + days)
    parts = {
        "new": [household.group_id for household in saved],
        "changed": [row.household.group_id for row in changed],
        "pledges": [group_id for group_id, _day in days],
    }
    record_by_unit(
        AuditAction.HOUSEHOLDS_IMPORTED, by=by, groups=parts["new"] + parts["changed"], parts=parts
    )
    return saved


@action
def export_households(*, by: User, groups: Sequence[int], reason: str) -> None:
    """Record in each ward's access log who exported a list with full names, how many households and why.

    `groups` has the group id of each household on the list. Raises ValidationError without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do xuất danh sách.")})
    record_by_unit(AuditAction.HOUSEHOLDS_EXPORTED, by=by, groups=groups, reason=reason.strip())


def checked_households(*, new: Sequence[NewHousehold]) -> CheckedHouseholds:
    """Return the households, built and checked; nothing is saved."""
    return CheckedHouseholds([(checked_household(row=row.row), row.signature) for row in new])


def checked_household(*, row: HouseholdRow) -> Household:
    """Return an unsaved household whose values are checked; nothing is saved.

    Only the database checks, on saving, that its code is new in the group.
    """
    check_happened(row.from_day, "from_day")
    household = row.unsaved()
    household.clean_fields(exclude=["group"])
    return household


def _edit(household: Household, changes: Mapping[str, Any]) -> None:
    """Check and save one edit; raises StaleEditError if somebody else saved the household since it was read."""
    check_editable(changes, EDITABLE)
    if not changes:
        return
    for name, value in changes.items():
        setattr(household, name, value)
    household.clean()
    household.clean_fields(exclude=["group", "split_from"])
    household.write_checked((*changes, *_DERIVED))


def _sign(signed: Sequence[tuple[Household, Signature]]) -> list[tuple[int, date]]:
    """Save all pledges and end earlier ones on their days; return pairs of group id and first changed day."""
    standing = Household.objects.locked(household.pk for household, _mark in signed)
    signed = [
        (standing[household.pk], mark) for household, mark in signed
    ]  # read again, since a household may have ended meanwhile
    for household, mark in signed:
        check_signature(
            household=household,
            campaign=mark.campaign,
            day=mark.day,
            representative=mark.representative,
            relation=mark.relation,
        )
    end_earlier(signed=[(household, mark.day) for household, mark in signed])
    pledges = [mark.unsaved(household) for household, mark in signed]
    for pledge in pledges:
        pledge.clean_fields(exclude=["household", "campaign", "group"])
    Pledge.objects.bulk_create(pledges, batch_size=_BATCH)
    return [(pledge.group_id, pledge.valid_from) for pledge in pledges]
