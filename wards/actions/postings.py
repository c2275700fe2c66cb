"""Writes postings: who serves where, in which role."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import action, masked_state, record
from accounts.models import User
from foundation.dated import OPEN
from wards.enums import AuditAction
from wards.models import Area, NeighbourhoodGroup, Posting, Ward
from wards.models.scope import forget_roles


@action
def post_user(
    *,
    by: User | None,
    user: User,
    role: str,
    from_day: date,
    ward: Ward | None = None,
    group: NeighbourhoodGroup | None = None,
    area: Area | None = None,
    to: date = OPEN,
) -> Posting:
    """Gives the user a role in exactly one place; audits it.

    Raises ValidationError for none or several places, a ward that is not in force on the first day,
    and a posting that the user already has at that time.
    """
    posting = Posting(
        user=user, role=role, ward=ward, group=group, area=area, valid_from=from_day, valid_to=to
    )
    _check(posting)
    posting.save()
    forget_roles(user)
    record(
        AuditAction.POSTED,
        by=by,
        target=posting,
        after=masked_state(posting),
    )
    return posting


@action
def end_posting(*, by: User | None, posting: Posting, on_day: date) -> Posting:
    """Ends the posting, so that it is no longer in force from `on_day`; audits it.

    Raises ValidationError for a day that is not after its first day, or after its end.
    """
    if on_day <= posting.valid_from:
        raise ValidationError({"on_day": _("Ngày thôi phải sau ngày bắt đầu phân công.")})
    if on_day > posting.valid_to:
        raise ValidationError({"on_day": _("Phân công đã kết thúc trước ngày này.")})
    before = masked_state(posting, ["valid_to"])
    posting.valid_to = on_day
    posting.save(update_fields=["valid_to"])
    forget_roles(posting.user)
    record(
        AuditAction.POSTING_ENDED,
        by=by,
        target=posting,
        before=before,
        after=masked_state(posting, ["valid_to"]),
    )
    return posting


def _check(posting: Posting) -> None:
    if [posting.ward, posting.group, posting.area].count(None) != 2:  # noqa: PLR2004 - one of three
        raise ValidationError(_("Chọn đúng một nơi: xã, phường hoặc tổ, thôn hoặc địa bàn."))
    if posting.ward is not None and not posting.ward.holds_on(posting.valid_from):
        raise ValidationError(
            {"ward": _("Xã, phường không có hiệu lực vào ngày bắt đầu phân công.")}
        )
    posting.full_clean()
    same = Posting.objects.filter(
        user=posting.user,
        role=posting.role,
        ward=posting.ward,
        group=posting.group,
        area=posting.area,
        valid_from__lt=posting.valid_to,
        valid_to__gt=posting.valid_from,
    )
    if same.exists():
        raise ValidationError(_("Người này đã giữ vai trò đó ở đây trong thời gian này."))
