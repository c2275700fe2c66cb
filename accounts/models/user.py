"""A person who can sign in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.audited import AuditWords


class User(AbstractUser):
    """An officer, group head, clinic worker or committee member; postings say what they may do."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are one field
    last_name = None  # type: ignore[assignment]  # the same
    full_name = models.CharField(_("họ và tên"), max_length=120)
    title = models.CharField(_("cấp bậc, chức vụ"), max_length=120, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    class Privacy:
        sensitive = ("password", "full_name", "phone", "email")
        plain = (
            "id",
            "last_login",
            "is_superuser",
            "username",
            "is_staff",
            "is_active",
            "date_joined",
            "title",
        )

    class Audit(AuditWords):
        name = ("full_name", "username")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
