"""Choices of the household ledger, and its events of the access log."""

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
    """What was done at a tip-off box."""

    INSTALLATION = "installation", _("lắp đặt")
    OPENING = "opening", _("mở hòm thư")
    INSPECTION = "inspection", _("kiểm tra")


class FixtureState(IntegerChoices):
    """The state of a box or board, from best to worst; a group has the best state among its boxes, or boards."""

    WORKING = 1, _("Còn dùng được")
    BROKEN = 2, _("Hỏng")
    LAPSED = 3, _("Quá hạn kiểm tra")
    MISSING = 4, _("Chưa có")

    @property
    def badge(self) -> str:
        """The badge that gives the state its sign and colour: "met", "near" or "missed"."""
        return {FixtureState.WORKING: "met", FixtureState.LAPSED: "near"}.get(self, "missed")


class AuditAction(TextChoices):
    """Events about households, pledges, boxes, boards and outreach that the access log records."""

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
