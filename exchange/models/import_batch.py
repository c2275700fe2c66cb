"""An uploaded list between its preview and its confirmation, and afterwards its row counts."""

import uuid
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.audited import AuditWords
from foundation.fields import EncryptedTextField
from wards.models.scope import Officer


def kept_since() -> Any:
    """Returns the moment before which unconfirmed uploads have expired."""
    return timezone.now() - timedelta(minutes=settings.IMPORT_KEEP_MINUTES)


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """An upload is visible to its sender only, not to other users of the ward."""

    def visible_to(self, user: Officer) -> Self:
        """Returns the user's own uploads: confirmed ones for good, others until they expire."""
        is_kept = models.Q(confirmed_at__isnull=False) | models.Q(uploaded_at__gt=kept_since())
        return self.filter(is_kept, user_id=user.pk)

    def expired(self) -> Self:
        return self.filter(confirmed_at__isnull=True, uploaded_at__lte=kept_since())


class ImportBatch(models.Model):
    """One list read from a workbook.

    Its rows are encrypted, and erased when it is confirmed or expires.
    """

    id = models.UUIDField(_("khóa"), primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        User, models.CASCADE, related_name="import_batches", verbose_name=_("người tải lên")
    )
    kind = models.CharField(_("loại danh sách"), max_length=20)
    file_name = EncryptedTextField(_("tên tệp"), context="import_batch.file_name")
    content = EncryptedTextField(_("các dòng"), blank=True, context="import_batch.content")
    uploaded_at = models.DateTimeField(_("tải lên lúc"), default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(_("lưu lúc"), null=True, blank=True)
    new_count = models.PositiveIntegerField(_("số dòng mới"), default=0)
    changed_count = models.PositiveIntegerField(_("số dòng thay đổi"), default=0)
    unchanged_count = models.PositiveIntegerField(_("số dòng không đổi"), default=0)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhập từ Excel")
        verbose_name_plural = _("lần nhập từ Excel")
        ordering = ("-uploaded_at",)

    class Privacy:
        sensitive = ("file_name", "content")
        plain = (
            "id",
            "user",
            "kind",
            "uploaded_at",
            "confirmed_at",
            "new_count",
            "changed_count",
            "unchanged_count",
        )

    class Audit(AuditWords):
        former_labels = ("wards.importbatch",)

    def __str__(self) -> str:
        return f"{self.kind} {self.uploaded_at:%d/%m/%Y %H:%M}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
