"""Signing in and out leaves a trace, a failed attempt too."""

from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.audit import record
from accounts.enums import AuditAction
from accounts.models import User


@transaction.atomic
def record_sign_in(*, by: User) -> None:
    """Somebody came in."""
    record(AuditAction.SIGNED_IN, by=by, target=by)


@transaction.atomic
def record_sign_out(*, by: User) -> None:
    """Somebody left."""
    record(AuditAction.SIGNED_OUT, by=by, target=by)


@transaction.atomic
def record_new_password(*, by: User) -> None:
    """Somebody chose another password for themselves."""
    record(AuditAction.PASSWORD_CHANGED, by=by, target=by)


@transaction.atomic
def record_failure(*, username: str) -> None:
    """A wrong password, or a name that does not exist: the name typed is kept only if it is an account's.

    "CANBO" opens the account "canbo", so its failures are that account's. What axes counts beside this
    holds no name at all (accounts.views.lockout).
    """
    known = get_user_model().objects.filter(username__iexact=username).first()
    record(AuditAction.SIGN_IN_FAILED, by=None, target=known)
