"""Actions that record incidents, with their people and what was seized, and patrols."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from cases.actions.ends import refuse_after_death
from foundation.dated import OPEN
from foundation.validators import check_happened
from incidents.enums import Act, AuditAction
from incidents.models import Incident, IncidentAct, IncidentPerson, Patrol, SeizedSubstance
from wards.actions.changes import mark_changed
from wards.models import NeighbourhoodGroup


@action
def record_incident(
    *,
    by: User,
    group: NeighbourhoodGroup,
    happened_on: date,
    acts: Iterable[str],
    people: Iterable[Mapping[str, Any]] = (),
    seized: Mapping[str, Decimal] | None = None,
    summary: str = "",
    plants_destroyed: int = 0,
    plants_area_m2: int = 0,
) -> Incident:
    """Creates a drug case, its acts, people and seized grams; marks figures for re-scoring, audits.

    `people` are the fields of IncidentPerson (arrested, group of residence, wanted since), `seized`
    is substance -> grams. Raises ValidationError by field.
    """
    check_happened(happened_on, "happened_on")
    chosen = list(dict.fromkeys(acts))
    if not chosen:
        raise ValidationError({"acts": _("Chọn ít nhất một hành vi.")})
    if not set(chosen) <= set(Act.values):
        raise ValidationError({"acts": _("Không có hành vi này.")})
    incident = Incident(
        group=group,
        happened_on=happened_on,
        summary=summary.strip(),
        plants_destroyed=plants_destroyed,
        plants_area_m2=plants_area_m2,
    )
    incident.full_clean(exclude=["group"])
    incident.save()
    IncidentAct.objects.bulk_create(IncidentAct(incident=incident, act=act) for act in chosen)
    involved = [_person(incident, row) for row in people]
    _check_once(involved)
    IncidentPerson.objects.bulk_create(involved)
    SeizedSubstance.objects.bulk_create(_seized(incident, seized or {}))
    mark_changed(
        [group.pk, *(row.resident_group_id for row in involved)],
        min([happened_on, *(row.wanted_from for row in involved if row.wanted_from)]),
    )
    record(
        AuditAction.INCIDENT_RECORDED,
        by=by,
        target=incident,
        after=masked_state(incident) | {"acts": chosen, "people": len(involved)},
    )
    return incident


@action
def record_patrol(
    *, by: User, group: NeighbourhoodGroup, patrolled_on: date, officers: int = 2, note: str = ""
) -> Patrol:
    """Creates a patrol through a group and audits it. Raises ValidationError by field."""
    check_happened(patrolled_on, "patrolled_on")
    if officers < 1:
        raise ValidationError({"officers": _("Tuần tra phải có ít nhất một người.")})
    patrol = Patrol(group=group, patrolled_on=patrolled_on, officers=officers, note=note.strip())
    patrol.full_clean(exclude=["group"])
    patrol.save()
    record(
        AuditAction.PATROL_RECORDED,
        by=by,
        target=patrol,
        after=masked_state(patrol),
    )
    return patrol


def _person(incident: Incident, row: Mapping[str, Any]) -> IncidentPerson:
    person = IncidentPerson(incident=incident, **row)
    if person.wanted_from:
        check_happened(person.wanted_from, "wanted_from")
    if person.person is not None:
        refuse_after_death(person=person.person, day=incident.happened_on, field="people")
    if person.wanted_from and person.wanted_to is None:
        person.wanted_to = OPEN
    if person.wanted_to and (person.wanted_from is None or person.wanted_to <= person.wanted_from):
        raise ValidationError({"wanted_to": _("Ngày hết truy nã phải sau ngày bắt đầu truy nã.")})
    person.full_clean(exclude=["incident", "resident_group", "person"])
    return person


def _check_once(involved: list[IncidentPerson]) -> None:
    known = [row.person_id for row in involved if row.person_id]
    if len(known) != len(set(known)):
        raise ValidationError({"people": _("Một người chỉ ghi một lần trong một vụ.")})


def _seized(incident: Incident, seized: Mapping[str, Decimal]) -> list[SeizedSubstance]:
    rows = [
        SeizedSubstance(incident=incident, substance=what, grams=grams)
        for what, grams in seized.items()
    ]
    for row in rows:
        if row.grams <= 0:
            raise ValidationError({"seized": _("Khối lượng tang vật phải lớn hơn 0.")})
        row.full_clean(exclude=["incident"])
    return rows
