"""Accounts: users, roles, sign-in, the access log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Tài khoản")

    def ready(self) -> None:
        from accounts.audit import register_actions  # models are loaded only now
        from accounts.enums import AuditAction

        reads = (AuditAction.SIGNED_IN, AuditAction.SIGN_IN_FAILED, AuditAction.SIGNED_OUT)
        register_actions(AuditAction, reads=reads)
        _listen()


def _listen() -> None:
    """Connects the signals of sign-in and of new passwords to the actions that write the log."""
    from allauth.account.signals import password_changed
    from django.contrib.auth import signals

    from accounts.actions import sign_in

    signals.user_logged_in.connect(
        lambda user, **_kwargs: sign_in.record_sign_in(by=user), weak=False, dispatch_uid="audit-in"
    )
    signals.user_logged_out.connect(
        lambda user, **_kwargs: user and sign_in.record_sign_out(by=user),
        weak=False,
        dispatch_uid="audit-out",
    )
    password_changed.connect(
        lambda user, **_kwargs: sign_in.record_new_password(by=user),
        weak=False,
        dispatch_uid="audit-password",
    )
    signals.user_login_failed.connect(
        lambda credentials, **_kwargs: sign_in.record_failure(
            username=credentials.get("username") or ""
        ),
        weak=False,
        dispatch_uid="audit-failed",
    )
