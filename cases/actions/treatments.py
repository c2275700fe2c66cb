"""Treatment of addiction: courses and the daily record of substitution treatment."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import masked_state, record
from accounts.models import User
from cases.enums import AuditAction, TreatmentForm
from cases.models import MethadoneDose, Person, Treatment
from cases.queries.places import groups_since, unit_of
from cases.statuses import law_on
from cases.validators import check_happened_to
from wards.actions.changes import mark_changed
from wards.dated import OPEN
from wards.queries.deadlines import add_term, rules_on
from wards.validators import check_happened

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
    """Begin a course; its term follows the law of that day and whether it is the first of its family."""
    check_happened_to(person, started_on, "started_on")
    Person.objects.hold(person.pk)
    if Treatment.objects.filter(person=person, form=form, valid_to__gt=started_on).exists():
        raise ValidationError({"form": _("Người này đang theo hình thức này.")})
    count = ordinal or _earlier(person, form, started_on) + 1
    treatment = Treatment(
        person=person, form=form, ordinal=count, provider=provider.strip(), valid_from=started_on,
        decision_number=decision_number.strip(), legal_basis=law_on(started_on),
        term_end=_term_end(form, count, started_on),
    )  # fmt: skip
    treatment.full_clean(exclude=["person"])
    treatment.save()
    mark_changed(groups_since(person, started_on), started_on)
    record(
        AuditAction.TREATMENT_STARTED, by=by, target=treatment, unit_id=unit_of(person),
        after=masked_state(treatment),
    )  # fmt: skip
    return treatment


@transaction.atomic
def end_treatment(*, by: User, treatment: Treatment, ended_on: date, reason: str) -> Treatment:
    """The course ends on `ended_on`, completed or not."""
    check_happened(ended_on, "ended_on")
    if not Treatment.objects.lock_open(treatment.pk):
        raise ValidationError(_("Lần điều trị này đã kết thúc."))
    if ended_on <= treatment.valid_from:
        raise ValidationError({"ended_on": _("Ngày kết thúc phải sau ngày bắt đầu.")})
    if not reason:
        raise ValidationError({"end_reason": _("Chọn lý do kết thúc.")})
    treatment.valid_to, treatment.end_reason = ended_on, reason
    treatment.full_clean(exclude=["person"])
    treatment.save(update_fields=["valid_to", "end_reason"])
    mark_changed(groups_since(treatment.person, ended_on), ended_on)
    record(
        AuditAction.TREATMENT_ENDED, by=by, target=treatment, unit_id=unit_of(treatment.person),
        before={"valid_to": OPEN}, after={"valid_to": ended_on, "end_reason": reason},
    )  # fmt: skip
    return treatment


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
    """One day of substitution treatment; a second entry of the day corrects the first."""
    check_happened(day, "day")
    if treatment.form != TreatmentForm.SUBSTITUTION:
        raise ValidationError(_("Chỉ ghi ngày uống cho điều trị bằng thuốc thay thế."))
    if not treatment.holds_on(day):
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
        unit_id=unit_of(treatment.person),
        after=masked_state(dose),
    )
    return dose


def _family(form: str) -> tuple[str, ...]:
    return tuple(_VOLUNTARY) if form in _VOLUNTARY else (form,)


def _earlier(person: Person, form: str, day: date) -> int:
    return Treatment.objects.filter(
        person=person, form__in=_family(form), valid_from__lt=day
    ).count()


def _term_end(form: str, ordinal: int, day: date) -> date | None:
    """Substitution treatment has no term."""
    if form == TreatmentForm.SUBSTITUTION:
        return None
    stem = "compulsory" if form == TreatmentForm.COMPULSORY else "voluntary"
    rule = rules_on(day).get(f"{stem}_{'first' if ordinal == 1 else 'again'}")
    return add_term(day, rule) if rule else None
