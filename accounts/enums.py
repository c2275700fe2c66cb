"""Choices of the app accounts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditAction(TextChoices):
    """The actions on accounts that the access log records."""

    SIGNED_IN = "accounts.signed_in", _("đăng nhập")
    SIGN_IN_FAILED = "accounts.sign_in_failed", _("đăng nhập không thành công")
    SIGNED_OUT = "accounts.signed_out", _("đăng xuất")
    PASSWORD_CHANGED = "accounts.password_changed", _("đổi mật khẩu")
    USER_CREATED = "accounts.user_created", _("tạo tài khoản")
    TOKEN_CREATED = "accounts.token_created", _("tạo khóa truy cập API")
    TOKEN_REVOKED = "accounts.token_revoked", _("thu hồi khóa truy cập API")
