"""Actions that register and edit people from a list, and that record the export of a list.

The rules are those for a single person; each ward of the list gets one audit event.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action
from accounts.models import User
from cases.actions.decisions import term_rules
from cases.actions.people import (
    DERIVED,
    check_changed_birth,
    check_own_values,
    first_stay,
)
from cases.actions.statuses import first_period
from cases.enums import AuditAction, ResidenceKind
from cases.models import Person, Residence, StatusPeriod
from cases.models.person import EDITABLE, ID_NUMBER_INDEX
from foundation.crypto import blind_index
from foundation.validators import check_editable
from wards.actions.changes import mark_changed_since, record_by_unit
from wards.models import NeighbourhoodGroup

_BATCH = 500


@dataclass(frozen=True)
class NewPerson:
    """The values that are needed to register one person."""

    values: Mapping[str, Any]
    group: NeighbourhoodGroup
    since: date
    status: str
    status_from: date
    unusual_reason: str = ""
    decision_number: str = ""
    decision_date: date | None = None
    issuer: str = ""
    residence_kind: str = ResidenceKind.PERMANENT
    address: str = ""


@dataclass(frozen=True)
class ChangedPerson:
    """A person as read from the database, and the values to write."""

    person: Person
    changes: Mapping[str, Any]


@dataclass
class CheckedPeople:
    """New people with their residences and statuses, built and checked, but not yet saved."""

    people: list[Person] = field(default_factory=list)
    stays: list[Residence] = field(default_factory=list)
    periods: list[StatusPeriod] = field(default_factory=list)


@action
def import_people(
    *, by: User, new: Sequence[NewPerson] | CheckedPeople, changed: Sequence[ChangedPerson]
) -> list[Person]:
    """Registers and edits people, all or none, and returns the new ones.

    Every row is checked as in `register_person` and `edit_person`; of thousands of new rows that is
    done before the transaction (`checked_people`). New rows are saved in batches of 500, figures are
    marked for re-scoring, and each ward gets one audit event with its count.

    Rows are saved and locked in the order of their keys, so that of two lists with the same people
    one waits for the other.
    """
    built = new if isinstance(new, CheckedPeople) else checked_people(officer=by, new=new)
    changed = sorted(changed, key=lambda row: row.person.pk)
    _lock(changed)
    in_order = sorted(built.people, key=_index)
    Person.objects.bulk_create(in_order, batch_size=_BATCH)
    Residence.objects.bulk_create(built.stays, batch_size=_BATCH)
    StatusPeriod.objects.bulk_create(built.periods, batch_size=_BATCH)
    for row in changed:
        _edit(row)
    mark_changed_since((stay.group_id, stay.valid_from) for stay in built.stays)
    parts = {"new": [stay.group_id for stay in built.stays], "changed": _groups_of(changed)}
    record_by_unit(
        AuditAction.PEOPLE_IMPORTED, by=by, groups=parts["new"] + parts["changed"], parts=parts
    )
    return built.people


@action
def export_people(*, by: User, groups: Sequence[int], reason: str) -> None:
    """Audits in each ward who exported a list with full names and numbers, how many rows, and why.

    `groups` has the group id of each person on it. Raises ValidationError without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do xuất danh sách.")})
    record_by_unit(AuditAction.PEOPLE_EXPORTED, by=by, groups=groups, reason=reason.strip())


def checked_people(*, officer: User, new: Iterable[NewPerson]) -> CheckedPeople:
    """Builds and checks new people; saves nothing."""
    built = CheckedPeople()
    rules = term_rules()
    for row in new:
        person = Person(**{"officer": officer} | dict(row.values))
        check_own_values(person=person, trusted=("officer",))
        stay = first_stay(
            person=person,
            group=row.group,
            since=row.since,
            kind=row.residence_kind,
            address=row.address,
        )
        period = first_period(
            person=person,
            status=row.status,
            on_day=row.status_from,
            decision_number=row.decision_number,
            decision_date=row.decision_date,
            issuer=row.issuer,
            unusual_reason=row.unusual_reason,
            rules=rules,
        )
        period.clean_fields(exclude=["person"])
        built.people.append(person)
        built.stays.append(stay)
        built.periods.append(period)
    return built


def _index(person: Person) -> str:
    """Returns what the database keeps unique, by which two lists wait for each other."""
    return blind_index(ID_NUMBER_INDEX, person.id_number or "")


def _lock(changed: Sequence[ChangedPerson]) -> None:
    ids = [row.person.pk for row in changed]
    standing = Person.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    list(standing.values_list("pk"))


def _edit(row: ChangedPerson) -> None:
    """Checks and saves one edit; raises StaleEditError if somebody saved the person meanwhile."""
    person = row.person
    check_editable(row.changes, EDITABLE)
    old = copy(person)
    for name, value in row.changes.items():
        setattr(person, name, value)
    check_own_values(person=person, trusted=("officer",))
    check_changed_birth(old=old, new=person)
    person.write_checked((*row.changes, *DERIVED))


def _groups_of(changed: Sequence[ChangedPerson]) -> list[int]:
    """Returns the group ids of the open residences of these people."""
    stays = Residence.objects.open().filter(person__in=[row.person.pk for row in changed])
    return list(stays.values_list("group_id", flat=True)) if changed else []
