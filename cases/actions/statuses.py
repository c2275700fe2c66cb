"""Actions that set a person's status; every change of a status goes through this module."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.audit import masked_state, record
from accounts.models import User
from cases.actions.treatments import end_with_status
from cases.enums import AuditAction, TreatmentForm
from cases.models import Dossier, Person, StatusPeriod, Treatment
from cases.queries.places import groups_since
from cases.statuses import FIRST_STATUSES, PERSON_STATUSES, EndReason, PersonStatus
from cases.validators import check_happened_to, is_minor
from foundation.dated import IN_ORDER, LATEST_FIRST, OPEN
from foundation.validators import check_era
from law.queries.laws import law_on
from law.queries.terms import RuleBook, add_term
from wards.actions.changes import mark_changed

#: Key of the rule for the term of post-rehabilitation management of an adult who was in compulsory
#: rehabilitation.
_AFTER_COMPULSORY = "post_rehab_term_compulsory"


@transaction.atomic
def move_status(
    *,
    by: User,
    person: Person,
    to: str,
    on_day: date,
    decision_number: str = "",
    decision_date: date | None = None,
    issuer: str = "",
    end_reason: str = "",
    legal_basis: str = "",
    term_end: date | None = None,
) -> StatusPeriod:
    """Moves a person to another status; raises ValidationError by field.

    In order: checks the move against cases.statuses, closes the current period with its reason,
    opens the new one with the term and legal basis of that day, closes the dossiers and ends the
    courses of treatment that the new status does not allow, marks figures for re-scoring, audits.
    """
    check_happened_to(person, on_day, "on_day")
    Person.objects.lock_for_write(person.pk)
    current = StatusPeriod.objects.get(person=person, valid_to=OPEN)
    _check_move(current, to, on_day)
    _check_new_decision(current, to, on_day, decision_number)
    _check_end_reason(to, end_reason)
    _check_dossiers(current, to, on_day)
    current.valid_to = on_day
    current.end_reason = end_reason or EndReason.NEXT_STATUS
    current.save(update_fields=["valid_to", "end_reason"])
    new = _open(
        StatusPeriod(
            person=person,
            status=to,
            valid_from=on_day,
            decision_number=decision_number.strip(),
            decision_date=decision_date,
            issuer=issuer.strip(),
            legal_basis=legal_basis or law_on(on_day),
            term_end=term_end,
        ),
        term_rules(),
    )
    _close_dossiers(current, new)
    end_with_status(by=by, left=current, to=to)
    mark_changed(groups_since(person, on_day), on_day)
    record(
        AuditAction.STATUS_MOVED,
        by=by,
        target=person,
        before=masked_state(current, ["status", "valid_from"]),
        after=masked_state(new),
    )
    return new


def first_status(
    *,
    person: Person,
    status: str,
    on_day: date,
    decision_number: str,
    decision_date: date | None,
    issuer: str,
) -> StatusPeriod:
    """Saves the status with which a person enters the ledger; `register_person` audits it."""
    return _open(
        first_period(
            person=person,
            status=status,
            on_day=on_day,
            decision_number=decision_number,
            decision_date=decision_date,
            issuer=issuer,
        ),
        term_rules(),
    )


def first_period(
    *,
    person: Person,
    status: str,
    on_day: date,
    decision_number: str,
    decision_date: date | None,
    issuer: str,
) -> StatusPeriod:
    """Returns a first status, not yet saved; checked without SQL, as an import has thousands."""
    check_happened_to(person, on_day, "status_from")
    if status not in FIRST_STATUSES:
        raise ValidationError({"status": _("Người mới không thể bắt đầu ở diện này.")})
    period = StatusPeriod(
        person=person,
        status=status,
        valid_from=on_day,
        decision_number=decision_number.strip(),
        decision_date=decision_date,
        issuer=issuer.strip(),
        legal_basis=law_on(on_day),
    )
    _check_decision(period)
    return period


def _open(period: StatusPeriod, rules: RuleBook) -> StatusPeriod:
    _check_decision(period)
    period.term_end = period.term_end or term_end_of(period=period, rules=rules)
    period.full_clean(exclude=["person"])
    period.save()
    return period


def _check_decision(period: StatusPeriod) -> None:
    row = PERSON_STATUSES[PersonStatus(period.status)]
    if period.decision_date:
        check_era(period.decision_date, "decision_date")
    errors = {}
    if row.needs_decision and not period.decision_number:
        errors["decision_number"] = _("Diện này phải có số quyết định.")
    if row.needs_decision and period.decision_date is None:
        errors["decision_date"] = _("Diện này phải có ngày quyết định.")
    if period.decision_date and period.decision_date > period.valid_from:
        errors["decision_date"] = _("Ngày quyết định phải trước hoặc đúng ngày bắt đầu.")
    if period.term_end and period.term_end <= period.valid_from:
        errors["term_end"] = _("Thời hạn phải hết sau ngày bắt đầu.")
    if errors:
        raise ValidationError(errors)


def term_rules() -> RuleBook:
    """Returns the legal rules that give statuses their terms."""
    keys = {row.term_rule for row in PERSON_STATUSES.values() if row.term_rule}
    return RuleBook({*keys, _AFTER_COMPULSORY})


def term_end_of(*, period: StatusPeriod, rules: RuleBook) -> date | None:
    """Returns the last day of the term, or None; the rule is that of the first day.

    Another rule applies after compulsory rehabilitation of an adult. A person who is not saved yet
    has no earlier treatment.
    """
    key = PERSON_STATUSES[PersonStatus(period.status)].term_rule
    if not key:
        return None
    if (
        period.status == PersonStatus.POST_REHAB
        and period.person.pk is not None
        and _adult_after_compulsory(period)
    ):
        key = _AFTER_COMPULSORY
    rule = rules.rule(key, period.valid_from)
    return add_term(period.valid_from, rule, rules.calendar) if rule else None


def _adult_after_compulsory(period: StatusPeriod) -> bool:
    if is_minor(period.person.birth_date, period.person.birth_year, period.valid_from):
        return False
    last = (
        Treatment.objects.filter(person=period.person, valid_from__lte=period.valid_from)
        .order_by(*LATEST_FIRST)
        .first()
    )
    return last is not None and last.form == TreatmentForm.COMPULSORY


def _check_move(current: StatusPeriod, to: str, on_day: date) -> None:
    moves = PERSON_STATUSES[PersonStatus(current.status)].moves
    if to not in moves:
        allowed = ", ".join(str(PersonStatus(move).label) for move in moves)
        raise ValidationError(
            {
                "to": _("Đang ở diện “%(now)s” chỉ có thể chuyển sang: %(allowed)s.")
                % {"now": current.get_status_display(), "allowed": allowed}
            }
        )
    if on_day < current.valid_from:
        raise ValidationError(
            {
                "on_day": _("Ngày chuyển không được trước ngày bắt đầu diện hiện tại (%(day)s).")
                % {"day": f"{current.valid_from:%d/%m/%Y}"}
            }
        )


def _check_new_decision(current: StatusPeriod, to: str, on_day: date, number: str) -> None:
    """Raises ValidationError if the same decision is entered again, by two officers at once."""
    known = (current.status, current.valid_from, current.decision_number)
    if known == (to, on_day, number.strip()):
        words = _("Quyết định này đã được ghi cho người này từ ngày %(day)s.")
        raise ValidationError({"decision_number": words % {"day": f"{on_day:%d/%m/%Y}"}})


def _check_end_reason(to: str, reason: str) -> None:
    if to == PersonStatus.ENDED and reason in {"", EndReason.NEXT_STATUS}:
        raise ValidationError({"end_reason": _("Chọn lý do chấm dứt quản lý.")})
    if reason and reason not in EndReason.values:
        raise ValidationError({"end_reason": _("Không có lý do kết thúc này.")})


def _check_dossiers(current: StatusPeriod, to: str, on_day: date) -> None:
    """Raises ValidationError if the move would close a dossier opened after its day."""
    late = _finished(current, to).filter(valid_from__gt=on_day).order_by(*IN_ORDER).first()
    if late is not None:
        raise ValidationError(
            {
                "on_day": _(
                    "Hồ sơ %(number)s lập ngày %(day)s, sau ngày chuyển diện; "
                    "chọn ngày chuyển không trước ngày đó."
                )
                % {"number": late.number, "day": f"{late.valid_from:%d/%m/%Y}"}
            }
        )


def _close_dossiers(left: StatusPeriod, new: StatusPeriod) -> None:
    _finished(left, new.status).update(
        valid_to=new.valid_from, close_reason=str(new.get_status_display())
    )


def _finished(left: StatusPeriod, to: str) -> QuerySet[Dossier]:
    """Returns the open dossiers that serve the old status and do not serve the next one."""
    now, then = PERSON_STATUSES[PersonStatus(left.status)], PERSON_STATUSES[PersonStatus(to)]
    kinds = now.dossiers - then.dossiers
    rows: QuerySet[Dossier] = Dossier.objects.filter(
        person=left.person_id, kind__in=kinds, valid_to=OPEN
    )
    return rows
