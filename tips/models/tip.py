"""Tips and, in a table apart from them, who sent them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.fields import EncryptedTextField
from foundation.versions import Versioned
from tips.enums import TipChannel, TipState
from wards.models import NeighbourhoodGroup
from wards.models.scope import ScopedQuerySet


class TipQuerySet(ScopedQuerySet["Tip"]):
    """Tips are visible to the ward's police only (VIEW_HOTSPOTS)."""

    group_path = "group"
    view_permission = Permission.VIEW_HOTSPOTS


class Tip(Versioned):
    """Information from a citizen, which the commune police pass on within 24 h (48 h if remote)."""

    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="tips", verbose_name=_("tổ, thôn")
    )
    channel = models.CharField(_("kênh"), max_length=10, choices=TipChannel.choices)
    code = models.CharField(_("mã tra cứu"), max_length=12, unique=True)
    content = EncryptedTextField(_("nội dung"), context="tip.content")
    received_at = models.DateTimeField(_("tiếp nhận lúc"))
    due_at = models.DateTimeField(_("hạn xử lý"))
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=TipState.choices, default=TipState.RECEIVED
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tips",
        verbose_name=_("người xử lý"),
    )
    outcome = EncryptedTextField(_("kết quả"), blank=True, context="tip.outcome")
    outcome_reference = models.CharField(_("điểm, vụ việc liên quan"), max_length=60, blank=True)

    objects = TipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tin tố giác")
        verbose_name_plural = _("tin tố giác")
        ordering = ("-received_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gt=F("received_at")), name="tip_due_after_received"
            ),
            models.CheckConstraint(
                condition=Q(state="received") | Q(assigned_to__isnull=False),
                name="tip_moved_by_somebody",
            ),
        ]

    class Privacy:
        sensitive = ("content", "outcome", "outcome_reference", "code")
        plain = (
            "id",
            "version",
            "group",
            "channel",
            "received_at",
            "due_at",
            "state",
            "assigned_to",
        )

    class Audit(AuditWords):
        former_labels = ("pledges.tip",)

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.received_at:%d/%m/%Y}"


class TipPartQuerySet(ScopedQuerySet["TipMessage"]):
    """A row is visible to the users who may see its tip."""

    group_path = "tip__group"
    view_permission = Permission.VIEW_HOTSPOTS


class TipReporter(models.Model):
    """The sender of a tip, if the sender gave a name; reports never join this table."""

    tip = models.OneToOneField(Tip, models.CASCADE, related_name="reporter", verbose_name=_("tin"))
    identity = EncryptedTextField(_("người báo tin"), context="tip_reporter.identity")

    objects = TipPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("người báo tin")
        verbose_name_plural = _("người báo tin")

    class Privacy:
        sensitive = ("identity",)
        plain = ("id", "tip")

    class Audit(AuditWords):
        former_labels = ("pledges.tipreporter",)

    def __str__(self) -> str:
        return str(self.tip_id)


class TipMessage(models.Model):
    """A message between the ward and the sender of a tip, who reads it with the tracking code."""

    tip = models.ForeignKey(Tip, models.CASCADE, related_name="messages", verbose_name=_("tin"))
    is_from_ward = models.BooleanField(_("từ công an"), default=True)
    body = EncryptedTextField(_("nội dung"), context="tip_message.body")
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    objects = TipPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("trao đổi")
        verbose_name_plural = _("trao đổi")
        ordering = ("at", "pk")

    class Privacy:
        sensitive = ("body",)
        plain = ("id", "tip", "is_from_ward", "at")

    class Audit(AuditWords):
        former_labels = ("pledges.tipmessage",)

    def __str__(self) -> str:
        return str(self.tip_id)
