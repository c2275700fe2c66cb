"""Actions that open a suspicion, review it on time, and close it with an outcome."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import OPEN
from foundation.validators import check_happened
from incidents.enums import AuditAction
from incidents.models import Suspicion, SuspicionReview
from law.queries.calendar import WorkingCalendar
from law.queries.terms import add_term, rules_on
from wards.actions.changes import mark_changed
from wards.models import NeighbourhoodGroup

_REVIEW_DAYS = timedelta(days=30)  # used when no legal rule is in force


@action
def open_suspicion(
    *,
    by: User,
    group: NeighbourhoodGroup,
    kind: str,
    subject: str,
    source_grade: str,
    reason: str,
    opened_on: date,
    next_review_on: date | None = None,
) -> Suspicion:
    """Creates a suspicion and its first review, marks figures for re-scoring and audits.

    From that day criterion 2 is not met. Raises ValidationError by field.
    """
    check_happened(opened_on, "opened_on")
    suspicion = Suspicion(
        group=group,
        kind=kind,
        subject=subject.strip(),
        source_grade=source_grade,
        reason=reason.strip(),
        valid_from=opened_on,
    )
    suspicion.full_clean(exclude=["group"])
    suspicion.save()
    _review(suspicion, by, opened_on, next_review_on, "")
    mark_changed([group.pk], opened_on)
    record(
        AuditAction.SUSPICION_OPENED,
        by=by,
        target=suspicion,
        after=masked_state(suspicion),
    )
    return suspicion


@action
def renew_suspicion(
    *,
    by: User,
    suspicion: Suspicion,
    reviewed_on: date,
    next_review_on: date | None = None,
    note: str = "",
) -> SuspicionReview:
    """Records a review and the day of the next one, marks figures for re-scoring and audits.

    The suspicion stays open and blocks criterion 2, with or without a review. Raises
    ValidationError by field.
    """
    check_happened(reviewed_on, "reviewed_on")
    _check_open(suspicion)
    if SuspicionReview.objects.filter(suspicion=suspicion, reviewed_on__gte=reviewed_on).exists():
        raise ValidationError({"reviewed_on": _("Đã có lần rà soát từ ngày này trở đi.")})
    review = _review(suspicion, by, reviewed_on, next_review_on, note)
    mark_changed([suspicion.group_id], reviewed_on)
    record(
        AuditAction.SUSPICION_RENEWED,
        by=by,
        target=suspicion,
        after={"reviewed_on": reviewed_on, "next_review_on": review.next_review_on},
    )
    return review


@action
def close_suspicion(*, by: User, suspicion: Suspicion, closed_on: date, outcome: str) -> Suspicion:
    """Ends a suspicion with its outcome, marks figures for re-scoring and audits.

    Only this decision ends a suspicion, never the passing of time. Raises ValidationError by field.
    """
    check_happened(closed_on, "closed_on")
    _check_open(suspicion)
    if closed_on < suspicion.valid_from:
        raise ValidationError({"closed_on": _("Ngày kết thúc không được trước ngày mở.")})
    if not outcome:
        raise ValidationError({"outcome": _("Chọn kết luận.")})
    if SuspicionReview.objects.filter(suspicion=suspicion, reviewed_on__gt=closed_on).exists():
        raise ValidationError({"closed_on": _("Đã có lần rà soát sau ngày này.")})
    suspicion.valid_to, suspicion.outcome = closed_on, outcome
    suspicion.full_clean(exclude=["group"])
    suspicion.save(update_fields=["valid_to", "outcome"])
    mark_changed([suspicion.group_id], closed_on)
    record(
        AuditAction.SUSPICION_CLOSED,
        by=by,
        target=suspicion,
        before={"valid_to": OPEN},
        after={"valid_to": closed_on, "outcome": outcome},
    )
    return suspicion


def _review(  # noqa: PLR0917 - all five values describe the review
    suspicion: Suspicion, by: User, day: date, next_day: date | None, note: str
) -> SuspicionReview:
    review = SuspicionReview(
        suspicion=suspicion,
        reviewed_on=day,
        next_review_on=next_day or _next_review(day),
        by=by,
        note=note.strip(),
    )
    if review.next_review_on <= day:
        raise ValidationError({"next_review_on": _("Hạn rà soát tiếp phải sau ngày rà soát.")})
    review.full_clean(exclude=["suspicion"])
    review.save()
    return review


def _next_review(day: date) -> date:
    rule = rules_on(day).get("suspicion_review")
    return add_term(day, rule, WorkingCalendar()) if rule else day + _REVIEW_DAYS


def _check_open(suspicion: Suspicion) -> None:
    if not Suspicion.objects.lock_open(suspicion.pk):
        raise ValidationError(_("Nghi vấn này đã kết thúc."))
