"""Writes how many residents, households and groups a place declared."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.text import clean
from foundation.validators import check_happened
from wards.actions.changes import mark_changed
from wards.enums import AuditAction
from wards.models import GroupPlacement, NeighbourhoodGroup, PopulationFigure, Ward


@action
def record_population(
    *,
    by: User | None,
    ward: Ward | None = None,
    group: NeighbourhoodGroup | None = None,
    counted_on: date,
    residents: int | None = None,
    households: int | None = None,
    groups: int | None = None,
    source: str,
) -> PopulationFigure:
    """Writes the figure of one place on one day, or corrects that day's figure; audits it.

    Marks the figures of the place's groups for re-scoring from that day. Raises ValidationError for
    a day after today, and unless exactly one place and at least one number are given.
    """
    _check(ward, group, counted_on, (residents, households, groups))
    figure = PopulationFigure.objects.filter(ward=ward, group=group, counted_on=counted_on).first()
    before = masked_state(figure) if figure else {}
    figure = figure or PopulationFigure(ward=ward, group=group, counted_on=counted_on)
    figure.residents, figure.households, figure.groups = residents, households, groups
    figure.source = clean(source)
    figure.full_clean()
    figure.save()
    mark_changed([group.pk] if group else _groups_since(ward, counted_on), counted_on)
    record(
        AuditAction.POPULATION_RECORDED,
        by=by,
        target=figure,
        before=before,
        after=masked_state(figure),
    )
    return figure


def _groups_since(ward: Ward | None, day: date) -> list[int]:
    """Returns ids of the groups placed in the ward on that day or later.

    A figure is in force from its day on, and a new ward had no groups yet on that day.
    """
    placed = GroupPlacement.objects.filter(ward=ward, valid_to__gt=day)
    return list(placed.values_list("group_id", flat=True))


def _check(
    ward: Ward | None,
    group: NeighbourhoodGroup | None,
    counted_on: date,
    counts: tuple[int | None, ...],
) -> None:
    if (ward is None) == (group is None):
        raise ValidationError(_("Chọn đúng một nơi: xã, phường hoặc tổ, thôn."))
    check_happened(counted_on, "counted_on")
    if all(count is None for count in counts):
        raise ValidationError(_("Ghi ít nhất một số liệu: nhân khẩu, số hộ hoặc số tổ, thôn."))
