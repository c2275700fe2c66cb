"""The daily record of substitution treatment."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from cases.enums import AuditAction, TreatmentForm
from cases.models import MethadoneDose, Treatment
from foundation.validators import check_happened


@action
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
    _check_followed(treatment, day)
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


def _check_followed(treatment: Treatment, day: date) -> None:
    """Raises ValidationError unless the course was followed on that day, also if it ended then."""
    if treatment.holds_on(day) or day == treatment.valid_from:
        return
    if day < treatment.valid_from:
        raise ValidationError({"day": _("Ngày này trước khi bắt đầu điều trị.")})
    words = {"day": f"{treatment.valid_to:%d/%m/%Y}", "reason": treatment.get_end_reason_display()}
    sentence = _(
        "Lần điều trị này đã kết thúc từ ngày %(day)s (%(reason)s). Nếu ghi nhầm, sửa sai sót lần kết "
        "thúc đó trước."
    )
    raise ValidationError({"day": sentence % words})
