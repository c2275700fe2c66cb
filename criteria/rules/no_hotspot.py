"""Criterion 1: no drug hotspots, complex points, retail dealers or use points.

Text: "Không có tụ điểm, điểm phức tạp về ma túy, đối tượng bán lẻ trái phép chất ma túy, điểm tổ chức
và sử dụng trái phép chất ma túy trên địa bàn" (plan of Lào Cai city, 2023). "Điểm tổ chức, chứa chấp
sử dụng" is defined by Decision 28/2025/QĐ-TTg Art. 2.1 (a place, an area or a moving vehicle).
Inputs: hotspots of every kind whose state is "verified" on the day.
Formula: met when the count is 0.
Edges: a suspected point does not count until it is verified. A cleared point no longer counts on the day on
which it is cleared. For a ward in which no group is registered, data are missing.
Example: verified 14/02/2024, cleared 20/11/2024 → counts on 14/02 and on 19/11, not on 20/11.
"""

from datetime import date
from typing import Any

from django.db.models import BooleanField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from criteria.criterion import ZeroCriterion
from criteria.row_kinds import HOTSPOTS
from incidents.queries.figures import verified_hotspots


class NoHotspot(ZeroCriterion):
    code = "no_hotspot"
    number = 1
    title = _(
        "Không có tụ điểm, điểm phức tạp, đối tượng bán lẻ, điểm tổ chức sử dụng trái phép chất ma túy"
    )
    short_title = _("Không tụ điểm, bán lẻ, điểm sử dụng")
    legal_basis = _("Kế hoạch của UBND thành phố Lào Cai năm 2023, tiêu chí 1")
    responsible = _("Công an xã, phường")
    lacking_word = _("điểm đang hoạt động")
    unit = ngettext_lazy("%(shown)s điểm", "%(shown)s điểm", "count")
    row_kind = HOTSPOTS
    view_permission = Permission.VIEW_HOTSPOTS

    def rows(self, day: date) -> QuerySet[Any]:
        return verified_hotspots(day).annotate(passes=Value(False, BooleanField()))
