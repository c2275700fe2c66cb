"""Counts of a period: incidents, arrested people, and proposals of compulsory rehabilitation."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Value

from cases.enums import DossierKind
from cases.models import Dossier
from foundation.dated import in_force
from incidents.models import Incident, IncidentPerson


@dataclass(frozen=True)
class IncidentFigures:
    """The counts of one period, which can be added up."""

    incidents: int
    arrested: int
    proposals: int

    def __add__(self, other: "IncidentFigures") -> "IncidentFigures":
        return IncidentFigures(
            self.incidents + other.incidents,
            self.arrested + other.arrested,
            self.proposals + other.proposals,
        )


def incident_figures(groups: QuerySet[Any, Any], first: date, last: date) -> IncidentFigures:
    """Returns the counts from `first` to `last`, both included, of all the groups together."""
    return sum(figures_by_group(groups, first, last).values(), IncidentFigures(0, 0, 0))


def figures_by_group(
    groups: QuerySet[Any, Any], first: date, last: date
) -> dict[int, IncidentFigures]:
    """Returns group id -> counts, in one SQL statement.

    A proposal counts in the group where the person lives on the last day.
    """
    days = (first, last)
    incidents = Incident.objects.filter(group__in=groups, happened_on__range=days)
    arrested = IncidentPerson.objects.filter(
        incident__group__in=groups, incident__happened_on__range=days, is_arrested=True
    )
    proposals = Dossier.objects.filter(
        in_force(last, "person__residences__"),
        person__residences__group__in=groups,
        kind=DossierKind.COMPULSORY,
        valid_from__range=days,
    )
    counts = _counts(incidents, "group_id", "incidents").union(
        _counts(arrested, "incident__group_id", "arrested"),
        _counts(proposals, "person__residences__group_id", "proposals"),
        all=True,
    )
    figures: dict[int, IncidentFigures] = defaultdict(lambda: IncidentFigures(0, 0, 0))
    for place, what, count in counts:
        figures[place] = replace(figures[place], **{what: count})
    return dict(figures)


def _counts(rows: QuerySet[Any, Any], path: str, what: str) -> QuerySet[Any, Any]:
    named = rows.order_by().values(place=F(path), what=Value(what))
    counted: QuerySet[Any, Any] = named.annotate(n=Count("pk")).values_list("place", "what", "n")
    return counted
