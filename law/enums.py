"""Choices of the law floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkKind(TextChoices):
    """Sorts of work on "Việc hôm nay"; the order of its filter."""

    RESIDENCE = "residence", _("kiểm tra cư trú")
    TERM = "term", _("hết thời hạn")
    FIXTURE = "fixture", _("hòm thư, bảng")
    REVIEW = "review", _("rà soát")


class RuleUnit(TextChoices):
    """How a legal term is counted."""

    HOURS = "hours", _("giờ")
    DAYS = "days", _("ngày")
    WORKING_DAYS = "working_days", _("ngày làm việc")
    MONTHS = "months", _("tháng")


class AuditAction(TextChoices):
    """What the access log can say about rules of law. A value that the log holds is never renamed."""

    RULES_LOADED = "wards.rules_loaded", _("nạp thời hạn theo luật")
