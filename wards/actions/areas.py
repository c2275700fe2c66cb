"""Writes the areas that committees answer for."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import OPEN
from foundation.text import clean
from wards.enums import AuditAction
from wards.models import Area, AreaWard, Ward


@action
def create_area(
    *,
    by: User | None,
    kind: str,
    name: str,
    wards: Iterable[Ward],
    from_day: date,
    to: date = OPEN,
    code: str = "",
    parent: Area | None = None,
) -> Area:
    """Writes the area and its members, each for the days on which both exist; audits it.

    Raises ValidationError if a ward and the area have no day in common.
    """
    area = Area(
        kind=kind, code=code, name=clean(name), parent=parent, valid_from=from_day, valid_to=to
    )
    area.full_clean()
    area.save()
    members = [_membership(area, ward) for ward in wards]
    AreaWard.objects.bulk_create(members)
    record(
        AuditAction.AREA_CREATED,
        by=by,
        target=area,
        after=masked_state(area) | {"wards": len(members)},
    )
    return area


def _membership(area: Area, ward: Ward) -> AreaWard:
    since, until = max(area.valid_from, ward.valid_from), min(area.valid_to, ward.valid_to)
    if since >= until:
        raise ValidationError(
            {"wards": _("%(ward)s không có hiệu lực trong thời gian của địa bàn.") % {"ward": ward}}
        )
    return AreaWard(area=area, ward=ward, valid_from=since, valid_to=until)
