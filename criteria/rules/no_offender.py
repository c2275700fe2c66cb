"""Decision 28/2025, criterion 2: no resident breaks drug law in the area, no fugitive hides there.

Text: Decision 28/2025/QĐ-TTg Art. 6.2; the period of Art. 7 runs from 15/12 to 14/12.
Inputs: people in incidents of the running period up to the day who live in a group; people in any
incident who are wanted on the day and were last known in a group.
Formula: met when the count is 0.
Edges: offenders who live elsewhere do not count against the ward, and an offence elsewhere counts in the ward
where the offender lives. The text can be read either way, and this reading never calls a ward drug-free by
mistake. A person with a file who is in two incidents, or in one and wanted, counts once; without a file, each
incident counts. On 15/12 the count starts again, but fugitives still count.
Example: period from 15/12/2025, one resident arrested on 03/03/2026 → missed from 03/03 to 14/12/2026.
"""

from datetime import date
from typing import Any

from django.db.models import BooleanField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from criteria.criterion import ZeroCriterion
from criteria.period import period_start
from criteria.row_kinds import OFFENDERS
from incidents.queries.figures import resident_offenders


class NoOffender(ZeroCriterion):
    code = "no_offender"
    number = 2
    title = _(
        "Không có người cư trú vi phạm pháp luật về ma túy trên địa bàn, không có đối tượng truy nã ẩn náu"
    )
    short_title = _("Không người vi phạm, đối tượng truy nã")
    legal_basis = _("Quyết định 28/2025/QĐ-TTg, Điều 6 khoản 2")
    responsible = _("Công an xã, phường")
    lacking_word = _("người vi phạm, truy nã")
    unit = ngettext_lazy("%(shown)s người", "%(shown)s người", "count")
    row_kind = OFFENDERS
    view_permission = Permission.VIEW_HOTSPOTS
    counts_people = True

    def rows(self, day: date) -> QuerySet[Any]:
        return resident_offenders(period_start(day), day).annotate(
            passes=Value(False, BooleanField())
        )
