"""Incidents, arrests and compulsory proposals by ward: the rows behind the overview's fourth figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from cases.queries.incident_figures import IncidentFigures, figures_by_group
from reports.asked import Asked
from reports.days import PROGRAMME_START
from wards.models import Area, GroupPlacement, Ward
from wards.queries.places import default_area, wards_on


@dataclass(frozen=True)
class IncidentPage:
    """One line per ward and their sum."""

    area: Area | None
    asked: Asked
    rows: Sequence[tuple[Ward, IncidentFigures]]
    total: IncidentFigures


def build(user: User, asked: Asked) -> IncidentPage:
    """Counts only: who was in an incident is not shown outside its ward."""
    area = default_area(user)
    wards = list(wards_on(asked.day, area).order_by("sort_key", "pk")) if area else []
    placed = GroupPlacement.objects.in_force(asked.day).filter(ward__in=wards)
    ward_of = dict(placed.values_list("group_id", "ward_id"))
    by_ward = {ward.pk: IncidentFigures(0, 0, 0) for ward in wards}
    for group_id, figures in figures_by_group(
        placed.values("group_id"), PROGRAMME_START, asked.day
    ).items():
        by_ward[ward_of[group_id]] += figures
    rows = [
        (ward, by_ward[ward.pk]) for ward in wards if by_ward[ward.pk] != IncidentFigures(0, 0, 0)
    ]
    return IncidentPage(
        area, asked, rows, sum((figures for _ward, figures in rows), IncidentFigures(0, 0, 0))
    )
