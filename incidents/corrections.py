"""The rows about hotspots, suspicions and incidents that can be put right or taken out."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from corrections.registry import Correctable, Touched
from foundation.dated import OPEN
from incidents.models import (
    Hotspot,
    HotspotPeriod,
    Incident,
    IncidentAct,
    IncidentPerson,
    SeizedSubstance,
    Suspicion,
    SuspicionReview,
)
from incidents.queries.coherence import check_hotspot, check_incident, check_suspicion
from incidents.queries.rechecks import recheck_day
from wards.models import NeighbourhoodGroup
from wards.models.scope import Officer


def _groups(user: Officer, _row: Any) -> QuerySet[NeighbourhoodGroup]:
    return NeighbourhoodGroup.objects.all().visible_to(user, Permission.EDIT_HOTSPOTS)


def _homes(user: Officer, person: IncidentPerson) -> QuerySet[NeighbourhoodGroup]:
    """Returns the user's groups, and the one that is recorded now, which may lie elsewhere."""
    own = _groups(user, person).values("pk")
    groups: QuerySet[NeighbourhoodGroup] = NeighbourhoodGroup.objects.filter(
        Q(pk__in=own) | Q(pk=person.resident_group_id)
    )
    return groups


def _with_hotspot(old: Hotspot, new: Hotspot | None) -> Iterator[Any]:
    """Yields the first state, which begins on the day on which the hotspot was found."""
    first = old.periods.order_by("valid_from", "valid_to", "pk").first()
    if new is not None and first is not None and new.found_on != old.found_on:
        first.valid_from = new.found_on
        yield first


def _with_state(old: HotspotPeriod, new: HotspotPeriod | None) -> Iterator[Any]:
    """Yields the hotspot as it follows its states: found when the first begins, checked again by the last."""
    hotspot = old.hotspot
    periods = list(hotspot.periods.order_by("valid_from", "valid_to", "pk"))
    after = [new if found == old else found for found in periods]
    states = [period for period in after if period is not None]
    if new is not None and states[0] is new:
        hotspot.found_on = new.valid_from
    if states and states[-1] is not periods[-1]:
        last = states[-1]
        due = recheck_day(last.state, last.valid_from)
        hotspot.recheck_on = (hotspot.recheck_on or due) if due else None
    yield hotspot


def _with_suspicion(old: Suspicion, new: Suspicion | None) -> Iterator[Any]:
    """Yields the first review, which is the opening itself."""
    first = old.reviews.order_by("reviewed_on").first()
    if new is not None and first is not None and new.valid_from != old.valid_from:
        first.reviewed_on = new.valid_from
        yield first


def _check_suspicion(new: Suspicion, _old: Suspicion) -> None:
    if (new.valid_to == OPEN) == bool(new.outcome):
        raise ValidationError(
            {"outcome": _("Nghi vấn đã kết thúc phải có kết luận; chưa kết thúc thì để trống.")}
        )


def _check_review(new: SuspicionReview, _old: SuspicionReview) -> None:
    if new.next_review_on <= new.reviewed_on:
        raise ValidationError({"next_review_on": _("Hạn rà soát tiếp phải sau ngày rà soát.")})


def _check_grams(new: SeizedSubstance, _old: SeizedSubstance) -> None:
    if new.grams is not None and new.grams <= 0:
        raise ValidationError({"grams": _("Khối lượng tang vật phải lớn hơn 0.")})


def _check_wanted(new: IncidentPerson, _old: IncidentPerson) -> None:
    """Lets a search without an end stay open; raises ValidationError if it ends before it began."""
    if new.wanted_from and new.wanted_to is None:
        new.wanted_to = OPEN
    if new.wanted_to and (new.wanted_from is None or new.wanted_to <= new.wanted_from):
        raise ValidationError({"wanted_to": _("Ngày hết truy nã phải sau ngày bắt đầu truy nã.")})


def _of_incident(incident: Incident) -> Touched:
    """Returns the group of the incident and those where its people live."""
    people: Any = IncidentPerson.objects.filter(incident=incident, resident_group__isnull=False)
    return [(incident.group_id, incident.happened_on), *(_at_home(one) for one in people)]


def _of_person(person: IncidentPerson) -> Touched:
    """Returns the group of the incident, where the arrest counts, and the one of the residence."""
    counted = [(person.incident.group_id, person.incident.happened_on)]
    return [*counted, _at_home(person)] if person.resident_group_id else counted


def _at_home(person: IncidentPerson) -> tuple[Any, Any]:
    happened_on = person.incident.happened_on
    return person.resident_group_id, min(happened_on, person.wanted_from or happened_on)


def _of_part(part: Any) -> Touched:
    return [(part.incident.group_id, part.incident.happened_on)]


def _incident_of(part: Any) -> Any:
    return part.incident


HOTSPOT = Correctable(
    kind="hotspot",
    model=Hotspot,
    label=gettext_lazy("điểm phức tạp"),
    permission=Permission.EDIT_HOTSPOTS,
    fields=("group", "kind", "place", "found_on", "source", "recheck_on"),
    planned=("recheck_on",),
    subject=lambda hotspot: hotspot,
    touches=lambda hotspot: [(hotspot.group_id, hotspot.found_on)],
    hanging=_with_hotspot,
    check=check_hotspot,
    choices={"group": _groups},
)
HOTSPOT_STATE = Correctable(
    kind="hotspot-state",
    model=HotspotPeriod,
    label=gettext_lazy("trạng thái điểm"),
    permission=Permission.EDIT_HOTSPOTS,
    fields=("state", "valid_from", "note"),
    chain=("hotspot",),
    subject=lambda period: period.hotspot,
    touches=lambda period: [(period.hotspot.group_id, period.valid_from)],
    hanging=_with_state,
    check=check_hotspot,
)
SUSPICION = Correctable(
    kind="suspicion",
    model=Suspicion,
    label=gettext_lazy("nghi vấn"),
    permission=Permission.EDIT_HOTSPOTS,
    fields=(
        "group",
        "kind",
        "subject",
        "source_grade",
        "reason",
        "valid_from",
        "valid_to",
        "outcome",
    ),
    subject=lambda suspicion: suspicion,
    touches=lambda suspicion: [(suspicion.group_id, suspicion.valid_from)],
    derive=_check_suspicion,
    hanging=_with_suspicion,
    check=check_suspicion,
    choices={"group": _groups},
)
SUSPICION_REVIEW = Correctable(
    kind="suspicion-review",
    model=SuspicionReview,
    label=gettext_lazy("lần rà soát nghi vấn"),
    permission=Permission.EDIT_HOTSPOTS,
    fields=("reviewed_on", "next_review_on", "note"),
    planned=("next_review_on",),
    subject=lambda review: review.suspicion,
    touches=lambda review: [(review.suspicion.group_id, review.reviewed_on)],
    derive=_check_review,
    check=check_suspicion,
)
INCIDENT = Correctable(
    kind="incident",
    model=Incident,
    label=gettext_lazy("vụ việc"),
    permission=Permission.EDIT_HOTSPOTS,
    fields=("group", "happened_on", "summary", "plants_destroyed", "plants_area_m2"),
    subject=lambda incident: incident,
    touches=_of_incident,
    check=check_incident,
    choices={"group": _groups},
)
INCIDENT_ACT = Correctable(
    kind="incident-act",
    model=IncidentAct,
    label=gettext_lazy("hành vi trong vụ việc"),
    permission=Permission.EDIT_HOTSPOTS,
    fields=("act",),
    subject=_incident_of,
    touches=_of_part,
    check=check_incident,
)
SEIZED = Correctable(
    kind="seized",
    model=SeizedSubstance,
    label=gettext_lazy("tang vật của vụ việc"),
    permission=Permission.EDIT_HOTSPOTS,
    fields=("substance", "grams"),
    subject=_incident_of,
    touches=_of_part,
    derive=_check_grams,
)
INCIDENT_PERSON = Correctable(
    kind="incident-person",
    model=IncidentPerson,
    label=gettext_lazy("người trong vụ việc"),
    permission=Permission.EDIT_HOTSPOTS,
    fields=("name", "is_arrested", "resident_group", "wanted_from", "wanted_to"),
    planned=("wanted_to",),
    subject=_incident_of,
    touches=_of_person,
    derive=_check_wanted,
    choices={"resident_group": _homes},
)

CORRECTIONS: tuple[Correctable, ...] = (
    HOTSPOT,
    HOTSPOT_STATE,
    SUSPICION,
    SUSPICION_REVIEW,
    INCIDENT,
    INCIDENT_ACT,
    SEIZED,
    INCIDENT_PERSON,
)
