"""Criterion 8: every neighbourhood has a public board with the hotline numbers.

Text: "100% thôn, tổ dân phố […] có bảng niêm yết công khai số điện thoại đường dây nóng của lực lượng chức
năng trong phòng, chống tội phạm ma túy" (plan of Lào Cai city, 2023).
Inputs: groups of the ward on the day; boards installed and not removed; the last inspection.
Formula: groups with a legible board / all groups; met at 100 %.
Edges: as in criterion 7. "Khu vực khác" is not counted. A board whose inspection found it illegible or has
lapsed does not count. If the ward declared more groups than are registered, or has no neighbourhood, data are
missing.
Example: 17 groups, the board of group 17 illegible since 20/06 → 16/17 on 30/06: not met.
"""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from criteria.criterion import GroupFixture
from pledges.queries.figures import illegible_board_checks, legible_board_checks


class HotlineBoardInPlace(GroupFixture):
    code = "hotline_board"
    number = 8
    title = _("100 % thôn, tổ dân phố có bảng niêm yết công khai số điện thoại đường dây nóng")
    short_title = _("Tổ niêm yết đường dây nóng")
    legal_basis = _("Kế hoạch của UBND thành phố Lào Cai năm 2023, tiêu chí 8")
    responsible = _("Tổ trưởng, trưởng thôn")
    lacking_word = _("thôn, tổ chưa có bảng đọc được")
    view_permission = Permission.VIEW_FIGURES
    validity_rule = "board_check_validity"

    def in_order(self, day: date, not_before: date) -> QuerySet[Any]:
        return legible_board_checks(day, not_before).annotate(group_ref=F("board__group_id"))

    def faulty(self, day: date) -> QuerySet[Any]:
        return illegible_board_checks(day).filter(board__group=OuterRef("pk"))
