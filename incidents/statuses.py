"""The table of a hotspot's states: label, badge and allowed moves."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HotspotState(TextChoices):
    """The states of a hotspot; only VERIFIED counts in criterion 1."""

    SUSPECTED = "suspected", _("nghi vấn")
    VERIFIED = "verified", _("đã xác minh")
    CLEARED = "cleared", _("đã triệt xóa")
    WATCHED = "watched", _("theo dõi tái hoạt động")
    DISMISSED = "dismissed", _("không có căn cứ")


@dataclass(frozen=True)
class HotspotRow:
    """One state of a hotspot: its badge and the states that may follow."""

    badge: str
    moves: tuple[HotspotState, ...]
    is_final: bool = False


H = HotspotState

HOTSPOT_STATES: Mapping[HotspotState, HotspotRow] = {
    H.SUSPECTED: HotspotRow("near", (H.VERIFIED, H.DISMISSED)),
    H.VERIFIED: HotspotRow("missed", (H.CLEARED,)),
    H.CLEARED: HotspotRow("met", (H.WATCHED, H.VERIFIED)),
    H.WATCHED: HotspotRow("none", (H.VERIFIED, H.DISMISSED)),
    H.DISMISSED: HotspotRow("met", (), is_final=True),
}
