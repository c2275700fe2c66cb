"""Choices of the incident ledger."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HotspotKind(TextChoices):
    """Criterion 1 and Decision 28/2025 Art. 2.1."""

    GATHERING = "gathering", _("tụ điểm về ma túy")
    COMPLEX = "complex", _("điểm phức tạp về ma túy")
    RETAIL = "retail", _("đối tượng bán lẻ")
    USE_POINT = "use_point", _("điểm tổ chức, chứa chấp sử dụng")


class SuspicionKind(TextChoices):
    PERSON = "person", _("cá nhân")
    GROUP = "group", _("nhóm")
    RING = "ring", _("đường dây")


class SourceGrade(TextChoices):
    """How far the source of a suspicion can be relied on; never who the source is."""

    A = "A", _("tin cậy cao")
    B = "B", _("tin cậy")
    C = "C", _("cần kiểm chứng")
    D = "D", _("chưa đánh giá được")


class SuspicionOutcome(TextChoices):
    UNFOUNDED = "unfounded", _("không có căn cứ")
    CASE = "case", _("đã chuyển xử lý vụ việc")
    STOPPED = "stopped", _("không còn biểu hiện")


class Act(TextChoices):
    """Acts in an incident (Penal Code 2015 chapter XX)."""

    STORE = "store", _("tàng trữ")
    TRADE = "trade", _("mua bán")
    TRANSPORT = "transport", _("vận chuyển")
    ORGANISE = "organise", _("tổ chức sử dụng")
    HARBOUR = "harbour", _("chứa chấp sử dụng")
    USE = "use", _("sử dụng trái phép")
    GROW = "grow", _("trồng cây có chứa chất ma túy")


class AuditAction(TextChoices):
    """What the access log can say about hotspots, suspicions and incidents.

    The values begin with the app that held these actions when the log began: the log is append-only,
    so a value that it holds is never renamed.
    """

    HOTSPOT_REPORTED = "cases.hotspot_reported", _("ghi điểm nghi vấn")
    HOTSPOT_MOVED = "cases.hotspot_moved", _("chuyển trạng thái điểm")
    HOTSPOT_RECHECKED = "cases.hotspot_rechecked", _("kiểm tra lại điểm")
    SUSPICION_OPENED = "cases.suspicion_opened", _("ghi biểu hiện nghi vấn")
    SUSPICION_RENEWED = "cases.suspicion_renewed", _("rà soát nghi vấn")
    SUSPICION_CLOSED = "cases.suspicion_closed", _("kết thúc nghi vấn")
    INCIDENT_RECORDED = "cases.incident_recorded", _("ghi vụ việc")
    PATROL_RECORDED = "cases.patrol_recorded", _("ghi tuần tra")
