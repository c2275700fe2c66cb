"""Records sign-ins, sign-outs, new passwords and failed sign-ins in the access log."""

from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.audit import record
from accounts.enums import AuditAction
from accounts.models import User


@transaction.atomic
def record_sign_in(*, by: User) -> None:
    """Writes an audit event: the user signed in."""
    record(AuditAction.SIGNED_IN, by=by, target=by)


@transaction.atomic
def record_sign_out(*, by: User) -> None:
    """Writes an audit event: the user signed out."""
    record(AuditAction.SIGNED_OUT, by=by, target=by)


@transaction.atomic
def record_new_password(*, by: User) -> None:
    """Writes an audit event: the user changed their own password."""
    record(AuditAction.PASSWORD_CHANGED, by=by, target=by)


@transaction.atomic
def record_failure(*, username: str) -> None:
    """Writes an audit event about a wrong password or an unknown name.

    The event names an account only if the typed name is one: "CANBO" opens the account "canbo", so
    its failures are that account's. What axes counts separately holds no name
    (accounts.views.lockout).
    """
    known = get_user_model().objects.filter(username__iexact=username).first()
    record(AuditAction.SIGN_IN_FAILED, by=None, target=known)
