"""Choices of the fields of hotspots, suspicions and incidents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HotspotKind(TextChoices):
    """The kinds of hotspot that criterion 1 and Decision 28/2025 Art. 2.1 name."""

    GATHERING = "gathering", _("tụ điểm về ma túy")
    COMPLEX = "complex", _("điểm phức tạp về ma túy")
    RETAIL = "retail", _("đối tượng bán lẻ")
    USE_POINT = "use_point", _("điểm tổ chức, chứa chấp sử dụng")


class SuspicionKind(TextChoices):
    PERSON = "person", _("cá nhân")
    GROUP = "group", _("nhóm")
    RING = "ring", _("đường dây")


class SourceGrade(TextChoices):
    """How reliable the source of a suspicion is, but never who the source is."""

    A = "A", _("tin cậy cao")
    B = "B", _("tin cậy")
    C = "C", _("cần kiểm chứng")
    D = "D", _("chưa đánh giá được")


class SuspicionOutcome(TextChoices):
    UNFOUNDED = "unfounded", _("không có căn cứ")
    CASE = "case", _("đã chuyển xử lý vụ việc")
    STOPPED = "stopped", _("không còn biểu hiện")


class Act(TextChoices):
    """The acts that an incident may consist of (Penal Code 2015 chapter XX)."""

    STORE = "store", _("tàng trữ")
    TRADE = "trade", _("mua bán")
    TRANSPORT = "transport", _("vận chuyển")
    ORGANISE = "organise", _("tổ chức sử dụng")
    HARBOUR = "harbour", _("chứa chấp sử dụng")
    USE = "use", _("sử dụng trái phép")
    GROW = "grow", _("trồng cây có chứa chất ma túy")


class AuditAction(TextChoices):
    """Actions on hotspots, suspicions and incidents in the access log.

    The values begin with the app that had these actions when the log began. The log is append-only,
    so a value in it is never renamed.
    """

    HOTSPOT_REPORTED = "cases.hotspot_reported", _("ghi điểm nghi vấn")
    HOTSPOT_MOVED = "cases.hotspot_moved", _("chuyển trạng thái điểm")
    HOTSPOT_RECHECKED = "cases.hotspot_rechecked", _("kiểm tra lại điểm")
    SUSPICION_OPENED = "cases.suspicion_opened", _("ghi biểu hiện nghi vấn")
    SUSPICION_RENEWED = "cases.suspicion_renewed", _("rà soát nghi vấn")
    SUSPICION_CLOSED = "cases.suspicion_closed", _("kết thúc nghi vấn")
    INCIDENT_RECORDED = "cases.incident_recorded", _("ghi vụ việc")
    PATROL_RECORDED = "cases.patrol_recorded", _("ghi tuần tra")
