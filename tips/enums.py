"""Choices of the fields of tips."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TipChannel(TextChoices):
    BOX = "box", _("hòm thư")
    HOTLINE = "hotline", _("đường dây nóng")
    IN_PERSON = "in_person", _("trực tiếp")
    LETTER = "letter", _("đơn thư")
    ONLINE = "online", _("trực tuyến")
    VNEID = "vneid", "VNeID"


class TipState(TextChoices):
    RECEIVED = "received", _("đã tiếp nhận")
    ASSIGNED = "assigned", _("đã phân công")
    FORWARDED = "forwarded", _("đã chuyển cơ quan điều tra")
    RESOLVED = "resolved", _("đã xác minh, xử lý")
    UNFOUNDED = "unfounded", _("không có căn cứ")
