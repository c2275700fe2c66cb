"""Choices of the app wards."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaKind(TextChoices):
    """The kinds of area that a committee answers for."""

    NATION = "nation", _("cả nước")
    PROVINCE = "province", _("tỉnh, thành phố")
    CITY = "city", _("thành phố thuộc tỉnh")
    SET = "set", _("địa bàn được giao")


class WardKind(TextChoices):
    """Commune-level units since 01/07/2025 (Law on Organisation of Local Government 2025)."""

    PHUONG = "phuong", _("phường")
    XA = "xa", _("xã")
    DAC_KHU = "dac_khu", _("đặc khu")


class GroupKind(TextChoices):
    """Self-governing neighbourhoods; OTHER_PLACE is for people who live outside all of them."""

    TO_DAN_PHO = "to", _("tổ dân phố")
    THON = "thon", _("thôn")
    BAN = "ban", _("bản")
    OTHER_PLACE = "khac", _("khu vực khác")


class SuccessionKind(TextChoices):
    """Whether the whole unit passed into another, or was divided."""

    MERGED = "merged", _("nhập toàn bộ")
    SPLIT = "split", _("chia tách")


class ClassificationScheme(TextChoices):
    """The decision under which a drug class was given: the thresholds differ (domain.md §2)."""

    QD3122 = "qd3122", _("Quyết định 3122/2010/QĐ-BCA")
    QD28 = "qd28", _("Quyết định 28/2025/QĐ-TTg")


class DrugClass(TextChoices):
    """The classes of a ward in the classification of key drug areas."""

    CLEAN = "clean", _("không ma túy")
    III = "III", _("loại III")
    II = "II", _("loại II")
    I = "I", _("loại I")  # noqa: E741 - the law's own numeral
    OUTSIDE = "outside", _("chưa đạt, không thuộc trọng điểm")


class AuditAction(TextChoices):
    """The actions on places that the access log records."""

    UNITS_LOADED = "wards.units_loaded", _("nạp đơn vị hành chính")
    AREA_CREATED = "wards.area_created", _("lập địa bàn")
    WARD_MARKED = "wards.ward_marked", _("đánh dấu, phân loại xã, phường")
    GROUP_CREATED = "wards.group_created", _("lập tổ dân phố, thôn")
    GROUP_CHANGED = "wards.group_changed", _("sửa tổ dân phố, thôn")
    REORGANISED = "wards.reorganised", _("sắp xếp đơn vị hành chính")
    POPULATION_RECORDED = "wards.population_recorded", _("ghi dân số, số hộ")
    POSTED = "wards.posted", _("phân công")
    POSTING_ENDED = "wards.posting_ended", _("thôi phân công")
