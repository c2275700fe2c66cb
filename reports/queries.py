"""Reads for documents: what surrounds a ward, its goals, the archive and its numbers, who may report on what."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from criteria.queries.evidence import Reader
from programme.models import PhaseTarget
from programme.queries.phases import PhasePlan
from reports.models import IssuedReport, areas_of
from reports.models.issued_report import IssuedReportQuerySet
from wards.enums import AreaKind, ClassificationScheme, DrugClass, GroupKind
from wards.models import (
    Area,
    AreaWard,
    GroupPlacement,
    PopulationFigure,
    Ward,
    WardClassification,
    WardSuccession,
)
from wards.models.scope import posted_roles, postings_with, reach_of
from wards.models.ward import WardQuerySet
from wards.queries.places import home_wards

_LEADING_NUMBER = re.compile(r"^0*(\d+)/")


@dataclass(frozen=True)
class WardFacts:
    """What a ward is on a day: its neighbourhoods, people and official drug class.

    `has_other_borders`: did one of its groups lie elsewhere, or nowhere, on the first day of the period?
    """

    groups: int
    risky: int
    residents: int | None
    drug_class: DrugClass | None
    scheme: ClassificationScheme | None
    has_other_borders: bool


def ward_facts(ward: Ward, first: date, day: date) -> WardFacts:
    """On `day`, with its borders compared with those of `first`: one statement."""
    placed = GroupPlacement.objects.in_force(day).filter(ward=OuterRef("pk")).order_by()
    before = GroupPlacement.objects.in_force(first).filter(ward=ward)
    counted = placed.exclude(group__kind=GroupKind.OTHER_PLACE)
    figures = PopulationFigure.objects.filter(
        ward=OuterRef("pk"), counted_on__lte=day, residents__isnull=False
    )
    given = WardClassification.objects.in_force(day).filter(ward=OuterRef("pk"))
    latest = given.order_by("-valid_from", "-pk")
    facts = Ward.objects.filter(pk=ward.pk).values(
        groups=_counted(counted),
        risky=_counted(counted.filter(group__is_high_risk=True)),
        residents=Subquery(figures.order_by("-counted_on", "-pk").values("residents")[:1]),
        drug_class=Subquery(latest.values("drug_class")[:1]),
        scheme=Subquery(latest.values("scheme")[:1]),
        has_other_borders=Exists(placed.exclude(group__in=before.values("group"))),
    )
    facts_of_ward = facts.get()
    drug_class, scheme = facts_of_ward["drug_class"], facts_of_ward["scheme"]
    return WardFacts(
        facts_of_ward["groups"],
        facts_of_ward["risky"],
        facts_of_ward["residents"],
        DrugClass(drug_class) if drug_class else None,
        ClassificationScheme(scheme) if scheme else None,
        has_other_borders=facts_of_ward["has_other_borders"],
    )


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    """How many rows a ward has, as a column of it."""
    return Coalesce(Subquery(rows.values("ward").annotate(n=Count("pk")).values("n")), 0)


def area_above(ward: Ward, day: date) -> Area | None:
    """The unit under which the ward stood that day: its city, else its province."""
    around = AreaWard.objects.in_force(day).filter(
        ward=ward, area__kind__in=[AreaKind.CITY, AreaKind.PROVINCE]
    )
    areas = [row.area for row in around.select_related("area")]
    return min(areas, key=lambda area: (area.kind != AreaKind.CITY, area.pk), default=None)


def goals_of(ward: Ward, day: date) -> QuerySet[PhaseTarget, PhaseTarget]:
    """What phases ask of the ward, or of units that had passed into it by that day, phase by phase."""
    passed_into_it = WardSuccession.objects.filter(to_ward=ward, effective_on__lte=day)
    mine = PhaseTarget.objects.filter(Q(ward=ward) | Q(ward__in=passed_into_it.values("from_ward")))
    targets = mine.select_related("ward", "phase__area")
    return targets.order_by("phase__number", "phase", "due_on", "pk")


def ward_plan(ward: Ward, as_of: date) -> PhasePlan:
    """The phases that set the ward, or a unit that passed into it, a goal; only those goals. Two statements."""
    by_phase = groupby(goals_of(ward, as_of), attrgetter("phase"))
    handed = WardSuccession.objects.filter(Q(from_ward=ward) | Q(to_ward=ward))
    successions = handed.select_related("to_ward").order_by("effective_on", "pk")
    return PhasePlan(as_of, [(phase, list(rest)) for phase, rest in by_phase], list(successions))


def knows_people(user: User, ward: Ward, day: date) -> bool:
    """Exact small counts are for those who may see the ward's people anyway."""
    return Reader(user, ward, day).holds(Permission.VIEW_PEOPLE)


def may_issue(user: User, right: Permission, place: Ward | Area) -> bool:
    """Does the user hold the right in the very place in whose name the paper speaks?

    To see its past, or to answer for the area or nation around it, is not enough.
    """
    if isinstance(place, Ward):
        return place.pk in reach_of(user, right).wards
    return any(posted.area == place for posted in postings_with(user, right))


def heirs_of(ward: Ward, day: date) -> list[Ward]:
    """The units of that day into which the ward passed; the ward itself while it stands."""
    if ward.holds_on(day):
        return [ward]
    passed = ward.successors.filter(effective_on__lte=day).select_related("to_ward")
    heirs = [heirs_of(row.to_ward, day) for row in passed.order_by("effective_on", "pk")]
    return list(dict.fromkeys(heir for some in heirs for heir in some))


def why_only_draft(place: Ward | Area) -> str:
    """Nobody signs today for a body that does not exist today: the reason in a sentence, else ""."""
    today = timezone.localdate()
    if place.holds_on(today):
        return ""
    named = {"place": capfirst(str(place)), "day": f"{place.valid_to:%d/%m/%Y}"}
    if place.valid_from > today:
        words = _("%(place)s chỉ có từ ngày %(day)s; chỉ xem và tải bản dự thảo.")
        return words % (named | {"day": f"{place.valid_from:%d/%m/%Y}"})
    heirs = heirs_of(place, today) if isinstance(place, Ward) else []
    if not heirs:
        words = _("%(place)s đã kết thúc hoạt động từ ngày %(day)s; chỉ xem và tải bản dự thảo.")
        return words % named
    words = _(
        "%(place)s đã sắp xếp từ ngày %(day)s, nay thuộc %(heirs)s; chỉ xem và tải bản dự thảo."
    )
    return words % (named | {"heirs": ", ".join(map(str, heirs))})


def wards_to_choose(user: User, permission: Permission = Permission.VIEW_REPORTS) -> WardQuerySet:
    """The wards of today and of the past in which something was registered."""
    placed = GroupPlacement.objects.values("ward_id")
    wards = Ward.objects.filter(pk__in=placed).visible_to(user, permission)
    return wards.order_by("sort_key", "-valid_to", "pk")


def areas_to_choose(
    user: User, permission: Permission = Permission.VIEW_REPORTS
) -> QuerySet[Area, Area]:
    """The areas that the user answers for."""
    return areas_of(user, permission).order_by("kind", "name", "pk")


def first_ward(user: User, permission: Permission = Permission.VIEW_REPORTS) -> Ward | None:
    """The one that a page opens with: the user's own, else the first of the list."""
    choice = wards_to_choose(user, permission)
    if any(role.area is None for role in posted_roles(user)):
        choice = choice.filter(pk__in=home_wards(user).values("pk"))
    return choice.first()


def first_area(user: User, permission: Permission = Permission.VIEW_REPORTS) -> Area | None:
    """The same among areas."""
    return areas_to_choose(user, permission).first()


def archive(user: User) -> IssuedReportQuerySet:
    """Issued reports that the user may fetch, newest first, without their bytes."""
    rows = IssuedReport.objects.visible_to(user).defer("file", "figures")
    return rows.select_related("ward", "area", "issued_by")


def next_number(place: Ward | Area, symbol: str) -> str:
    """ "05/BC-UBND": after the highest number that the place gave this year."""
    given = place.reports.filter(year=timezone.localdate().year).values_list("number", flat=True)
    numbers = [_LEADING_NUMBER.match(number) for number in given]
    highest = max((int(match.group(1)) for match in numbers if match), default=0)
    return f"{highest + 1:02d}/{symbol}"
