"""What was declared about units, and the ward of each group, as rows that can be put right.

The app wards lies below this one and cannot register them itself.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from corrections.registry import Correctable, Touched
from foundation.text import clean
from wards.enums import AreaKind
from wards.models import (
    Area,
    GroupPlacement,
    NeighbourhoodGroup,
    PopulationFigure,
    Ward,
)
from wards.models.scope import Officer
from wards.queries.rights import counted_groups, editable_wards

_COUNTS = ("residents", "households", "groups")


def _placements_for(user: Officer) -> QuerySet[GroupPlacement]:
    groups = NeighbourhoodGroup.objects.all().visible_to(user, Permission.MANAGE_UNITS)
    return GroupPlacement.objects.filter(group__in=groups.values("pk"))


def _groups_lying(ward_id: int | None, day: Any) -> list[int]:
    """Returns the groups placed in the ward on that day or later."""
    placed = GroupPlacement.objects.filter(ward=ward_id, valid_to__gt=day)
    return list(placed.values_list("group_id", flat=True))


def _groups_of_both(placement: GroupPlacement) -> Touched:
    """Returns the group and all groups of the ward, whose figures change with it."""
    day = placement.valid_from
    others = _groups_lying(placement.ward_id, day)
    return [(group_id, day) for group_id in {placement.group_id, *others}]


def _wards_around(_user: Officer, placement: GroupPlacement) -> QuerySet[Ward]:
    """Returns the wards, former ones too, that a group may have been meant for.

    These are the units of the same province, their heirs and forerunners, and units that have groups.
    """
    areas = Area.objects.filter(memberships__ward=placement.ward_id).exclude(kind=AreaKind.NATION)
    members = Ward.objects.filter(memberships__area__in=areas.values("pk")).values("pk")
    near = Q(pk__in=members) | Q(predecessors__from_ward__in=members)
    near |= Q(successors__to_ward__in=members)
    placed = GroupPlacement.objects.values("ward")
    wards: QuerySet[Ward] = Ward.objects.filter(
        pk__in=Ward.objects.filter(near | Q(pk__in=placed)).values("pk")
    )
    return wards


def check_placements(group: NeighbourhoodGroup) -> None:
    """Raises ValidationError unless the placements of a group agree, as moves entered in time do.

    They follow each other without a gap, each in another ward than the one before, which was in
    force when it began.
    """
    rows = list(group.placements.select_related("ward").order_by("valid_from", "valid_to", "pk"))
    problems = [
        _("%(ward)s không có hiệu lực vào ngày %(day)s, khi tổ, thôn được xếp vào đó.")
        % {"ward": row.ward, "day": f"{row.valid_from:%d/%m/%Y}"}
        for row in rows
        if not row.ward.holds_on(row.valid_from)
    ]
    for before, after in pairwise(rows):
        if before.valid_to != after.valid_from:
            problems.append(_("Như vậy thì có thời gian tổ, thôn không thuộc xã, phường nào."))
        if before.ward_id == after.ward_id:
            steps = {"ward": after.ward, "day": f"{after.valid_from:%d/%m/%Y}"}
            problems.append(
                _(
                    "Như vậy thì tổ, thôn chuyển từ %(ward)s sang chính đơn vị đó ngày %(day)s: "
                    "hủy bước đó trước."
                )
                % steps
            )
    if problems:
        raise ValidationError(problems)


def _check_population(new: PopulationFigure, _old: PopulationFigure) -> None:
    new.source = clean(new.source)
    if all(getattr(new, name) is None for name in _COUNTS):
        raise ValidationError(_("Ghi ít nhất một số liệu: nhân khẩu, số hộ hoặc số tổ, thôn."))


def _figures_of_groups(user: Officer) -> QuerySet[PopulationFigure]:
    return PopulationFigure.objects.filter(group__in=counted_groups(user).values("pk"))


def _figures_of_wards(user: Officer) -> QuerySet[PopulationFigure]:
    return PopulationFigure.objects.filter(ward__in=editable_wards(user).values("pk"))


def _group_page(group: NeighbourhoodGroup) -> str:
    return reverse("wards:group-edit", args=[group.pk])


def _count_page(place: NeighbourhoodGroup | Ward) -> str:
    name = "wards:ward-population" if isinstance(place, Ward) else "wards:group-population"
    return reverse(name, args=[place.pk])


PLACEMENT = Correctable(
    kind="placement",
    model=GroupPlacement,
    label=gettext_lazy("xã, phường của tổ, thôn"),
    permission=Permission.MANAGE_UNITS,
    rows=_placements_for,
    fields=("ward", "valid_from"),
    chain=("group",),
    subject=lambda placement: placement.group,
    page=_group_page,
    touches=_groups_of_both,
    check=check_placements,
    choices={"ward": _wards_around},
)
GROUP_POPULATION = Correctable(
    kind="population",
    model=PopulationFigure,
    label=gettext_lazy("số liệu dân cư của tổ, thôn"),
    permission=Permission.EDIT_HOUSEHOLDS,
    or_permissions=(Permission.MANAGE_UNITS,),
    rows=_figures_of_groups,
    fields=("counted_on", "residents", "households", "source"),
    subject=lambda figure: figure.group,
    page=_count_page,
    touches=lambda figure: [(figure.group_id, figure.counted_on)],
    derive=_check_population,
)
WARD_POPULATION = replace(
    GROUP_POPULATION,
    kind="ward-population",
    label=gettext_lazy("số liệu dân cư của xã, phường"),
    # Not EDIT_HOUSEHOLDS: a group head, who holds it in one group, reads no figure of the ward.
    permission=Permission.VIEW_FIGURES,
    rows=_figures_of_wards,
    fields=("counted_on", "residents", "households", "groups", "source"),
    subject=lambda figure: figure.ward,
    touches=lambda figure: [
        (group_id, figure.counted_on)
        for group_id in _groups_lying(figure.ward_id, figure.counted_on)
    ],
)

CORRECTIONS: tuple[Correctable, ...] = (PLACEMENT, GROUP_POPULATION, WARD_POPULATION)
