"""The steps that boxes and boards share: put up, save a finding, take down.

The actions of boards and boxes call them and record the event in the access log.
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
    """The sentences that an officer reads when a step on a box, or on a board, is refused."""

    #: The day of a finding is before the day %(day)s on which it was put up.
    put_up_later: StrPromise
    #: It was no longer there on the day of a finding.
    gone: StrPromise
    #: It has been taken down already.
    taken_down: StrPromise


def put_up(*, fixture: Fixture, first: BoxCheck | BoardInspection) -> None:
    """Save the box or board with its first finding, the installation, and mark its group to be re-scored."""
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
    """Save a finding, end the one before it on its day, and mark the group to be re-scored.

    A correction keeps its dates. Anything else raises ValidationError if a later finding is stored. Errors
    about the day belong to `field`.
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
    rows.filter(valid_from__lte=day, valid_to=OPEN).exclude(pk=finding.pk).update(valid_to=day)
    finding.full_clean(exclude=["box", "board"])
    finding.save()
    mark_changed([fixture.group_id], day)


def take_down(*, fixture: Fixture, removed_on: date, refusals: Refusals) -> None:
    """End the box or board on that day and mark its group to be re-scored; raises ValidationError if it has ended."""
    check_happened(removed_on, "removed_on")
    if removed_on < fixture.valid_from:
        raise ValidationError({"removed_on": _("Ngày gỡ không được trước ngày lắp.")})
    if fixture.findings.filter(valid_from__gt=removed_on).exists():
        raise ValidationError({"removed_on": _("Đã có lần kiểm tra sau ngày này.")})
    standing = type(fixture)._default_manager.filter(pk=fixture.pk, valid_to=OPEN)
    if not standing.update(valid_to=removed_on):  # two people may send the form at once
        raise ValidationError(refusals.taken_down)
    fixture.valid_to = removed_on
    mark_changed([fixture.group_id], removed_on)
