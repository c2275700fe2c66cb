"""Actions that report a hotspot, move it to another state, and check it again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import OPEN
from foundation.validators import check_happened
from incidents.enums import AuditAction
from incidents.models import Hotspot, HotspotPeriod
from incidents.queries.rechecks import RECHECKED, recheck_day
from incidents.statuses import HOTSPOT_STATES, HotspotState
from wards.actions.changes import mark_changed
from wards.models import NeighbourhoodGroup


@action
def report_hotspot(
    *, by: User, group: NeighbourhoodGroup, kind: str, place: str, found_on: date, source: str = ""
) -> Hotspot:
    """Creates a suspected hotspot, marks the group's figures for re-scoring and audits.

    It counts in criterion 1 only once it is verified. Raises ValidationError by field.
    """
    check_happened(found_on, "found_on")
    hotspot = Hotspot(
        group=group, kind=kind, place=place.strip(), found_on=found_on, source=source.strip()
    )
    hotspot.full_clean(exclude=["group"])
    hotspot.save()
    HotspotPeriod.objects.create(hotspot=hotspot, state=HotspotState.SUSPECTED, valid_from=found_on)
    mark_changed([group.pk], found_on)
    record(
        AuditAction.HOTSPOT_REPORTED,
        by=by,
        target=hotspot,
        after=masked_state(hotspot),
    )
    return hotspot


@action
def move_hotspot(
    *,
    by: User,
    hotspot: Hotspot,
    to: str,
    on_day: date,
    note: str = "",
    recheck_on: date | None = None,
) -> HotspotPeriod:
    """Moves a hotspot to another state; only this action changes the state.

    Checks the move, ends the current period, begins the next one, sets the re-check day, marks the
    group's figures for re-scoring and audits. Raises ValidationError by field.
    """
    check_happened(on_day, "on_day")
    Hotspot.objects.lock_for_write(hotspot.pk)
    current = HotspotPeriod.objects.get(hotspot=hotspot, valid_to=OPEN)
    _check_move(current, to, on_day)
    _check_recheck_day(to, on_day, recheck_on)
    current.valid_to = on_day
    current.save(update_fields=["valid_to"])
    new = HotspotPeriod.objects.create(
        hotspot=hotspot, state=to, valid_from=on_day, note=note.strip()
    )
    _set_recheck(hotspot, recheck_on or recheck_day(to, on_day))
    mark_changed([hotspot.group_id], on_day)
    record(
        AuditAction.HOTSPOT_MOVED,
        by=by,
        target=hotspot,
        before={"state": current.state},
        after={"state": to, "on": on_day},
    )
    return new


@action
def recheck_hotspot(
    *, by: User, hotspot: Hotspot, on_day: date, note: str = "", next_on: date | None = None
) -> Hotspot:
    """Records a check that found the hotspot quiet, sets the day of the next check and audits.

    The note is added to that of the current state. The state never changes here: a hotspot that is
    active again is moved. Raises ValidationError by field.
    """
    check_happened(on_day, "on_day")
    Hotspot.objects.lock_for_write(hotspot.pk)
    current = HotspotPeriod.objects.get(hotspot=hotspot, valid_to=OPEN)
    _check_recheck(current, on_day, next_on)
    if note.strip():
        seen = f"{on_day:%d/%m/%Y}: {note.strip()}"
        current.note = "\n".join(filter(None, (current.note, seen)))
        current.save(update_fields=["note"])
    before = Hotspot.objects.get(pk=hotspot.pk).recheck_on
    _set_recheck(hotspot, next_on or recheck_day(current.state, on_day))
    record(
        AuditAction.HOTSPOT_RECHECKED,
        by=by,
        target=hotspot,
        before={"recheck_on": before},
        after={"on": on_day, "recheck_on": hotspot.recheck_on},
    )
    return hotspot


def _check_recheck(current: HotspotPeriod, on_day: date, next_on: date | None) -> None:
    if current.state not in RECHECKED:
        raise ValidationError(_("Chỉ kiểm tra lại điểm đã triệt xóa hoặc đang theo dõi."))
    if on_day < current.valid_from:
        raise ValidationError(
            {"on_day": _("Ngày kiểm tra lại không được trước ngày bắt đầu trạng thái hiện tại.")}
        )
    if next_on and next_on <= on_day:
        raise ValidationError(
            {"next_on": _("Hạn kiểm tra lần sau phải sau ngày kiểm tra lần này.")}
        )


def _check_recheck_day(to: str, on_day: date, recheck_on: date | None) -> None:
    if recheck_on is None:
        return
    if to not in RECHECKED:
        raise ValidationError(
            {"recheck_on": _("Chỉ hẹn kiểm tra lại điểm đã triệt xóa hoặc đang theo dõi.")}
        )
    if recheck_on <= on_day:
        raise ValidationError({"recheck_on": _("Hạn kiểm tra lại phải sau ngày chuyển.")})


def _set_recheck(hotspot: Hotspot, day: date | None) -> None:
    """Writes the day of the next check as an edit, which a form opened before it does not undo."""
    hotspot.refresh_from_db(fields=["version"])  # the row is locked
    hotspot.recheck_on = day
    hotspot.write_checked(["recheck_on"])


def _check_move(current: HotspotPeriod, to: str, on_day: date) -> None:
    moves = HOTSPOT_STATES[HotspotState(current.state)].moves
    if to not in moves:
        allowed = ", ".join(str(HotspotState(move).label) for move in moves) or "—"
        raise ValidationError(
            {
                "to": _("Đang ở trạng thái “%(now)s” chỉ có thể chuyển sang: %(allowed)s.")
                % {"now": current.get_state_display(), "allowed": allowed}
            }
        )
    if on_day < current.valid_from:
        raise ValidationError(
            {"on_day": _("Ngày chuyển không được trước ngày bắt đầu trạng thái hiện tại.")}
        )
