"""Writes neighbourhood groups and the ward in which each lies."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, changes_of, masked_state, record
from accounts.models import User
from foundation.dated import OPEN, in_force
from foundation.text import clean_texts, name_key, place_sort_key
from foundation.validators import check_happened, check_phone
from wards.actions.changes import mark_changed
from wards.enums import AuditAction
from wards.models import GroupPlacement, NeighbourhoodGroup, Ward
from wards.queries.places import groups_of_ward

EDITABLE = ("kind", "name", "head_name", "head_phone", "is_high_risk", "risk_reason")


@dataclass(frozen=True)
class GroupRow:
    """The values of one group to create."""

    kind: str
    name: str
    head_name: str = ""
    head_phone: str = ""
    is_high_risk: bool = False
    risk_reason: str = ""

    def unsaved(self) -> NeighbourhoodGroup:
        group = NeighbourhoodGroup(**_tidy({name: getattr(self, name) for name in EDITABLE}))
        group.sort_key = place_sort_key(group.name)
        group.full_clean()
        return group


@action
def create_group(
    *,
    by: User | None,
    ward: Ward,
    kind: str,
    name: str,
    from_day: date,
    head_name: str = "",
    head_phone: str = "",
    is_high_risk: bool = False,
    risk_reason: str = "",
) -> NeighbourhoodGroup:
    """Writes the group and its first placement; one audit event; marks its figures for re-scoring.

    Raises ValidationError as `create_groups` does.
    """
    row = GroupRow(kind, name, head_name, head_phone, is_high_risk, risk_reason)
    return create_groups(by=by, ward=ward, rows=[row], from_day=from_day)[0]


@action
def create_groups(
    *, by: User | None, ward: Ward, rows: Sequence[GroupRow], from_day: date
) -> list[NeighbourhoodGroup]:
    """Writes groups of one ward and their placements; one audit event with their number.

    Marks their figures for re-scoring. Raises ValidationError for a day after today (the groups
    would be on no list until then), a ward that is not in force that day, and a name that the ward
    already has.
    """
    check_happened(from_day, "from_day")
    _must_be_in_force(ward, from_day)
    groups = [row.unsaved() for row in rows]
    _must_have_new_names(groups, ward, from_day)
    NeighbourhoodGroup.objects.bulk_create(groups)
    GroupPlacement.objects.bulk_create(
        GroupPlacement(group=group, ward=ward, valid_from=from_day) for group in groups
    )
    mark_changed([group.pk for group in groups], from_day)
    record(
        AuditAction.GROUP_CREATED,
        by=by,
        target=groups[0] if len(groups) == 1 else None,
        unit_id=ward.pk,
        after=masked_state(groups[0]) if len(groups) == 1 else {"ward": str(ward)},
        count=len(groups),
    )
    return groups


@action
def edit_group(
    *, by: User, group: NeighbourhoodGroup, expected_version: int, changes: dict[str, Any]
) -> NeighbourhoodGroup:
    """Changes kind, name, head or risk; audits what differs; a new kind marks figures as changed.

    Raises StaleEditError if somebody saved in between, ValidationError for high risk without a
    reason, and ValueError for a field that is not in EDITABLE.
    """
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    group.refresh_from_db()
    stored = copy(group)
    values = _tidy(changes)
    if not values.get("is_high_risk", group.is_high_risk):
        values["risk_reason"] = ""
    elif not values.get("risk_reason", group.risk_reason):
        raise ValidationError({"risk_reason": _("Ghi lý do đánh giá nguy cơ cao.")})
    values["sort_key"] = place_sort_key(values.get("name", group.name))
    group.save_edit(expected_version, values)
    if group.kind != stored.kind:
        # A correction: it always was of this kind, so criteria 6-8 counted it wrongly all along.
        mark_changed([group.pk], _first_day(group))
    before, after = changes_of(stored, group)
    record(
        AuditAction.GROUP_CHANGED,
        by=by,
        target=group,
        before=before,
        after=after,
    )
    return group


@action
def place_group(
    *, by: User | None, group: NeighbourhoodGroup, ward: Ward, on_day: date
) -> GroupPlacement:
    """Moves the group to another ward from that day: ends the old placement and begins the new one.

    Marks the group's figures for re-scoring and writes an audit event in the log of the new ward.
    Raises ValidationError if the group lies in that ward already or was placed on that very day.
    """
    _must_be_in_force(ward, on_day)
    old = GroupPlacement.objects.select_for_update().filter(in_force(on_day), group=group).first()
    if old is not None and old.ward_id == ward.pk:
        raise ValidationError({"ward": _("Tổ, thôn đã thuộc xã, phường này từ trước ngày đó.")})
    if old is not None and old.valid_from == on_day:
        raise ValidationError(
            {"on_day": _("Tổ, thôn đã được xếp trong ngày này; chọn ngày sau đó.")}
        )
    ends = old.valid_to if old is not None else OPEN
    if old is not None:
        old.valid_to = on_day
        old.save(update_fields=["valid_to"])
    placement = GroupPlacement.objects.create(
        group=group, ward=ward, valid_from=on_day, valid_to=ends
    )
    mark_changed([group.pk], on_day)
    record(
        AuditAction.GROUP_CHANGED,
        by=by,
        target=group,
        unit_id=ward.pk,
        before={"ward": old.ward_id if old else None},
        after={"ward": ward.pk, "from": on_day},
    )
    return placement


def _first_day(group: NeighbourhoodGroup) -> date:
    placements = GroupPlacement.objects.filter(group=group).order_by("valid_from")
    return placements.values_list("valid_from", flat=True).first() or OPEN


def _tidy(values: dict[str, Any]) -> dict[str, Any]:
    """Returns the values with cleaned texts and a phone number of digits only."""
    tidy = clean_texts(values)
    if "head_phone" in tidy:
        try:
            tidy["head_phone"] = check_phone(tidy["head_phone"])
        except ValidationError as error:
            raise ValidationError({"head_phone": error.messages}) from error
    return tidy


def _must_be_in_force(ward: Ward, day: date) -> None:
    if not ward.holds_on(day):
        raise ValidationError(
            {
                "from_day": _("%(ward)s không có hiệu lực vào ngày này; chọn ngày khác.")
                % {"ward": ward}
            }
        )


def _must_have_new_names(groups: list[NeighbourhoodGroup], ward: Ward, day: date) -> None:
    taken = {(group.kind, name_key(group.name)) for group in groups_of_ward(ward, day)}
    for group in groups:
        key = (group.kind, name_key(group.name))
        if key in taken:
            raise ValidationError(
                {"name": _("%(ward)s đã có %(name)s.") % {"ward": ward, "name": group.name}}
            )
        taken.add(key)
