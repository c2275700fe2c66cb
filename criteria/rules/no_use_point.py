"""Decision 28/2025, criterion 3: no point that organises or harbours illegal use.

Text: Decision 28/2025/QĐ-TTg Art. 6.3; definition in Art. 2.1 (a specific place, an area or a moving vehicle).
Inputs: hotspots of the kind "use point" whose state is "verified" on the day.
Formula: met when the count is 0.
Edges: retail dealers and gathering places count only in the city's criterion 1, not in this one.
Example: one use point verified 11/08/2026 and not cleared → 1 from that day on: not met.
"""

from datetime import date
from typing import Any

from django.db.models import BooleanField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from criteria.criterion import ZeroCriterion
from criteria.row_kinds import HOTSPOTS
from incidents.enums import HotspotKind
from incidents.queries.figures import verified_hotspots


class NoUsePoint(ZeroCriterion):
    code = "no_use_point"
    number = 3
    title = _("Không có điểm tổ chức, chứa chấp sử dụng trái phép chất ma túy")
    short_title = _("Không điểm tổ chức, chứa chấp sử dụng")
    legal_basis = _("Quyết định 28/2025/QĐ-TTg, Điều 6 khoản 3")
    responsible = _("Công an xã, phường")
    lacking_word = _("điểm đang hoạt động")
    unit = ngettext_lazy("%(shown)s điểm", "%(shown)s điểm", "count")
    row_kind = HOTSPOTS
    view_permission = Permission.VIEW_HOTSPOTS

    def rows(self, day: date) -> QuerySet[Any]:
        return verified_hotspots(day, [HotspotKind.USE_POINT]).annotate(
            passes=Value(False, BooleanField())
        )
