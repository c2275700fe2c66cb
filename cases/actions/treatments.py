"""Actions that start and end courses of treatment."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from accounts.permissions import Permission
from cases.actions.asking import ask_back, longer_than
from cases.actions.dossiers import close_dossier, open_dossier
from cases.actions.ends import refuse_after_end
from cases.actions.residences import record_absence, record_return
from cases.enums import AbsenceReason, AuditAction, DossierKind, TreatmentForm
from cases.models import Absence, Dossier, MethadoneDose, Person, StatusPeriod, Treatment
from cases.queries.places import groups_since
from cases.statuses import COURSE_ENDS, PERSON_STATUSES, EndReason, PersonStatus
from cases.validators import check_happened_to
from foundation.dated import IN_ORDER, OPEN
from foundation.validators import check_happened
from law.queries.calendar import WorkingCalendar
from law.queries.laws import law_on
from law.queries.terms import add_term, rules_on
from wards.actions.changes import mark_changed

#: Who follows one of these lives in a centre.
_IN_CENTRE = (TreatmentForm.VOLUNTARY_CENTRE, TreatmentForm.COMPULSORY)
#: After a course in a centre has ended so, the person is back; otherwise a return is recorded apart.
_DISCHARGES = (EndReason.COMPLETED, EndReason.DROPPED)
#: When management ends for one of these reasons, so do the courses that ran.
_OF_BOTH = frozenset(COURSE_ENDS) - {EndReason.COMPLETED}


@action
def start_treatment(
    *,
    by: User,
    person: Person,
    form: str,
    started_on: date,
    provider: str = "",
    decision_number: str = "",
    term_end: date | None = None,
    end_reason: str = "",
    substitution_end_reason: str = "",
    unusual_reason: str = "",
) -> Treatment:
    """Starts a course, marks figures for re-scoring and audits; raises ValidationError by field.

    The term follows the law of that day and whether the course is the person's first (Law 120/2025
    Art. 29.1), unless a court's term is given. Only a status that allows the form will do
    (cases.statuses): rehabilitation and substitution treatment are for addicts, and a person managed
    after rehabilitation has completed them. A course recorded late ends, for the reason asked for,
    with the status in which it was followed. Only one course of rehabilitation runs at a time
    (Law 120/2025 Art. 29 lets the addict choose one of its forms, the court orders the last);
    substitution treatment (Art. 30) may run at the same time, but ends, for the reason asked for,
    when compulsory rehabilitation starts. The treatment dossier is opened if there is none, and who
    enters a centre is recorded as away.
    """
    check_happened_to(person, started_on, "started_on")
    Person.objects.lock_for_write(person.pk)
    _check_status(by, person, form, started_on)
    _check_alone(person, form, started_on)
    count = _earlier(person, form) + 1
    lawful = _term_end(form, count, started_on)
    treatment = Treatment(
        person=person,
        form=form,
        ordinal=count,
        provider=provider.strip(),
        valid_from=started_on,
        decision_number=decision_number.strip(),
        legal_basis=law_on(started_on),
        term_end=term_end or lawful,
    )
    _end_with_status(treatment, end_reason)
    treatment.full_clean(exclude=["person"])
    unusual = [longer_than(term_end, lawful, started_on), _completed_early(treatment)]
    treatment.unusual_reason = ask_back(unusual, unusual_reason)
    if form == TreatmentForm.COMPULSORY:
        _end_substitution(by, person, started_on, substitution_end_reason)
    treatment.save()
    mark_changed(groups_since(person, started_on), started_on)
    record(
        AuditAction.TREATMENT_STARTED,
        by=by,
        target=treatment,
        after=masked_state(treatment),
    )
    _open_dossier(by, treatment)
    _enter_centre(by, treatment)
    return treatment


@action
def end_treatment(
    *, by: User, treatment: Treatment, ended_on: date, reason: str, unusual_reason: str = ""
) -> Treatment:
    """Ends a course, completed or not, marks figures for re-scoring and audits.

    Who leaves a centre completed or early is recorded as back. Raises ValidationError by field, or
    if the course has ended already; asks back for a reason if it was completed before its term.
    """
    check_happened(ended_on, "ended_on")
    if not Treatment.objects.lock_open(treatment.pk):
        raise ValidationError(_("Lần điều trị này đã kết thúc."))
    if ended_on < treatment.valid_from:
        raise ValidationError({"ended_on": _("Ngày kết thúc không được trước ngày bắt đầu.")})
    if not reason:
        raise ValidationError({"end_reason": _("Chọn lý do kết thúc.")})
    return _end(by, treatment, ended_on, reason, unusual_reason=unusual_reason)


@action
def end_with_status(
    *,
    by: User,
    left: StatusPeriod,
    to: str,
    rehab_end_reason: str = "",
    substitution_end_reason: str = "",
    unusual_reason: str = "",
) -> None:
    """Ends the courses that the next status does not allow, on the day the status `left` ended.

    A course ends for the reason for which management ended, if that is a reason of both; otherwise
    its own is asked for, because nothing is completed by itself. Marks figures for re-scoring and
    audits each. Raises ValidationError if such a course began after that day.
    """
    day, allowed = left.valid_to, PERSON_STATUSES[PersonStatus(to)].treatments
    of_both = left.end_reason if left.end_reason in _OF_BOTH else ""
    running = Treatment.objects.open().filter(person=left.person_id).exclude(form__in=allowed)
    for treatment in running.select_related("person").select_for_update(of=("self",), no_key=True):
        _check_begun(treatment, day)
        is_substitution = treatment.form == TreatmentForm.SUBSTITUTION
        given = substitution_end_reason if is_substitution else rehab_end_reason
        field = "substitution_end_reason" if is_substitution else "rehab_end_reason"
        reason = of_both or _given_reason(treatment, given, field)
        _end(by, treatment, day, reason, unusual_reason=unusual_reason)


def _end(
    by: User, treatment: Treatment, day: date, reason: str, *, unusual_reason: str = ""
) -> Treatment:
    """Ends a course that is open; raises ValidationError by field."""
    treatment.valid_to, treatment.end_reason = day, reason
    treatment.full_clean(exclude=["person"])
    _check_reason(reason, "end_reason")
    _check_doses(treatment)
    asked = ask_back([_completed_early(treatment)], unusual_reason)
    treatment.unusual_reason = asked or treatment.unusual_reason
    treatment.save(update_fields=["valid_to", "end_reason", "unusual_reason"])
    mark_changed(groups_since(treatment.person, day), day)
    record(
        AuditAction.TREATMENT_ENDED,
        by=by,
        target=treatment,
        before={"valid_to": OPEN},
        after={"valid_to": day, "end_reason": reason},
    )
    _leave_centre(by, treatment)
    return treatment


def _completed_early(treatment: Treatment) -> str:
    """Returns what is unusual if the course was completed before its term, else ""."""
    term = treatment.term_end
    if treatment.end_reason != EndReason.COMPLETED or term is None or treatment.valid_to >= term:
        return ""
    words = {"form": treatment.get_form_display(), "day": f"{term:%d/%m/%Y}"}
    return _("Lần %(form)s hoàn thành trước khi hết thời hạn (%(day)s).") % words


def _check_begun(treatment: Treatment, day: date) -> None:
    """Raises ValidationError if a move on this day would end a course that began after it."""
    if treatment.valid_from <= day:
        return
    words = {"form": treatment.get_form_display(), "day": f"{treatment.valid_from:%d/%m/%Y}"}
    sentence = _(
        "Lần %(form)s bắt đầu ngày %(day)s, sau ngày chuyển diện; "
        "chọn ngày chuyển không trước ngày đó."
    )
    raise ValidationError({"on_day": sentence % words})


def _check_reason(reason: str, field: str) -> None:
    if reason and reason not in COURSE_ENDS:
        raise ValidationError({field: _("Không có lý do kết thúc này.")})


def _check_doses(treatment: Treatment) -> None:
    """Raises ValidationError if a dose is recorded after the end."""
    later = MethadoneDose.objects.filter(treatment=treatment, day__gt=treatment.valid_to)
    if dose := later.order_by("day").first():
        sentence = _("Đã ghi ngày uống thuốc %(day)s, sau ngày kết thúc này. Kiểm tra lại ngày.")
        raise ValidationError({"ended_on": sentence % {"day": f"{dose.day:%d/%m/%Y}"}})


def _given_reason(treatment: Treatment, given: str, field: str) -> str:
    """Returns the reason given for the end of a course; raises ValidationError if there is none."""
    _check_reason(given, field)
    if given:
        return given
    words = {"form": treatment.get_form_display(), "day": f"{treatment.valid_from:%d/%m/%Y}"}
    sentence = _("Đang theo %(form)s từ ngày %(day)s. Chọn lý do thật kết thúc lần đó.")
    raise ValidationError({field: sentence % words})


def _end_substitution(by: User, person: Person, day: date, reason: str) -> None:
    """Ends the substitution treatment that runs when compulsory rehabilitation starts."""
    running = Treatment.objects.open().filter(
        person=person, form=TreatmentForm.SUBSTITUTION, valid_from__lte=day
    )
    for course in running.select_related("person"):
        _end(by, course, day, _given_reason(course, reason, "substitution_end_reason"))


def _open_dossier(by: User, treatment: Treatment) -> None:
    """Opens the treatment dossier of the course, unless the person has one then or later."""
    day, person = treatment.valid_from, treatment.person
    held = Dossier.objects.filter(person=person, kind=DossierKind.TREATMENT, valid_to__gt=day)
    served = StatusPeriod.objects.in_force(day).filter(person=person)
    if held.exists() or not served.exists():
        return
    dossier = open_dossier(by=by, person=person, kind=DossierKind.TREATMENT, opened_on=day)
    if not treatment.is_open:
        reason = str(treatment.get_end_reason_display())
        close_dossier(by=by, dossier=dossier, closed_on=treatment.valid_to, reason=reason)


def _enter_centre(by: User, treatment: Treatment) -> None:
    """Records the absence of a person who enters a centre, unless they are away then or later."""
    day, person = treatment.valid_from, treatment.person
    away = Absence.objects.filter(person=person, valid_to__gt=day)
    if treatment.form not in _IN_CENTRE or away.exists():
        return
    record_absence(by=by, person=person, reason=AbsenceReason.IN_CENTRE, from_day=day)
    if not treatment.is_open:
        _leave_centre(by, treatment)


def _leave_centre(by: User, treatment: Treatment) -> None:
    """Records the return of a person who left a centre, unless the course ended in another way."""
    if treatment.form not in _IN_CENTRE or treatment.end_reason not in _DISCHARGES:
        return
    day = treatment.valid_to
    inside = Absence.objects.open().filter(
        person=treatment.person_id, reason=AbsenceReason.IN_CENTRE, valid_from__lte=day
    )
    if inside.exists():
        record_return(by=by, person=treatment.person, on_day=day)


def _allowing(form: str) -> list[PersonStatus]:
    return [status for status, row in PERSON_STATUSES.items() if form in row.treatments]


def _check_status(by: User, person: Person, form: str, day: date) -> None:
    """Raises ValidationError if the status held on that day does not allow the form.

    A recorded end of management is named to those who may read the file; a clinic may not know the
    status, so its message names none. A day before the first status is not refused.
    """
    held = StatusPeriod.objects.in_force(day).filter(person=person).first()
    allowing = _allowing(form)
    if held is None or form not in TreatmentForm.values or held.status in allowing:
        return
    if Person.objects.visible_to(by, Permission.VIEW_PEOPLE).filter(pk=person.pk).exists():
        refuse_after_end(person=person, day=day, field="started_on")
    raise ValidationError(
        {
            "form": _(
                "Hình thức này chỉ áp dụng với %(who)s; ngày %(day)s người này không ở diện đó."
            )
            % {"who": ", ".join(str(status.label) for status in allowing), "day": f"{day:%d/%m/%Y}"}
        }
    )


def _check_alone(person: Person, form: str, day: date) -> None:
    """Raises ValidationError if another rehabilitation, or the same form, runs then or later."""
    beside = Treatment.objects.filter(person=person, valid_to__gt=day).order_by(*IN_ORDER)
    if beside.filter(form=form).exists():
        raise ValidationError({"form": _("Người này đang theo hình thức này.")})
    other = beside.exclude(form=TreatmentForm.SUBSTITUTION).first()
    if other is None or form == TreatmentForm.SUBSTITUTION:
        return
    words = {"form": other.get_form_display(), "day": f"{other.valid_from:%d/%m/%Y}"}
    raise ValidationError(
        {
            "form": _(
                "Đã ghi %(form)s từ ngày %(day)s; mỗi lúc chỉ theo một hình thức cai nghiện. "
                "Kết thúc lần đó trước, không muộn hơn ngày bắt đầu lần này."
            )
            % words
        }
    )


def _end_with_status(treatment: Treatment, reason: str) -> None:
    """Ends a course recorded late on the day of a later status that does not allow its form.

    Raises ValidationError if the reason for which it ended then is not given.
    """
    steps = StatusPeriod.objects.filter(person=treatment.person_id).order_by(*IN_ORDER)
    allowing, left = _allowing(treatment.form), ""
    for step in steps if treatment.form in TreatmentForm.values else ():
        if step.valid_from > treatment.valid_from and step.status not in allowing:
            treatment.valid_to = step.valid_from
            treatment.end_reason = left if left in _OF_BOTH else _reason_then(step, reason)
            return
        left = step.end_reason


def _reason_then(step: StatusPeriod, reason: str) -> str:
    _check_reason(reason, "end_reason")
    if reason:
        return reason
    words = {"day": f"{step.valid_from:%d/%m/%Y}", "status": step.get_status_display()}
    sentence = _(
        "Từ ngày %(day)s người này đã chuyển sang diện “%(status)s”, nên lần này kết thúc ngày đó. "
        "Chọn lý do thật kết thúc lần này."
    )
    raise ValidationError({"end_reason": sentence % words})


def _earlier(person: Person, form: str) -> int:
    """Counts the person's earlier courses; all are earlier, because others are refused.

    For rehabilitation any earlier one counts, voluntary or compulsory (Law 120/2025 Art. 29.1),
    those from before this ledger included.
    """
    courses = Treatment.objects.filter(person=person)
    if form == TreatmentForm.SUBSTITUTION:
        return courses.filter(form=form).count()
    return person.past_rehab_count + courses.exclude(form=TreatmentForm.SUBSTITUTION).count()


def _term_end(form: str, ordinal: int, day: date) -> date | None:
    """Returns the last day of the term; substitution treatment has none."""
    if form == TreatmentForm.SUBSTITUTION:
        return None
    stem = "compulsory" if form == TreatmentForm.COMPULSORY else "voluntary"
    rule = rules_on(day).get(f"{stem}_{'first' if ordinal == 1 else 'again'}")
    return add_term(day, rule, WorkingCalendar()) if rule else None
