"""Writes a plan into the ledgers and checks the result; actions and previews share it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from corrections.models import Correction
from corrections.plans import Plan
from corrections.queries.rights import may_correct, own_days
from corrections.registry import Correctable, correctable_or_404
from corrections.rows import loaded, write


def apply(plan: Plan, subject: models.Model) -> dict[int, date]:
    """Writes the plan, checks the whole file, and returns each touched group with its first day.

    Raises ValidationError if the database or the file's own rules refuse the result.
    """
    touched = touched_by(plan, [change.before for change in plan.changes])
    known = _disagreements(plan, subject)
    _check_rules_of_rows(plan)
    try:
        with transaction.atomic():
            write(plan.changes)
    except IntegrityError as error:
        raise ValidationError(
            _(
                "Như vậy thì trùng với một bản ghi khác trong cùng thời gian. Kiểm tra lại ngày và số."
            )
        ) from error
    if new := [words for words in _disagreements(plan, subject) if words not in known]:
        raise ValidationError(new)
    for group_id, day in touched_by(plan, [change.after for change in plan.changes]).items():
        touched[group_id] = min(day, touched.get(group_id, day))
    return touched


def touched_by(plan: Plan, rows: Iterable[Any]) -> dict[int, date]:
    """Returns each group that these states of the corrected kind of row count in, from its first day."""
    touched: dict[int, date] = {}
    for row in rows:
        if row is None or row["model"] != plan.correctable.model._meta.label_lower:
            continue
        for group_id, day in plan.correctable.touches(loaded(row)):
            touched[group_id] = min(day, touched.get(group_id, day))
    return touched


def _disagreements(plan: Plan, subject: models.Model) -> list[str]:
    """Returns in words what does not agree in the file as it is stored; nothing if it is taken out.

    What disagreed before is no reason to refuse a correction: of two errors one is put right first.
    """
    stored = type(subject)._base_manager.filter(pk=subject.pk).first()
    if stored is None:
        return []
    try:
        plan.correctable.check(stored)
    except ValidationError as error:
        return list(error.messages)
    return []


def _check_rules_of_rows(plan: Plan) -> None:
    """Raises ValidationError, in the model's own words, if a row by itself breaks a constraint.

    What concerns several rows, such as overlaps, is left to the database: between two writes of a
    plan they may overlap.
    """
    for change in plan.changes:
        if change.after is None:
            continue
        for constraint in change.model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                constraint.validate(change.model, loaded(change.after))  # type: ignore[attr-defined]  # the stubs lack it


def locked_row(correctable: Correctable, row: Any) -> Any:
    """Locks the file that the row belongs to, and reads the row again; raises ValidationError if it went."""
    subject = correctable.subject(row)
    locked = type(subject)._base_manager.select_for_update(no_key=True).filter(pk=subject.pk)
    list(locked.values_list("pk"))
    fresh = correctable.model._base_manager.filter(pk=row.pk).first()
    if fresh is None:
        raise ValidationError(_("Bản ghi này vừa được người khác hủy."))
    return fresh


def refuse_unless_may_correct(by: User, correctable: Correctable, row: Any) -> None:
    """Raises ValidationError unless the user entered the row lately or may correct any row there."""
    days, unit = own_days(), correctable.subject(row).get_unit_id()
    if not may_correct(by, row, unit, days, correctable.permissions):
        raise ValidationError(
            _(
                "Chỉ người đã nhập mới tự sửa được, trong %(days)d ngày kể từ ngày nhập; "
                "sau đó hoặc với bản ghi của người khác, đề nghị trưởng công an đính chính."
            )
            % {"days": days}
        )


def refuse_unless_may_restore(by: User, correction: Correction) -> None:
    """Raises ValidationError unless the user made the correction lately or may correct any row there."""
    entry = _Entry(recorded_by_id=correction.by_id, recorded_at=correction.at)
    work = correctable_or_404(correction.row_kind).permissions
    if not may_correct(by, entry, correction.get_unit_id(), own_days(), work):
        raise ValidationError(_("Đề nghị trưởng công an khôi phục lần đính chính này."))


@dataclass(frozen=True)
class _Entry:
    """Who entered something, and when."""

    recorded_by_id: int
    recorded_at: Any
