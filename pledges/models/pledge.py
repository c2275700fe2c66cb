"""Pledge campaigns, signed pledges, and refusals with their reasons."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.dated import OPEN, Dated, ends_not_before_start
from foundation.recorded import Recorded
from pledges.enums import RefusalReason, Relation
from pledges.models.household import Household
from wards.models import Area, InGroup, NeighbourhoodGroup
from wards.models.scope import ScopedDatedQuerySet, ScopedQuerySet


class PledgeCampaign(models.Model):
    """A campaign in which households sign, usually once a year; without an area it covers the whole country."""

    name = models.CharField(_("tên đợt"), max_length=160)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("địa bàn"),
    )
    starts_on = models.DateField(_("bắt đầu"))
    ends_on = models.DateField(_("kết thúc"))
    text = models.TextField(_("nội dung cam kết"), blank=True)

    class Meta:
        verbose_name = _("đợt ký cam kết")
        verbose_name_plural = _("đợt ký cam kết")
        ordering = ("-starts_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="campaign_ends_after_start",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            )
        ]

    class Privacy:
        sensitive = ()
        plain = ("id", "name", "area", "starts_on", "ends_on", "text")

    class Audit(AuditWords):
        name = ("name",)

    def __str__(self) -> str:
        return self.name

    def is_open_on(self, day: date) -> bool:
        """Whether a household may sign on the day; `ends_on` is the last such day."""
        return self.starts_on <= day <= self.ends_on


class PledgeQuerySet(ScopedDatedQuerySet["Pledge"]):
    """Pledges, visible to users with VIEW_HOUSEHOLDS in their group."""

    group_path = "group"
    view_permission = Permission.VIEW_HOUSEHOLDS


class Pledge(InGroup, Dated, Recorded):
    """A signed pledge. It ends when the household signs again or leaves the group, so at most one is in force.

    It has its own group, so that criterion 6 counts pledges without joining households.
    """

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="pledges", verbose_name=_("hộ"), db_index=False
    )
    campaign = models.ForeignKey(
        PledgeCampaign,
        models.PROTECT,
        related_name="pledges",
        verbose_name=_("đợt"),
        db_index=False,
    )
    group = models.ForeignKey(
        NeighbourhoodGroup,
        models.PROTECT,
        related_name="pledges",
        verbose_name=_("tổ, thôn"),
        db_index=False,
    )
    representative = models.CharField(_("người đại diện ký"), max_length=120)
    relation = models.CharField(
        _("quan hệ với chủ hộ"), max_length=6, choices=Relation.choices, default=Relation.HEAD
    )
    witness = models.CharField(_("người chứng kiến"), max_length=120, blank=True)
    scan = models.FileField(_("bản chụp"), upload_to="pledges/%Y/", blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("cam kết")
        verbose_name_plural = _("cam kết")
        indexes = [
            models.Index(fields=["group", "valid_from", "valid_to"], name="pledge_group_dates"),
            models.Index(
                fields=["household", "valid_from", "valid_to"], name="pledge_household_dates"
            ),
        ]
        constraints = [
            ends_not_before_start("pledge"),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(valid_to=OPEN),
                name="pledge_one_in_force",
                violation_error_message=_("Hộ này đang có một cam kết còn hiệu lực."),
            ),
            models.UniqueConstraint(
                fields=["household", "campaign"], name="pledge_once_per_campaign"
            ),
        ]

    class Privacy:
        sensitive = ("representative", "witness", "scan")
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "household",
            "campaign",
            "group",
            "relation",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        told_with = ("pledges.household", "pledges.pledgecampaign")

    def __str__(self) -> str:
        return f"{self.household_id} · {self.campaign_id}"


class PledgeRefusalQuerySet(ScopedQuerySet["PledgeRefusal"]):
    """Refusals, visible to users with VIEW_HOUSEHOLDS in the household's group."""

    group_path = "household__group"
    view_permission = Permission.VIEW_HOUSEHOLDS


class PledgeRefusal(Recorded):
    """A record that a household was asked on a day and did not sign, with the reason."""

    household = models.ForeignKey(
        Household, models.CASCADE, related_name="refusals", verbose_name=_("hộ")
    )
    campaign = models.ForeignKey(
        PledgeCampaign, models.PROTECT, related_name="refusals", verbose_name=_("đợt")
    )
    asked_on = models.DateField(_("ngày vận động"))
    reason = models.CharField(_("lý do"), max_length=12, choices=RefusalReason.choices)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    objects = PledgeRefusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần chưa ký")
        verbose_name_plural = _("lần chưa ký")
        ordering = ("-asked_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["household", "campaign", "asked_on"], name="refusal_once_a_day"
            )
        ]

    class Privacy:
        sensitive = ("reason", "note")
        plain = ("id", "household", "campaign", "asked_on", "recorded_by", "recorded_at")

    def __str__(self) -> str:
        return f"{self.household_id} {self.asked_on}"

    def get_unit_id(self) -> int | None:
        return self.household.get_unit_id()
