"""Choices of the household ledger."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Relation(TextChoices):
    """The signer's relation to the head of the household."""

    HEAD = "head", _("chủ hộ")
    SPOUSE = "spouse", _("vợ, chồng")
    PARENT = "parent", _("cha, mẹ")
    CHILD = "child", _("con")
    OTHER = "other", _("người khác trong hộ")


class RefusalReason(TextChoices):
    """Why a household has not signed."""

    ABSENT = "absent", _("vắng nhà dài ngày")
    REFUSED = "refused", _("từ chối ký")
    NOT_YET_MET = "not_yet_met", _("chưa gặp được")


class CheckKind(TextChoices):
    """What was done at a box."""

    INSTALLATION = "installation", _("lắp đặt")
    OPENING = "opening", _("mở hòm thư")
    INSPECTION = "inspection", _("kiểm tra")


class FixtureState(IntegerChoices):
    """How a group stands with its box or its board, best first: the best of several speaks for the group."""

    WORKING = 1, _("Còn dùng được")
    BROKEN = 2, _("Hỏng")
    LAPSED = 3, _("Quá hạn kiểm tra")
    MISSING = 4, _("Chưa có")

    @property
    def badge(self) -> str:
        """The sign beside the word."""
        return {FixtureState.WORKING: "met", FixtureState.LAPSED: "near"}.get(self, "missed")


class AuditAction(TextChoices):
    """What the access log can say about households, pledges, boxes and boards."""

    HOUSEHOLD_REGISTERED = "pledges.household_registered", _("lập hộ")
    HOUSEHOLD_CHANGED = "pledges.household_changed", _("sửa hộ")
    HOUSEHOLD_ENDED = "pledges.household_ended", _("hộ chuyển đi, xóa hộ")
    HOUSEHOLDS_IMPORTED = "pledges.households_imported", _("nhập danh sách hộ")
    HOUSEHOLDS_EXPORTED = "pledges.households_exported", _("xuất danh sách hộ")
    CAMPAIGN_OPENED = "pledges.campaign_opened", _("mở đợt ký cam kết")
    PLEDGE_SIGNED = "pledges.pledge_signed", _("ký cam kết")
    PLEDGE_REFUSED = "pledges.pledge_refused", _("ghi chưa ký cam kết")
    BOX_INSTALLED = "pledges.box_installed", _("lắp hòm thư")
    BOX_CHECKED = "pledges.box_checked", _("kiểm tra hòm thư")
    BOX_OPENED = "pledges.box_opened", _("mở hòm thư")
    BOX_REMOVED = "pledges.box_removed", _("gỡ hòm thư")
    BOARD_INSTALLED = "pledges.board_installed", _("lắp bảng đường dây nóng")
    BOARD_CHECKED = "pledges.board_checked", _("kiểm tra bảng đường dây nóng")
    BOARD_REMOVED = "pledges.board_removed", _("gỡ bảng đường dây nóng")
    OUTREACH_RECORDED = "pledges.outreach_recorded", _("ghi buổi tuyên truyền")
