"""Writes two facts about a ward: whether it lies on the border, and its drug class."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import OPEN, in_force
from foundation.text import clean
from wards.enums import AuditAction
from wards.models import Ward, WardClassification


@action
def mark_border(*, by: User | None, ward: Ward, is_border: bool) -> Ward:
    """Sets whether the ward lies on the border (no official list was found); audits it.

    Writes nothing where it is so already: the button was pressed twice.
    """
    if Ward.objects.filter(pk=ward.pk, is_border=is_border).exists():
        return ward
    before = masked_state(ward, ["is_border"])
    ward.is_border = is_border
    ward.save(update_fields=["is_border"])
    record(
        AuditAction.WARD_MARKED,
        by=by,
        target=ward,
        before=before,
        after=masked_state(ward, ["is_border"]),
    )
    return ward


@action
def classify_ward(
    *,
    by: User | None,
    ward: Ward,
    scheme: str,
    drug_class: str,
    from_day: date,
    decision: str = "",
    to: date = OPEN,
) -> WardClassification:
    """Begins a drug class under one scheme and ends the class before it; audits it.

    Raises ValidationError if the ward has a class of that scheme that begins on `from_day` or
    between it and `to`.
    """
    given = WardClassification(
        ward=ward,
        scheme=scheme,
        drug_class=drug_class,
        decision=clean(decision),
        valid_from=from_day,
        valid_to=to,
    )
    given.full_clean()
    same = WardClassification.objects.filter(ward=ward, scheme=scheme)
    if same.filter(valid_from__gte=from_day, valid_from__lt=to).exists():
        raise ValidationError(
            {"from_day": _("Đã có phân loại từ ngày này trở đi; chọn ngày bắt đầu muộn hơn.")}
        )
    before = same.filter(in_force(from_day)).first()
    if before is not None:
        before.valid_to = from_day
        before.save(update_fields=["valid_to"])
    given.save()
    record(
        AuditAction.WARD_MARKED,
        by=by,
        target=given,
        before=masked_state(before) if before else {},
        after=masked_state(given),
    )
    return given
