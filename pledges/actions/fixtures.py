"""The steps that boxes and boards share: put up, a finding that stands until the next, taken down.

They are parts of the actions of boards and boxes, which audit them.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from foundation.dated import OPEN
from foundation.validators import check_happened
from pledges.models import BoardInspection, BoxCheck
from pledges.models.fixture import Fixture
from wards.actions.changes import mark_changed


@dataclass(frozen=True)
class Refusals:
    """What an officer is told of a box or of a board when a step is refused."""

    #: A day before it was put up, named by %(day)s.
    put_up_later: StrPromise
    #: A day after it was taken down.
    gone: StrPromise
    #: It was taken down already.
    taken_down: StrPromise


def put_up(*, fixture: Fixture, first: BoxCheck | BoardInspection) -> None:
    """Save it with the first finding, which is its installation."""
    check_happened(fixture.valid_from, "installed_on")
    fixture.full_clean(exclude=["group"])
    fixture.save()
    first.save()
    mark_changed([fixture.group_id], fixture.valid_from)


def let_stand(
    *,
    finding: BoxCheck | BoardInspection,
    fixture: Fixture,
    field: str,
    corrects: bool,
    refusals: Refusals,
) -> None:
    """Save a finding: it ends the one before and stands until the next.

    A correction keeps its place among them; anything else is refused once a later finding is written.
    Errors stand beside `field`.
    """
    day = finding.valid_from
    check_happened(day, field)
    if day < fixture.valid_from:
        put_up_on = {"day": f"{fixture.valid_from:%d/%m/%Y}"}
        raise ValidationError({field: str(refusals.put_up_later) % put_up_on})
    if not fixture.holds_on(day):
        raise ValidationError({field: refusals.gone})
    rows = fixture.findings
    is_new = not (finding.pk and corrects)
    if is_new and rows.filter(valid_from__gt=day).exists():
        raise ValidationError({field: _("Đã có lần kiểm tra sau ngày này.")})
    rows.filter(valid_from__lt=day, valid_to=OPEN).update(valid_to=day)
    finding.full_clean(exclude=["box", "board"])
    finding.save()
    mark_changed([fixture.group_id], day)


def take_down(*, fixture: Fixture, removed_on: date, refusals: Refusals) -> None:
    """End it on that day; from then on the group has none, unless another stands."""
    check_happened(removed_on, "removed_on")
    if removed_on <= fixture.valid_from:
        raise ValidationError({"removed_on": _("Ngày gỡ phải sau ngày lắp.")})
    if fixture.findings.filter(valid_from__gt=removed_on).exists():
        raise ValidationError({"removed_on": _("Đã có lần kiểm tra sau ngày này.")})
    standing = type(fixture)._default_manager.filter(pk=fixture.pk, valid_to=OPEN)
    if not standing.update(valid_to=removed_on):  # two people may press at once
        raise ValidationError(refusals.taken_down)
    fixture.valid_to = removed_on
    mark_changed([fixture.group_id], removed_on)
