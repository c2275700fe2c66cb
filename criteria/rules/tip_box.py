"""Criterion 7: every neighbourhood has a tip-off box.

Text: "100% thôn, tổ dân phố có hòm thư tố giác tội phạm" (plan of Lào Cai city, 2023).
Inputs: groups of the ward on the day; boxes installed and not removed; the last opening or inspection.
Formula: groups with a working box / all groups; met at 100 %.
Edges: "khu vực khác" is not counted. A box reported broken at its last check does not count until a later
check finds it working. A check older than the rule "box_check_validity" of that day has lapsed. If the ward
declared more groups than are registered, or has no neighbourhood, data are missing.
Example: 17 groups, one box broken at the inspection of 20/06 → 16/17 on 30/06: not met.
"""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from criteria.criterion import GroupFixture
from pledges.queries.figures import broken_box_checks, working_box_checks


class TipBoxInPlace(GroupFixture):
    code = "tip_box"
    number = 7
    title = _("100 % thôn, tổ dân phố có hòm thư tố giác tội phạm")
    short_title = _("Tổ có hòm thư tố giác")
    legal_basis = _("Kế hoạch của UBND thành phố Lào Cai năm 2023, tiêu chí 7")
    responsible = _("Tổ trưởng, trưởng thôn")
    lacking_word = _("thôn, tổ chưa có hòm thư dùng được")
    view_permission = Permission.VIEW_FIGURES
    validity_rule = "box_check_validity"

    def in_order(self, day: date, not_before: date) -> QuerySet[Any]:
        return working_box_checks(day, not_before).annotate(group_ref=F("box__group_id"))

    def faulty(self, day: date) -> QuerySet[Any]:
        return broken_box_checks(day).filter(box__group=OuterRef("pk"))
