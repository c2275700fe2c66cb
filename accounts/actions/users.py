"""Creates accounts: the administrator (or a set-up command) does; nobody signs up alone."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import masked_state, record
from accounts.enums import AuditAction
from accounts.models import User
from foundation.text import clean


@transaction.atomic
def create_user(
    *,
    by: User | None,
    username: str,
    full_name: str,
    title: str = "",
    phone: str = "",
    password: str | None = None,
) -> User:
    """Creates an account, which has no permission until it is posted; audits it.

    Without a password the account cannot sign in. Raises ValidationError for a username that exists
    already, in any case of letters, and for a weak password.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("Tên đăng nhập này đã có; chọn tên khác.")})
    user = User(username=username, full_name=clean(full_name), title=clean(title), phone=phone)
    if password is not None:
        _check_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    record(
        AuditAction.USER_CREATED,
        by=by,
        target=user,
        after=masked_state(user, ["username", "title", "full_name"]),
    )
    return user


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
