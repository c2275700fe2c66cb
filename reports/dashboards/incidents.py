"""Incidents, arrests, compulsory proposals by ward: the rows of the overview's fourth figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from accounts.models import User
from accounts.permissions import Permission
from criteria.criterion import grouped
from criteria.queries.readers import wards_held
from criteria.queries.small_cells import cell, column
from incidents.queries.period_figures import IncidentFigures, figures_by_group
from reports.asked import Asked
from reports.days import PROGRAMME_START
from wards.models import Area, GroupPlacement, Ward
from wards.queries.places import default_area, wards_on

_NOTHING = IncidentFigures(0, 0, 0)


class ShownFigures(NamedTuple):
    """Counts as the reader may see them; incidents are not people, so they are never hidden."""

    incidents: str
    arrested: str
    proposals: str


@dataclass(frozen=True)
class IncidentPage:
    """One line for each ward that has anything to count, and their sum."""

    area: Area | None
    asked: Asked
    rows: Sequence[tuple[Ward, ShownFigures]]
    total: ShownFigures

    @property
    def hides_few(self) -> bool:
        """Returns whether a line hides a count, so that the page explains "< 3"."""
        return any(count[0] in "<>" for _ward, shown in self.rows for count in shown)


def build(user: User, asked: Asked) -> IncidentPage:
    """Returns counts only: the people in an incident are not named outside its ward."""
    area = default_area(user, Permission.VIEW_OVERVIEW)
    seen = wards_on(asked.day, area).visible_to(user, Permission.VIEW_OVERVIEW)
    wards = list(seen.order_by("sort_key", "pk"))
    placed = GroupPlacement.objects.in_force(asked.day).filter(ward__in=wards)
    ward_of = dict(placed.values_list("group_id", "ward_id"))
    by_ward = dict.fromkeys(wards, _NOTHING)
    names = {ward.pk: ward for ward in wards}
    for group_id, figures in figures_by_group(
        placed.values("group_id"), PROGRAMME_START, asked.day
    ).items():
        by_ward[names[ward_of[group_id]]] += figures
    somewhere = {ward: figures for ward, figures in by_ward.items() if figures != _NOTHING}
    shown = _shown(user, somewhere, asked.day)
    return IncidentPage(area, asked, list(zip(somewhere, shown, strict=False)), shown[-1])


def _shown(
    user: User, figures_by_ward: Mapping[Ward, IncidentFigures], day: date
) -> list[ShownFigures]:
    """Returns a line for each ward and a last line for their sum."""
    figures = [*figures_by_ward.values(), sum(figures_by_ward.values(), _NOTHING)]
    arrested = _people(
        user, Permission.VIEW_HOTSPOTS, {w: f.arrested for w, f in figures_by_ward.items()}, day
    )
    proposals = _people(
        user, Permission.VIEW_PEOPLE, {w: f.proposals for w, f in figures_by_ward.items()}, day
    )
    incidents = [grouped(ward_figures.incidents) for ward_figures in figures]
    return [ShownFigures(*line) for line in zip(incidents, arrested, proposals, strict=True)]


def _people(user: User, right: Permission, counts: Mapping[Ward, int], day: date) -> list[str]:
    """Returns a column of counts of people with its sum at the end.

    Wards in which the user holds the right are shown in full, unless the sum would then give away
    a hidden count.
    """
    held = wards_held(user, right, list(counts), day)
    total = cell(sum(counts.values()), hides=len(held) < len(counts))
    cells = [cell(count, hides=ward.pk not in held) for ward, count in counts.items()]
    return [str(count) for count in [*column(cells, total.number), total]]
