"""Puts up, inspects and takes down hotline boards."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import IN_ORDER, OPEN
from pledges.actions.fixtures import Refusals, let_stand, put_up, take_down
from pledges.enums import AuditAction
from pledges.models import BoardInspection, HotlineBoard
from pledges.validators import check_numbers, written
from wards.models import NeighbourhoodGroup

_REFUSALS = Refusals(
    put_up_later=gettext_lazy("Bảng được lắp ngày %(day)s, sau ngày này."),
    gone=gettext_lazy("Bảng không còn ở đó vào ngày này."),
    taken_down=gettext_lazy("Bảng này đã gỡ."),
)


@action
def install_board(
    *, by: User, group: NeighbourhoodGroup, place: str, numbers: str, installed_on: date
) -> HotlineBoard:
    """Save a board and its first inspection (the installation), mark the group to re-score, record one event."""
    board = HotlineBoard(
        group=group, place=place.strip(), numbers=check_numbers(numbers), valid_from=installed_on
    )
    put_up(fixture=board, first=BoardInspection(board=board, valid_from=installed_on))
    record(
        AuditAction.BOARD_INSTALLED,
        by=by,
        target=board,
        after=masked_state(board),
    )
    return board


@action
def inspect_board(
    *,
    by: User,
    board: HotlineBoard,
    inspected_on: date,
    is_legible: bool,
    note: str = "",
    corrects: bool = False,
) -> BoardInspection:
    """Save a finding, end the one before it, mark the group to re-score, record one event.

    The installation stays as it was, even if the board is inspected on the same day. Raises ValidationError if
    the finding would replace a different one of that day and `corrects` is False.
    """
    finding = _finding_of(board, inspected_on)
    before = masked_state(finding) if finding.pk else None
    if not corrects and (finding.is_legible, finding.note) != (is_legible, note.strip()):
        _refuse_to_replace(finding)
    finding.is_legible, finding.note = is_legible, note.strip()
    let_stand(
        finding=finding, fixture=board, field="inspected_on", corrects=corrects, refusals=_REFUSALS
    )
    record(
        AuditAction.BOARD_CHECKED,
        by=by,
        target=board,
        before=before,
        after=masked_state(finding),
    )
    return finding


@action
def remove_board(*, by: User, board: HotlineBoard, removed_on: date) -> HotlineBoard:
    """End the board on the day, mark the group to re-score, record one event."""
    take_down(fixture=board, removed_on=removed_on, refusals=_REFUSALS)
    record(
        AuditAction.BOARD_REMOVED,
        by=by,
        target=board,
        before={"valid_to": OPEN},
        after={"valid_to": removed_on},
    )
    return board


def _finding_of(board: HotlineBoard, day: date) -> BoardInspection:
    """Return the stored finding of that day, other than the installation, or else a new one."""
    rows = list(board.inspections.filter(valid_from=day).order_by(*IN_ORDER))
    later = rows[1:] if day == board.valid_from else rows
    return later[-1] if later else BoardInspection(board=board, valid_from=day)


def _refuse_to_replace(finding: BoardInspection) -> None:
    """Raise ValidationError unless the finding is new."""
    if not finding.pk:
        return
    state = _("đọc rõ, đúng số") if finding.is_legible else _("mờ, hỏng hoặc sai số")
    facts = {"day": f"{finding.valid_from:%d/%m/%Y}", "found": state}
    raise written("inspected_on", _("Ngày %(day)s đã ghi kiểm tra bảng: %(found)s.") % facts)
