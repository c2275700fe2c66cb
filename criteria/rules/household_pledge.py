"""Criterion 6: every household has pledged.

Text: "100% đại diện hộ gia đình trên địa bàn cam kết không phạm tội, không tham gia tệ nạn ma túy và tự
nguyện hợp tác với các lực lượng chức năng" (plan of Lào Cai city, 2023).
Inputs: households registered on the day; pledges in force that day; households and groups that were declared.
Formula: households with a pledge in force / max(registered, declared households); met at 100 %.
Edges: households outside any neighbourhood ("khu vực khác") are not counted. A neighbourhood without a
single registered household is missing data, never a pass. The same holds for neighbourhoods that the ward
declared and nobody registered, and for a ward without any. A pledge ends when its household leaves the group,
so households and pledges are counted separately and never joined. This makes it possible to count 28 million
households in seconds (docs/perf.md §2).
Example: 2.300 registered, 2.288 pledged → 99,4 %: "gần đạt"; 17 groups of which 3 have no household → no data.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from criteria.criterion import Measurement, RatioCriterion
from criteria.row_kinds import HOUSEHOLDS
from criteria.tallies import ONE, ZERO, Place, Scope, Sums, Tally, number
from pledges.queries.figures import households, pledges
from wards.enums import GroupKind


class HouseholdPledge(RatioCriterion):
    code = "household_pledge"
    number = 6
    title = _("100 % đại diện hộ gia đình ký cam kết về phòng, chống ma túy")
    short_title = _("Hộ ký cam kết")
    legal_basis = _("Kế hoạch của UBND thành phố Lào Cai năm 2023, tiêu chí 6")
    responsible = _("Tổ trưởng, trưởng thôn")
    lacking_word = _("hộ chưa ký cam kết")
    missing_words = ngettext_lazy(
        "thiếu số liệu hộ của %(count)s tổ, thôn",
        "thiếu số liệu hộ của %(count)s tổ, thôn",
        "count",
    )
    row_kind = HOUSEHOLDS
    view_permission = Permission.VIEW_HOUSEHOLDS

    def tallies(self, scope: Scope) -> Sequence[Tally]:
        registered = households(scope.day)
        signed = pledges(scope.day).annotate(group_ref=F("group_id"))
        count = number(Count("group_id"))  # the covering index holds no other column
        return [
            Tally(self.code, scope, registered, total=count, seen=ONE, neighbourhoods_only=True),
            Tally(self.code, scope, signed, total=ZERO, passed=count, neighbourhoods_only=True),
        ]

    def to_measurement(self, place: Place, sums: Sums) -> Measurement:
        whole = max(sums.total, place.declared_households)
        groups = max(place.counted_groups, place.declared_groups)
        empty = max(groups - sums.seen, 0)
        return Measurement(sums.passed, whole, empty, place.counted_groups > 0)

    def rows(self, day: date) -> QuerySet[Any]:
        counted = households(day).exclude(group__kind=GroupKind.OTHER_PLACE)
        return counted.annotate(passes=Q(is_signed=True))
