"""Actions that put a row right, take it out, and bring it back as it was."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from corrections.applying import (
    apply,
    locked_row,
    refuse_unless_may_correct,
    refuse_unless_may_restore,
)
from corrections.enums import AuditAction, CorrectionKind
from corrections.models import CorrectedGroup, Correction
from corrections.plans import Plan, change_plan, removal_plan, restoration_plan
from corrections.registry import Correctable, forget_empty_wards
from corrections.rows import loaded
from wards.actions.changes import mark_changed_since, record_by_unit

_EVENTS = {
    CorrectionKind.CHANGED: AuditAction.ROW_CORRECTED,
    CorrectionKind.REMOVED: AuditAction.ROW_REMOVED,
    CorrectionKind.RESTORED: AuditAction.ROW_RESTORED,
}


class SeenError(ValidationError):
    """What would be changed is no longer what the user saw; the new preview must be confirmed."""

    def __init__(self) -> None:
        super().__init__(
            _("Dữ liệu đã khác với bản xem trước. Đối chiếu bản xem trước mới rồi xác nhận lại."),
            code="not_seen",
        )


@action
def correct_row(
    *,
    by: User,
    correctable: Correctable,
    row: Any,
    values: Mapping[str, Any],
    reason: str,
    seen: str | None = None,
) -> Correction:
    """Gives the row the values that it should have had, marks figures for re-scoring and audits.

    `seen` is the digest of the plan that the user confirmed. Raises SeenError if the plan is another
    one by now, ValidationError by field.
    """
    row = locked_row(correctable, row)
    refuse_unless_may_correct(by, correctable, row)
    plan = change_plan(correctable, row, values)
    return _carry_out(by, plan, CorrectionKind.CHANGED, reason=reason, seen=seen)


@action
def remove_row(
    *, by: User, correctable: Correctable, row: Any, reason: str, seen: str | None = None
) -> Correction:
    """Takes a row out that should never have been entered, marks figures and audits.

    It is kept whole in the ledger of corrections. Raises as `correct_row`.
    """
    row = locked_row(correctable, row)
    refuse_unless_may_correct(by, correctable, row)
    return _carry_out(
        by, removal_plan(correctable, row), CorrectionKind.REMOVED, reason=reason, seen=seen
    )


@action
def restore(
    *, by: User, correction: Correction, reason: str, seen: str | None = None
) -> Correction:
    """Takes a correction back: every row is again as it was before. Marks figures and audits.

    Raises ValidationError if a row was changed since, or if it was taken back already.
    """
    plan = restoration_plan(correction)
    refuse_unless_may_restore(by, correction)
    return _carry_out(
        by, plan, CorrectionKind.RESTORED, reason=reason, seen=seen, restores=correction
    )


@action
def read_correction(*, by: User, correction: Correction) -> Correction:
    """Records that somebody read a correction, which shows rows of a file in clear."""
    record(AuditAction.CORRECTION_READ, by=by, target=correction)
    return correction


@action
def read_corrections(*, by: User, corrections: Iterable[Correction]) -> None:
    """Records in the log of each ward that a list of its corrections was read."""
    first_groups = [
        group.group_id for correction in corrections for group in correction.groups.all()[:1]
    ]
    record_by_unit(AuditAction.CORRECTIONS_READ, by=by, groups=first_groups)


def _carry_out(
    by: User,
    plan: Plan,
    kind: CorrectionKind,
    *,
    reason: str,
    seen: str | None,
    restores: Correction | None = None,
) -> Correction:
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do đính chính.")})
    if seen is not None and seen != plan.digest:
        raise SeenError
    subject = plan.correctable.subject(plan.row)
    touched = apply(plan, subject)
    correction = Correction.objects.create(
        kind=kind,
        row_kind=plan.correctable.kind,
        row_id=plan.row.pk,
        subject_model=subject._meta.label_lower,
        subject_id=subject.pk,
        rows=json.dumps([vars(change) for change in plan.changes]),
        reason=reason.strip(),
        from_day=min(touched.values(), default=timezone.localdate()),
        by=by,
        restores=restores,
    )
    CorrectedGroup.objects.bulk_create(
        CorrectedGroup(correction=correction, group_id=group_id, from_day=day)
        for group_id, day in sorted(touched.items())
    )
    mark_changed_since(touched.items())
    forget_empty_wards(plan.wards, correction.from_day)
    record(
        _EVENTS[kind],
        by=by,
        target=correction,
        before=_masked(plan.changes[0].before),
        after=_masked(plan.changes[0].after),
        reason=reason.strip(),
        count=len(plan.changes),
    )
    return correction


def _masked(row: Any) -> dict[str, Any]:
    return masked_state(loaded(row)) if row else {}
