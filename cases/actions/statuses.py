"""Actions that set a person's status; every change of a status goes through this module."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from cases.actions.asking import ask_back, longer_than
from cases.actions.decisions import settle_term, term_rules
from cases.actions.ends import refuse_end_before_facts, refuse_revival
from cases.actions.papers import file_decision
from cases.actions.treatments import end_with_status
from cases.enums import AuditAction
from cases.models import Dossier, Person, StatusPeriod, Treatment
from cases.queries.ends import End
from cases.queries.places import groups_since
from cases.statuses import (
    END_REASONS,
    FIRST_STATUSES,
    PERSON_STATUSES,
    EndReason,
    PersonStatus,
)
from cases.validators import LEAST_AGE, check_happened_to, is_below
from foundation.dated import IN_ORDER, OPEN
from law.queries.laws import law_on
from law.queries.terms import RuleBook
from wards.actions.changes import mark_changed


@action
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
    term_end: date | None = None,
    rehab_end_reason: str = "",
    substitution_end_reason: str = "",
    unusual_reason: str = "",
) -> StatusPeriod:
    """Moves a person to another status; raises ValidationError by field.

    In order: checks the move, replaces the current period by one with the term and legal basis of
    the decision, closes the dossiers and ends the courses that the new status does not allow, files
    the decision, marks figures for re-scoring, audits. It asks back for the true reasons for which
    courses end, and for a reason for what is unusual.
    """
    check_happened_to(person, on_day, "on_day")
    Person.objects.lock_for_write(person.pk)
    current = StatusPeriod.objects.get(person=person, valid_to=OPEN)
    _check_move(current, to, on_day)
    _check_new_decision(current, to, on_day, decision_number)
    _check_recorded(current, to, on_day, end_reason)
    new = StatusPeriod(
        person=person,
        status=to,
        valid_from=on_day,
        decision_number=decision_number.strip(),
        decision_date=decision_date,
        issuer=issuer.strip(),
        legal_basis=law_on(decision_date or on_day),
        term_end=term_end,
    )
    lawful = settle_term(period=new, rules=term_rules())
    unusual = [_ends_early(current, on_day, end_reason), longer_than(term_end, lawful, on_day)]
    new.unusual_reason = ask_back([*unusual, _untreated(new), _too_young(new)], unusual_reason)
    _replace(current, new, end_reason or EndReason.NEXT_STATUS)
    _close_dossiers(current, new)
    end_with_status(
        by=by,
        left=current,
        to=to,
        rehab_end_reason=rehab_end_reason,
        substitution_end_reason=substitution_end_reason,
        unusual_reason=unusual_reason,
    )
    file_decision(by=by, period=new)
    mark_changed(groups_since(person, on_day), on_day)
    before = masked_state(current, ["status", "valid_from"])
    record(AuditAction.STATUS_MOVED, by=by, target=person, before=before, after=masked_state(new))
    return new


def first_status(
    *,
    person: Person,
    status: str,
    on_day: date,
    decision_number: str,
    decision_date: date | None,
    issuer: str,
    unusual_reason: str,
) -> StatusPeriod:
    """Saves the status with which a person enters the ledger; `register_person` audits it."""
    return _save(
        first_period(
            person=person,
            status=status,
            on_day=on_day,
            decision_number=decision_number,
            decision_date=decision_date,
            issuer=issuer,
            unusual_reason=unusual_reason,
            rules=term_rules(),
        )
    )


def first_period(
    *,
    person: Person,
    status: str,
    on_day: date,
    decision_number: str,
    decision_date: date | None,
    issuer: str,
    unusual_reason: str,
    rules: RuleBook,
) -> StatusPeriod:
    """Returns a first status, not yet saved.

    It is checked without SQL but that of `rules`, which are read once, as an import has thousands.
    """
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
        legal_basis=law_on(decision_date or on_day),
    )
    settle_term(period=period, rules=rules)
    period.unusual_reason = ask_back([_too_young(period)], unusual_reason)
    return period


def _replace(current: StatusPeriod, new: StatusPeriod, end_reason: str) -> None:
    """Ends the current status with its reason on the first day of the new one, and saves both."""
    current.valid_to, current.end_reason = new.valid_from, end_reason
    current.save(update_fields=["valid_to", "end_reason"])
    _save(new)


def _save(period: StatusPeriod) -> StatusPeriod:
    period.full_clean(exclude=["person"])
    period.save()
    return period


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
    if reason and reason not in END_REASONS:
        raise ValidationError({"end_reason": _("Không có lý do kết thúc này.")})


def _check_recorded(current: StatusPeriod, to: str, on_day: date, end_reason: str) -> None:
    """Raises ValidationError if the move contradicts what is recorded.

    It may not follow a death, close a dossier opened after its day, or end management before a fact
    that presupposes it.
    """
    _check_end_reason(to, end_reason)
    _check_dossiers(current, to, on_day)
    if current.status == PersonStatus.ENDED:
        refuse_revival(ended=current, field="to")
    if to == PersonStatus.ENDED:
        end = End(on_day, end_reason)
        refuse_end_before_facts(person=current.person, end=end, field="on_day")


def _ends_early(current: StatusPeriod, on_day: date, end_reason: str) -> str:
    """Returns what is unusual if the status is completed before its term, else ""."""
    term = current.term_end
    if end_reason != EndReason.COMPLETED or term is None or on_day >= term:
        return ""
    words = {"status": current.get_status_display(), "day": f"{term:%d/%m/%Y}"}
    return _("Diện “%(status)s” hoàn thành trước khi hết thời hạn (%(day)s).") % words


def _untreated(period: StatusPeriod) -> str:
    """Returns what is unusual if somebody is managed after a rehabilitation that never was."""
    courses = Treatment.objects.filter(person=period.person, valid_from__lte=period.valid_from)
    if period.status != PersonStatus.POST_REHAB or courses.exists():
        return ""
    return _("Hồ sơ chưa ghi lần cai nghiện, điều trị nào của người này.")


def _too_young(period: StatusPeriod) -> str:
    """Returns what is unusual if the person was below the age of the law's measures, else ""."""
    person, day = period.person, period.valid_from
    is_final = PERSON_STATUSES[PersonStatus(period.status)].is_final
    is_unborn = person.birth_date is not None and person.birth_date > day  # refused elsewhere
    if is_final or is_unborn or not is_below(LEAST_AGE, person.birth_date, person.birth_year, day):
        return ""
    return _("Người này chưa đủ %(age)d tuổi vào ngày bắt đầu diện.") % {"age": LEAST_AGE}


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
