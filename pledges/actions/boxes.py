"""Puts up, inspects, opens and takes down tip-off boxes."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import OPEN
from foundation.text import clean
from pledges.actions.fixtures import Refusals, let_stand, put_up, take_down
from pledges.enums import AuditAction, CheckKind
from pledges.models import BoxCheck, TipBox
from pledges.validators import written
from wards.models import NeighbourhoodGroup

_REFUSALS = Refusals(
    put_up_later=gettext_lazy("Hòm thư được lắp ngày %(day)s, sau ngày này."),
    gone=gettext_lazy("Hòm thư không còn ở đó vào ngày này."),
    taken_down=gettext_lazy("Hòm thư này đã gỡ."),
)


@action
def install_box(
    *, by: User, group: NeighbourhoodGroup, place: str, installed_on: date, key_holder: str = ""
) -> TipBox:
    """Save a box and its first check (the installation), mark the group to re-score, record one event."""
    box = TipBox(
        group=group, place=place.strip(), key_holder=key_holder.strip(), valid_from=installed_on
    )
    first = BoxCheck(box=box, kind=CheckKind.INSTALLATION, valid_from=installed_on)
    put_up(fixture=box, first=first)
    record(
        AuditAction.BOX_INSTALLED,
        by=by,
        target=box,
        after=masked_state(box),
    )
    return box


@action
def inspect_box(
    *, by: User, box: TipBox, inspected_on: date, is_working: bool, corrects: bool = False
) -> BoxCheck:
    """Save the finding of an inspection, end the one before it, mark the group to re-score, record one event.

    If the day has an opening, that row gets the finding, so that no minutes are lost. The installation stays as
    it was. Raises ValidationError if a different finding of that day would be replaced and `corrects` is False.
    """
    check = _check_of(box, inspected_on, CheckKind.INSPECTION)
    before = masked_state(check) if check.pk else None
    if check.is_working != is_working and not corrects:
        _refuse_to_replace(check, "inspected_on")
    check.is_working = is_working
    let_stand(
        finding=check, fixture=box, field="inspected_on", corrects=corrects, refusals=_REFUSALS
    )
    record(
        AuditAction.BOX_CHECKED,
        by=by,
        target=box,
        before=before,
        after=masked_state(check),
    )
    return check


@action
def open_box(
    *,
    by: User,
    box: TipBox,
    opened_on: date,
    opened_at: time,
    first_person: str,
    second_person: str,
    is_seal_intact: bool,
    letters: int,
    summary: str = "",
    is_working: bool = True,
    corrects: bool = False,
) -> BoxCheck:
    """Save the minutes of an opening by two people, end the finding before, mark the group, record one event.

    A day has only one set of minutes: raises ValidationError if there is one already and `corrects` is False.
    The access log has both versions. An opening replaces an inspection of that day with the same finding.
    """
    check = _check_of(box, opened_on, CheckKind.OPENING)
    before = masked_state(check) if check.pk else None
    replaces = check.kind == CheckKind.OPENING or check.is_working != is_working
    if replaces and not corrects:
        _refuse_to_replace(check, "opened_on")
    check.kind, check.is_working = CheckKind.OPENING, is_working
    check.opened_at, check.is_seal_intact, check.letters = opened_at, is_seal_intact, letters
    check.first_person, check.second_person = clean(first_person), clean(second_person)
    check.summary = summary.strip()
    check_minutes(check=check)
    let_stand(finding=check, fixture=box, field="opened_on", corrects=corrects, refusals=_REFUSALS)
    record(
        AuditAction.BOX_OPENED,
        by=by,
        target=box,
        before=before,
        after=masked_state(check),
    )
    return check


@action
def remove_box(*, by: User, box: TipBox, removed_on: date) -> TipBox:
    """End the box on the day, mark the group to re-score, record one event."""
    take_down(fixture=box, removed_on=removed_on, refusals=_REFUSALS)
    record(
        AuditAction.BOX_REMOVED,
        by=by,
        target=box,
        before={"valid_to": OPEN},
        after={"valid_to": removed_on},
    )
    return box


def _check_of(box: TipBox, day: date, kind: CheckKind) -> BoxCheck:
    """Return the stored check of that day, other than the installation, or else a new one."""
    stored = BoxCheck.objects.filter(box=box, valid_from=day).exclude(kind=CheckKind.INSTALLATION)
    return stored.first() or BoxCheck(box=box, kind=kind, valid_from=day)


def check_minutes(*, check: BoxCheck) -> None:
    """Raise ValidationError if the two people are one, or if the opening is still to come."""
    _check_two_people(check)
    _check_time(check)


def _check_two_people(check: BoxCheck) -> None:
    first, second = check.first_person.casefold(), check.second_person.casefold()
    if first and first == second:
        raise ValidationError({"second_person": _("Phải có hai người khác nhau cùng mở hòm thư.")})


def _check_time(check: BoxCheck) -> None:
    now = timezone.localtime()
    if check.opened_at and check.valid_from == now.date() and check.opened_at > now.time():
        raise ValidationError({"opened_at": _("Giờ mở không được sau bây giờ.")})


def _refuse_to_replace(check: BoxCheck, field: str) -> None:
    """Raise ValidationError unless the check is new."""
    if not check.pk:
        return
    day = f"{check.valid_from:%d/%m/%Y}"
    if check.kind == CheckKind.OPENING:
        sentence = _("Ngày %(day)s đã có biên bản mở hòm thư lúc %(time)s (%(letters)s thư).") % {
            "day": day,
            "time": f"{check.opened_at:%H:%M}",
            "letters": check.letters,
        }
    else:
        state = _("còn dùng được") if check.is_working else _("hỏng")
        sentence = _("Ngày %(day)s đã ghi kiểm tra hòm thư: %(found)s.") % {
            "day": day,
            "found": state,
        }
    raise written(field, sentence)
