"""Choices of the app law."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkKind(TextChoices):
    """The kinds of work on "Việc hôm nay", in the order of its filter."""

    RESIDENCE = "residence", _("kiểm tra cư trú")
    TERM = "term", _("hết thời hạn")
    FIXTURE = "fixture", _("hòm thư, bảng")
    REVIEW = "review", _("rà soát")


class RuleUnit(TextChoices):
    """The units in which legal terms are counted."""

    HOURS = "hours", _("giờ")
    DAYS = "days", _("ngày")
    WORKING_DAYS = "working_days", _("ngày làm việc")
    MONTHS = "months", _("tháng")


class DayKind(TextChoices):
    """The reasons why a day is off, or worked, against the rule of the week."""

    HOLIDAY = "holiday", _("nghỉ lễ, tết")
    IN_LIEU = "in_lieu", _("nghỉ bù")
    SWAPPED = "swapped", _("nghỉ hoán đổi")
    MAKE_UP = "make_up", _("làm bù")


class AuditAction(TextChoices):
    """The actions on rules of law and the calendar that the access log records.

    A value that the log already contains is never renamed.
    """

    RULES_LOADED = "wards.rules_loaded", _("nạp thời hạn theo luật")
    CALENDAR_LOADED = "law.calendar_loaded", _("nạp lịch nghỉ")
    CALENDAR_DAY_ADDED = "law.calendar_day_added", _("thêm ngày vào lịch nghỉ")
    CALENDAR_DAY_CHANGED = "law.calendar_day_changed", _("sửa ngày trong lịch nghỉ")
    CALENDAR_DAY_REMOVED = "law.calendar_day_removed", _("bỏ ngày khỏi lịch nghỉ")
    CALENDAR_YEAR_CONFIRMED = "law.calendar_year_confirmed", _("xác nhận lịch nghỉ của năm")
