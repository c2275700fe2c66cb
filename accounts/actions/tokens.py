"""Keys for the API: shown once, stored as a hash, revocable."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from knox.models import AuthToken

from accounts.audit import record
from accounts.enums import AuditAction
from accounts.models import Submission, User

MOST_TOKENS = 5


@transaction.atomic
def create_token(*, by: User, submission: UUID | None = None) -> str:
    """Creates a key with the user's own rights; audits it. Only this return value can ever be read.

    Raises ValidationError when the user has five keys already, or when the form was sent before: a
    form sent twice makes one key.
    """
    if submission is not None:
        _claim(submission, by)
    if AuthToken.objects.filter(user=by).count() >= MOST_TOKENS:
        raise ValidationError(
            _("Đã có %(count)d khóa; thu hồi một khóa cũ trước.") % {"count": MOST_TOKENS}
        )
    row, key = AuthToken.objects.create(user=by)
    record(AuditAction.TOKEN_CREATED, by=by, target=by, after={"token": row.token_key})
    return str(key)


@transaction.atomic
def revoke_token(*, by: User, token_key: str) -> bool:
    """Deletes one of the user's own keys, which stops working at once; audits it.

    Returns False, without an event, when the user has no such key.
    """
    deleted, _details = AuthToken.objects.filter(user=by, token_key=token_key).delete()
    if deleted:
        record(AuditAction.TOKEN_REVOKED, by=by, target=by, before={"token": token_key})
    return bool(deleted)


def _claim(submission: UUID, by: User) -> None:
    _row, is_first = Submission.objects.get_or_create(
        key=submission,
        defaults={"user_id": by.pk, "result_url": reverse("accounts:token-list")},
    )
    if not is_first:
        raise ValidationError(
            _(
                "Khóa đã được tạo ở lần bấm trước. Nếu chưa kịp chép, hãy thu hồi khóa đó và tạo khóa mới."
            )
        )
