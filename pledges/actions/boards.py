"""Puts up, inspects and takes down hotline boards."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import OPEN
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

    Raises ValidationError if it would replace a different finding of that day and `corrects` is False; on the
    day of the installation it may always replace it.
    """
    finding = board.inspections.filter(valid_from=inspected_on).first() or BoardInspection(
        board=board, valid_from=inspected_on
    )
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


def _refuse_to_replace(finding: BoardInspection) -> None:
    """Raise ValidationError unless the finding is new or of the day on which the board was put up."""
    if not finding.pk or finding.valid_from == finding.board.valid_from:
        return
    state = _("đọc rõ, đúng số") if finding.is_legible else _("mờ, hỏng hoặc sai số")
    facts = {"day": f"{finding.valid_from:%d/%m/%Y}", "found": state}
    raise written("inspected_on", _("Ngày %(day)s đã ghi kiểm tra bảng: %(found)s.") % facts)
