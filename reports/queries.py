"""Reads for documents: facts and goals of a ward, archive and numbers, who may report on what."""

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
    """A ward on one day: its groups, high-risk groups, residents and official drug class.

    `has_other_borders` is true when one of its groups lay in another ward, or in none, on the first
    day of the period.
    """

    groups: int
    risky: int
    residents: int | None
    drug_class: DrugClass | None
    scheme: ClassificationScheme | None
    has_other_borders: bool


def ward_facts(ward: Ward, first: date, day: date) -> WardFacts:
    """Returns the ward's facts on `day`; `first` is the first day of the period.

    It takes one SQL statement.
    """
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
    """Returns the SQL expression that counts the `rows` of a ward, 0 when there are none."""
    return Coalesce(Subquery(rows.values("ward").annotate(n=Count("pk")).values("n")), 0)


def area_above(ward: Ward, day: date) -> Area | None:
    """Returns the area to which the ward belonged that day: city, else province, else None."""
    around = AreaWard.objects.in_force(day).filter(
        ward=ward, area__kind__in=[AreaKind.CITY, AreaKind.PROVINCE]
    )
    areas = [row.area for row in around.select_related("area")]
    return min(areas, key=lambda area: (area.kind != AreaKind.CITY, area.pk), default=None)


def goals_of(ward: Ward, day: date) -> QuerySet[PhaseTarget, PhaseTarget]:
    """Returns by phase the targets of the ward and of units that had passed into it by that day."""
    passed_into_it = WardSuccession.objects.filter(to_ward=ward, effective_on__lte=day)
    mine = PhaseTarget.objects.filter(Q(ward=ward) | Q(ward__in=passed_into_it.values("from_ward")))
    targets = mine.select_related("ward", "phase__area")
    return targets.order_by("phase__number", "phase", "due_on", "pk")


def ward_plan(ward: Ward, as_of: date) -> PhasePlan:
    """Returns the phases with targets for the ward or for units that passed into it.

    Other targets of these phases are left out. It takes two SQL statements.
    """
    by_phase = groupby(goals_of(ward, as_of), attrgetter("phase"))
    handed = WardSuccession.objects.filter(Q(from_ward=ward) | Q(to_ward=ward))
    successions = handed.select_related("to_ward").order_by("effective_on", "pk")
    return PhasePlan(as_of, [(phase, list(rest)) for phase, rest in by_phase], list(successions))


def knows_people(user: User, ward: Ward, day: date) -> bool:
    """Returns whether the user may see the ward's people, and therefore exact small counts."""
    return Reader(user, ward, day).holds(Permission.VIEW_PEOPLE)


def may_issue(user: User, right: Permission, place: Ward | Area) -> bool:
    """Returns whether the user holds the right in the very place in whose name the paper is issued.

    For a ward, access to its past is not enough; for an area, the user must be posted to that area,
    not to an area or the nation around it.
    """
    if isinstance(place, Ward):
        return place.pk in reach_of(user, right).wards
    return any(posted.area == place for posted in postings_with(user, right))


def heirs_of(ward: Ward, day: date) -> list[Ward]:
    """Returns the units of that day into which the ward passed; itself while it exists."""
    if ward.holds_on(day):
        return [ward]
    passed = ward.successors.filter(effective_on__lte=day).select_related("to_ward")
    heirs = [heirs_of(row.to_ward, day) for row in passed.order_by("effective_on", "pk")]
    return list(dict.fromkeys(heir for some in heirs for heir in some))


def why_only_draft(place: Ward | Area) -> str:
    """Returns the sentence why only a draft is possible, "" when the place exists today.

    Nobody can sign today for a body that does not exist today.
    """
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
    """Returns the present and former wards that ever had a group and that the user may see."""
    placed = GroupPlacement.objects.values("ward_id")
    wards = Ward.objects.filter(pk__in=placed).visible_to(user, permission)
    return wards.order_by("sort_key", "-valid_to", "pk")


def areas_to_choose(
    user: User, permission: Permission = Permission.VIEW_REPORTS
) -> QuerySet[Area, Area]:
    """Returns the areas that the user may report on, ordered by kind and name."""
    return areas_of(user, permission).order_by("kind", "name", "pk")


def first_ward(user: User, permission: Permission = Permission.VIEW_REPORTS) -> Ward | None:
    """Returns the ward that a page opens with, or None.

    It is the ward where the user works; for users posted to areas only, the first of the list.
    """
    choice = wards_to_choose(user, permission)
    if any(role.area is None for role in posted_roles(user)):
        choice = choice.filter(pk__in=home_wards(user).values("pk"))
    return choice.first()


def first_area(user: User, permission: Permission = Permission.VIEW_REPORTS) -> Area | None:
    """Returns the area that a page opens with: the first of the list, or None."""
    return areas_to_choose(user, permission).first()


def archive(user: User) -> IssuedReportQuerySet:
    """Returns the issued reports that the user may download, newest first, without their bytes."""
    rows = IssuedReport.objects.visible_to(user).defer("file", "figures")
    return rows.select_related("ward", "area", "issued_by")


def next_number(place: Ward | Area, symbol: str) -> str:
    """Returns "05/BC-UBND" when 04 is the highest number that the place used this year."""
    given = place.reports.filter(year=timezone.localdate().year).values_list("number", flat=True)
    numbers = [_LEADING_NUMBER.match(number) for number in given]
    highest = max((int(match.group(1)) for match in numbers if match), default=0)
    return f"{highest + 1:02d}/{symbol}"
