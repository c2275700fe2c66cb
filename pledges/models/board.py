"""Hotline boards and their inspections, which criterion 8 counts."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from foundation.dated import LATEST_FIRST, Dated, ends_not_before_start
from foundation.recorded import Recorded
from pledges.models.fixture import Fixture
from wards.models import NeighbourhoodGroup
from wards.models.scope import ScopedDatedQuerySet


class HotlineBoardQuerySet(ScopedDatedQuerySet["HotlineBoard"]):
    """Boards, visible to users with VIEW_HOUSEHOLDS in the group."""

    group_path = "group"
    view_permission = Permission.VIEW_HOUSEHOLDS


class HotlineBoard(Fixture, Recorded):
    """A public board with hotline numbers, from installation until removal."""

    group = models.ForeignKey(
        NeighbourhoodGroup, models.PROTECT, related_name="boards", verbose_name=_("tổ, thôn")
    )
    numbers = models.CharField(_("số điện thoại niêm yết"), max_length=200)
    photo = models.FileField(_("ảnh"), upload_to="boards/%Y/", blank=True)

    objects = HotlineBoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("bảng đường dây nóng")
        verbose_name_plural = _("bảng đường dây nóng")
        indexes = [models.Index(fields=["group", "valid_from", "valid_to"])]
        constraints = [ends_not_before_start("board")]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "group",
            "place",
            "numbers",
            "photo",
            "recorded_by",
            "recorded_at",
        )

    @property
    def findings(self) -> Any:
        return self.inspections


class BoardInspectionQuerySet(ScopedDatedQuerySet["BoardInspection"]):
    """Inspections, visible to users with VIEW_HOUSEHOLDS in the board's group."""

    group_path = "board__group"
    view_permission = Permission.VIEW_HOUSEHOLDS


class BoardInspection(Dated, Recorded):
    """What an inspection found, valid from its day until the next. The installation is the first inspection."""

    board = models.ForeignKey(
        HotlineBoard, models.CASCADE, related_name="inspections", verbose_name=_("bảng")
    )
    is_legible = models.BooleanField(_("đọc rõ, đúng số"), default=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    objects = BoardInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần kiểm tra bảng")
        verbose_name_plural = _("lần kiểm tra bảng")
        ordering = LATEST_FIRST
        indexes = [models.Index(fields=["board", "valid_from", "valid_to", "is_legible"])]
        constraints = [ends_not_before_start("board_inspection")]

    class Privacy:
        sensitive = ()
        plain = (
            "id",
            "valid_from",
            "valid_to",
            "board",
            "is_legible",
            "note",
            "recorded_by",
            "recorded_at",
        )

    def __str__(self) -> str:
        return f"{self.board_id} {self.valid_from}"
