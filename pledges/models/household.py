"""A household in a group, from the day it was registered there until it left."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.audited import AuditWords
from foundation.dated import OPEN, Dated, ends_not_before_start
from foundation.recorded import Recorded
from foundation.text import clean, fold, name_sort_key
from foundation.validators import between
from foundation.versions import Versioned
from pledges.validators import MOST_MEMBERS
from wards.models import InGroup, NeighbourhoodGroup
from wards.models.scope import ScopedDatedQuerySet

#: Fields that a form or an import may change; separate actions change the group and the days.
EDITABLE = ("code", "head_name", "members", "address")
#: Codes are unique only within a group: "08-0001" may exist in every ward.
CODE_TAKEN = _("Tổ, thôn này đã có hộ mang mã này.")
NOBODY = _("Hộ phải có ít nhất một người.")
TOO_MANY = _("Số nhân khẩu của hộ quá lớn; kiểm tra lại.")


class HouseholdQuerySet(ScopedDatedQuerySet["Household"]):
    """Households, visible to users with VIEW_HOUSEHOLDS in the group."""

    group_path = "group"
    view_permission = Permission.VIEW_HOUSEHOLDS

    def locked(self, ids: Iterable[int]) -> dict[int, "Household"]:
        """Reads and locks the rows until the transaction ends; returns id -> household.

        All callers lock in the same order, so that two long lists wait for each other instead of dead-locking.
        """
        return self.select_for_update(no_key=True).order_by("pk").in_bulk(list(ids))


class Household(InGroup, Versioned, Dated, Recorded):
    """One household in one group. A move to another group ends this row and creates a new one there."""

    group = models.ForeignKey(
        NeighbourhoodGroup,
        models.PROTECT,
        related_name="households",
        verbose_name=_("tổ, thôn"),
        db_index=False,
    )
    code = models.CharField(
        _("mã hộ"),
        max_length=40,
        help_text=_("Theo sổ hộ của tổ, thôn; không trùng hộ khác trong tổ, thôn."),
    )
    head_name = models.CharField(_("chủ hộ"), max_length=120)
    search_key = models.CharField(max_length=130, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    members = models.PositiveSmallIntegerField(
        _("số nhân khẩu"),
        default=1,
        validators=between(1, MOST_MEMBERS, too_little=NOBODY, too_much=TOO_MANY),
    )
    split_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="splits",
        verbose_name=_("tách từ hộ"),
        db_index=False,
    )

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("hộ gia đình")
        verbose_name_plural = _("hộ gia đình")
        ordering = ("sort_key", "pk")
        indexes = [
            # Key columns, never INCLUDE: dates repeat, so the index stays small (docs/perf.md §2.3), and counting
            # reads nothing but the index.
            models.Index(fields=["group", "valid_from", "valid_to"], name="household_group_dates"),
        ]
        constraints = [
            ends_not_before_start("household"),
            models.UniqueConstraint(
                fields=["group", "code"],
                condition=Q(valid_to=OPEN),
                name="household_code_once",
                violation_error_message=CODE_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(members__gte=1),
                name="household_has_members",
                violation_error_message=NOBODY,
            ),
            models.CheckConstraint(
                condition=Q(members__lte=MOST_MEMBERS),
                name="household_not_too_big",
                violation_error_message=TOO_MANY,
            ),
        ]

    class Privacy:
        sensitive = ("head_name", "search_key", "sort_key", "address")
        plain = (
            "id",
            "version",
            "valid_from",
            "valid_to",
            "group",
            "code",
            "members",
            "split_from",
            "recorded_by",
            "recorded_at",
        )

    class Audit(AuditWords):
        name = ("code",)

    def __str__(self) -> str:
        return f"{self.code} · {self.head_name}"

    def get_absolute_url(self) -> str:
        return reverse("pledges:household-detail", args=[self.pk])

    def get_list_url(self) -> str:
        return reverse("pledges:household-list")

    def clean(self) -> None:
        """Tidies code and head, and sets the keys for search and sorting; every action calls it before saving."""
        self.code, self.head_name = clean(self.code), clean(self.head_name)
        self.search_key = fold(self.head_name)
        self.sort_key = name_sort_key(self.head_name)
