"""The access log: append-only, hash-chained, without foreign keys so that it outlives its objects."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(Exception):
    """The code tried to change or delete an event of the log."""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Allows only reads: updates and deletions raise AppendOnlyError."""

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnlyError("audit events are never updated")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("audit events are never deleted")


class AuditEvent(models.Model):
    """Who did or read what, where, when and why; sensitive values are already masked."""

    at = models.DateTimeField(_("lúc"), db_index=True)
    actor_id = models.BigIntegerField(_("mã người làm"), null=True, db_index=True)
    actor_name = models.CharField(_("người làm"), max_length=120)
    action = models.CharField(_("việc"), max_length=60, db_index=True)
    object_type = models.CharField(_("loại đối tượng"), max_length=60, blank=True)
    object_id = models.CharField(_("mã đối tượng"), max_length=40, blank=True)
    unit_id = models.BigIntegerField(_("mã đơn vị"), null=True, db_index=True)
    before = models.JSONField(_("trước"), default=dict)
    after = models.JSONField(_("sau"), default=dict)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    count = models.PositiveIntegerField(_("số dòng"), default=1)
    request_id = models.CharField(_("mã yêu cầu"), max_length=36, blank=True)
    chain = models.BigIntegerField(_("chuỗi"))
    sequence = models.BigIntegerField(_("số thứ tự"))
    previous_hash = models.CharField(_("băm trước"), max_length=64)
    hash = models.CharField(_("băm"), max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("nhật ký truy cập")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["object_type", "object_id"])]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_event_once_per_place")
        ]

    class Privacy:
        sensitive = ("actor_name",)
        plain = (
            "id",
            "at",
            "actor_id",
            "action",
            "object_type",
            "object_id",
            "unit_id",
            "before",
            "after",
            "reason",
            "count",
            "request_id",
            "chain",
            "sequence",
            "previous_hash",
            "hash",
        )

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError("audit events are never updated")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit events are never deleted")


class AuditChain(models.Model):
    """The end of one unit's chain of events.

    Locking it puts the unit's events in order, and its length reveals a missing end of the chain.
    """

    unit_id = models.BigIntegerField(_("mã đơn vị"), primary_key=True)
    length = models.BigIntegerField(_("số sự kiện"), default=0)
    last_hash = models.CharField(_("băm cuối"), max_length=64, default="")

    class Meta:
        verbose_name = _("chuỗi nhật ký")
        verbose_name_plural = _("chuỗi nhật ký")

    class Privacy:
        sensitive = ()
        plain = ("unit_id", "length", "last_hash")

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.length}"
