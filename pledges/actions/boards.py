"""Hotline boards: put up, inspected, taken down."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import masked_state, record
from accounts.models import User
from foundation.dated import OPEN
from foundation.validators import check_happened
from pledges.enums import AuditAction
from pledges.models import BoardInspection, HotlineBoard
from pledges.validators import check_numbers, written
from wards.actions.changes import mark_changed
from wards.models import NeighbourhoodGroup


@transaction.atomic
def install_board(
    *, by: User, group: NeighbourhoodGroup, place: str, numbers: str, installed_on: date
) -> HotlineBoard:
    """Put up a board; installing it is its first inspection."""
    check_happened(installed_on, "installed_on")
    board = HotlineBoard(
        group=group, place=place.strip(), numbers=check_numbers(numbers), valid_from=installed_on
    )
    board.full_clean(exclude=["group"])
    board.save()
    BoardInspection.objects.create(board=board, valid_from=installed_on)
    mark_changed([group.pk], installed_on)
    record(
        AuditAction.BOARD_INSTALLED,
        by=by,
        target=board,
        after=masked_state(board),
    )
    return board


@transaction.atomic
def inspect_board(
    *,
    by: User,
    board: HotlineBoard,
    inspected_on: date,
    is_legible: bool,
    note: str = "",
    corrects: bool = False,
) -> BoardInspection:
    """Write what an inspection found; it stands until the next. A second one that day must `correct` the first."""
    check_happened(inspected_on, "inspected_on")
    if inspected_on < board.valid_from:
        put_up = f"{board.valid_from:%d/%m/%Y}"
        raise ValidationError(
            {"inspected_on": _("Bảng được lắp ngày %(day)s, sau ngày này.") % {"day": put_up}}
        )
    if not board.holds_on(inspected_on):
        raise ValidationError({"inspected_on": _("Bảng không còn ở đó vào ngày này.")})
    rows = BoardInspection.objects.filter(board=board)
    found = rows.filter(valid_from=inspected_on).first() or BoardInspection(
        board=board, valid_from=inspected_on
    )
    is_new = not (found.pk and corrects)
    if is_new and rows.filter(valid_from__gt=inspected_on).exists():
        raise ValidationError({"inspected_on": _("Đã có lần kiểm tra sau ngày này.")})
    rows.filter(valid_from__lt=inspected_on, valid_to=OPEN).update(valid_to=inspected_on)
    before = masked_state(found) if found.pk else None
    if not corrects and (found.is_legible, found.note) != (is_legible, note.strip()):
        _refuse_to_replace(found)
    found.is_legible, found.note = is_legible, note.strip()
    found.full_clean(exclude=["board"])
    found.save()
    mark_changed([board.group_id], inspected_on)
    record(
        AuditAction.BOARD_CHECKED,
        by=by,
        target=board,
        before=before,
        after=masked_state(found),
    )
    return found


@transaction.atomic
def remove_board(*, by: User, board: HotlineBoard, removed_on: date) -> HotlineBoard:
    """Take the board down."""
    check_happened(removed_on, "removed_on")
    if removed_on <= board.valid_from:
        raise ValidationError({"removed_on": _("Ngày gỡ phải sau ngày lắp.")})
    if board.inspections.filter(valid_from__gt=removed_on).exists():
        raise ValidationError({"removed_on": _("Đã có lần kiểm tra sau ngày này.")})
    standing = HotlineBoard.objects.open().filter(pk=board.pk)
    if not standing.update(valid_to=removed_on):  # two people may press at once
        raise ValidationError(_("Bảng này đã gỡ."))
    board.valid_to = removed_on
    mark_changed([board.group_id], removed_on)
    record(
        AuditAction.BOARD_REMOVED,
        by=by,
        target=board,
        before={"valid_to": OPEN},
        after={"valid_to": removed_on},
    )
    return board


def _refuse_to_replace(found: BoardInspection) -> None:
    """Unless nobody has written anything of that day but that the board was put up."""
    if not found.pk or found.valid_from == found.board.valid_from:
        return
    finding = _("đọc rõ, đúng số") if found.is_legible else _("mờ, hỏng hoặc sai số")
    told = {"day": f"{found.valid_from:%d/%m/%Y}", "found": finding}
    raise written("inspected_on", _("Ngày %(day)s đã ghi kiểm tra bảng: %(found)s.") % told)
