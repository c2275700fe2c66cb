"""Actions on courses of treatment and on the daily record of substitution treatment."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import masked_state, record
from accounts.models import User
from cases.enums import AuditAction, TreatmentForm
from cases.models import MethadoneDose, Person, StatusPeriod, Treatment
from cases.queries.places import groups_since
from cases.statuses import PERSON_STATUSES, EndReason, PersonStatus
from cases.validators import check_happened_to
from foundation.dated import IN_ORDER, OPEN
from foundation.validators import check_happened
from law.queries.calendar import WorkingCalendar
from law.queries.laws import law_on
from law.queries.terms import add_term, rules_on
from wards.actions.changes import mark_changed

_VOLUNTARY = (TreatmentForm.FAMILY, TreatmentForm.COMMUNITY, TreatmentForm.VOLUNTARY_CENTRE)


@transaction.atomic
def start_treatment(
    *,
    by: User,
    person: Person,
    form: str,
    started_on: date,
    provider: str = "",
    decision_number: str = "",
    ordinal: int | None = None,
) -> Treatment:
    """Starts a course, marks figures for re-scoring and audits; raises ValidationError by field.

    The term follows the law of that day and whether the course is the first of its family. Only a
    status that allows the form will do (cases.statuses): rehabilitation and substitution treatment
    are for addicts, and a person managed after rehabilitation has completed them. A course recorded
    late ends with the status in which it was followed, as if recorded in time. Only one course of
    rehabilitation runs at a time (Law 120/2025 Art. 29 lets the addict choose one of its forms, the
    court orders the last); substitution treatment (Art. 30) may run at the same time.
    """
    check_happened_to(person, started_on, "started_on")
    Person.objects.lock_for_write(person.pk)
    _check_status(person, form, started_on)
    _check_alone(person, form, started_on)
    count = ordinal or _earlier(person, form) + 1
    treatment = Treatment(
        person=person,
        form=form,
        ordinal=count,
        provider=provider.strip(),
        valid_from=started_on,
        decision_number=decision_number.strip(),
        legal_basis=law_on(started_on),
        term_end=_term_end(form, count, started_on),
    )
    _end_with_status(treatment)
    treatment.full_clean(exclude=["person"])
    treatment.save()
    mark_changed(groups_since(person, started_on), started_on)
    record(
        AuditAction.TREATMENT_STARTED,
        by=by,
        target=treatment,
        after=masked_state(treatment),
    )
    return treatment


@transaction.atomic
def end_treatment(*, by: User, treatment: Treatment, ended_on: date, reason: str) -> Treatment:
    """Ends a course, completed or not, marks figures for re-scoring and audits.

    Raises ValidationError by field, or if the course has ended already.
    """
    check_happened(ended_on, "ended_on")
    if not Treatment.objects.lock_open(treatment.pk):
        raise ValidationError(_("Lần điều trị này đã kết thúc."))
    if ended_on < treatment.valid_from:
        raise ValidationError({"ended_on": _("Ngày kết thúc không được trước ngày bắt đầu.")})
    if not reason:
        raise ValidationError({"end_reason": _("Chọn lý do kết thúc.")})
    return _end(by, treatment, ended_on, reason)


@transaction.atomic
def end_with_status(*, by: User, left: StatusPeriod, to: str) -> None:
    """Ends the courses that the next status does not allow, on the day the status `left` ended.

    Marks figures for re-scoring and audits each. Raises ValidationError if such a course began
    after that day.
    """
    day, allowed = left.valid_to, PERSON_STATUSES[PersonStatus(to)].treatments
    running = Treatment.objects.open().filter(person=left.person_id).exclude(form__in=allowed)
    for treatment in running.select_related("person").select_for_update(of=("self",), no_key=True):
        if treatment.valid_from > day:
            ending = {
                "form": treatment.get_form_display(),
                "day": f"{treatment.valid_from:%d/%m/%Y}",
            }
            raise ValidationError(
                {
                    "on_day": _(
                        "Lần %(form)s bắt đầu ngày %(day)s, sau ngày chuyển diện; "
                        "chọn ngày chuyển không trước ngày đó."
                    )
                    % ending
                }
            )
        _end(by, treatment, day, _reason(left, to))


@transaction.atomic
def record_dose(
    *,
    by: User,
    treatment: Treatment,
    day: date,
    is_taken: bool = True,
    take_home_days: int = 0,
    note: str = "",
) -> MethadoneDose:
    """Records one day of substitution treatment and audits; a second entry corrects the first.

    Raises ValidationError by field.
    """
    check_happened(day, "day")
    if treatment.form != TreatmentForm.SUBSTITUTION:
        raise ValidationError(_("Chỉ ghi ngày uống cho điều trị bằng thuốc thay thế."))
    if not treatment.holds_on(day) and day != treatment.valid_from:
        raise ValidationError({"day": _("Ngày này ngoài thời gian điều trị.")})
    if take_home_days and not is_taken:
        raise ValidationError({"take_home_days": _("Ngày bỏ liều không có thuốc mang về.")})
    dose = MethadoneDose.objects.filter(treatment=treatment, day=day).first()
    dose = dose or MethadoneDose(treatment=treatment, day=day)
    dose.is_taken, dose.take_home_days, dose.note = is_taken, take_home_days, note.strip()
    dose.full_clean()
    dose.save()
    record(
        AuditAction.DOSE_RECORDED,
        by=by,
        target=dose,
        after=masked_state(dose),
    )
    return dose


def _end(by: User, treatment: Treatment, day: date, reason: str) -> Treatment:
    treatment.valid_to, treatment.end_reason = day, reason
    treatment.full_clean(exclude=["person"])
    treatment.save(update_fields=["valid_to", "end_reason"])
    mark_changed(groups_since(treatment.person, day), day)
    record(
        AuditAction.TREATMENT_ENDED,
        by=by,
        target=treatment,
        before={"valid_to": OPEN},
        after={"valid_to": day, "end_reason": reason},
    )
    return treatment


def _reason(left: StatusPeriod, to: str) -> str:
    """Returns why a course ends: completed before post-rehabilitation, else as the status ended."""
    return EndReason.COMPLETED if to == PersonStatus.POST_REHAB else left.end_reason


def _allowing(form: str) -> list[PersonStatus]:
    return [status for status, row in PERSON_STATUSES.items() if form in row.treatments]


def _check_status(person: Person, form: str, day: date) -> None:
    """Raises ValidationError if the status held on that day does not allow the form.

    The message does not name the status, which a clinic may not know. A day before the first status
    is not refused.
    """
    held = StatusPeriod.objects.in_force(day).filter(person=person).first()
    allowing = _allowing(form)
    if held is None or form not in TreatmentForm.values or held.status in allowing:
        return
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


def _end_with_status(treatment: Treatment) -> None:
    """Ends a course recorded late on the day of a later status that does not allow its form."""
    steps = StatusPeriod.objects.filter(person=treatment.person_id).order_by(*IN_ORDER)
    before = StatusPeriod(end_reason=EndReason.NEXT_STATUS)
    allowing = _allowing(treatment.form)
    for step in steps if treatment.form in TreatmentForm.values else ():
        if step.valid_from > treatment.valid_from and step.status not in allowing:
            treatment.valid_to, treatment.end_reason = step.valid_from, _reason(before, step.status)
            return
        before = step


def _family(form: str) -> tuple[str, ...]:
    return tuple(_VOLUNTARY) if form in _VOLUNTARY else (form,)


def _earlier(person: Person, form: str) -> int:
    """Counts the person's courses of the family; all are earlier, because others are refused."""
    return Treatment.objects.filter(person=person, form__in=_family(form)).count()


def _term_end(form: str, ordinal: int, day: date) -> date | None:
    """Returns the last day of the term; substitution treatment has none."""
    if form == TreatmentForm.SUBSTITUTION:
        return None
    stem = "compulsory" if form == TreatmentForm.COMPULSORY else "voluntary"
    rule = rules_on(day).get(f"{stem}_{'first' if ordinal == 1 else 'again'}")
    return add_term(day, rule, WorkingCalendar()) if rule else None
