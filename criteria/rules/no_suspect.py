"""Criterion 2: no suspected persons, groups or rings.

Text: "Không có đối tượng, nhóm, đường dây có biểu hiện nghi vấn liên quan đến hoạt động phạm tội về
ma túy trên địa bàn" (plan of Lào Cai city, 2023).
Inputs: suspicions open on the day, whether or not their review has lapsed.
Formula: met when the count is 0.
Edges: a lapsed review never clears a suspicion: it stays open as "cần rà soát" until it is renewed or closed
by a decision. Suspected *use* is not counted, because it is not a suspected crime.
Example: opened 02/04/2024, closed 09/12/2024 → counts on 02/04 and 08/12, not on 09/12.
"""

from datetime import date
from typing import Any

from django.db.models import BooleanField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from criteria.criterion import ZeroCriterion
from criteria.row_kinds import SUSPICIONS
from incidents.queries.figures import open_suspicions


class NoSuspect(ZeroCriterion):
    code = "no_suspect"
    number = 2
    title = _("Không có đối tượng, nhóm, đường dây có biểu hiện nghi vấn phạm tội về ma túy")
    short_title = _("Không đối tượng, nhóm nghi vấn")
    legal_basis = _("Kế hoạch của UBND thành phố Lào Cai năm 2023, tiêu chí 2")
    responsible = _("Công an xã, phường")
    lacking_word = _("mối nghi vấn chưa kết thúc")
    unit = ngettext_lazy("%(shown)s mối nghi vấn", "%(shown)s mối nghi vấn", "count")
    row_kind = SUSPICIONS
    view_permission = Permission.VIEW_HOTSPOTS
    # Most suspicions concern one person, so "Thôn 5: 1" would point at a house.
    counts_people = True

    def rows(self, day: date) -> QuerySet[Any]:
        return open_suspicions(day).annotate(passes=Value(False, BooleanField()))
