"""Postings: who serves where, in which role, from when to when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Role
from foundation.audited import AuditWords
from foundation.dated import Dated, DatedQuerySet, ends_after_start
from wards.models.area import Area
from wards.models.placement import ward_id_today


class Posting(Dated):
    """A role held in exactly one ward, group or area; a reorganisation passes it to the successor."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="postings",
        verbose_name=_("người được phân công"),
    )
    role = models.CharField(_("vai trò"), max_length=12, choices=Role.choices)
    ward = models.ForeignKey(
        "wards.Ward",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("xã, phường"),
    )
    group = models.ForeignKey(
        "wards.NeighbourhoodGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("tổ, thôn"),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("địa bàn"),
    )

    objects = DatedQuerySet["Posting"].as_manager()

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        indexes = [models.Index(fields=["user", "valid_from", "valid_to"])]
        constraints = [
            ends_after_start("posting"),
            models.CheckConstraint(
                condition=models.Q(ward__isnull=False, group__isnull=True, area__isnull=True)
                | models.Q(ward__isnull=True, group__isnull=False, area__isnull=True)
                | models.Q(ward__isnull=True, group__isnull=True, area__isnull=False),
                name="posting_in_one_place",
            ),
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "valid_from", "valid_to", "user", "role", "ward", "group", "area")

    class Audit(AuditWords):
        name = ("user__full_name",)

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.place}"

    @property
    def place(self) -> models.Model | None:
        """The ward, the group or the area of the posting."""
        return self.ward or self.group or self.area

    def get_unit_id(self) -> int | None:
        return self.ward_id or ward_id_today(self.group_id)
