"""Decision 28/2025, criterion 1: no resident who is addicted or illegally uses drugs.

Text: Decision 28/2025/QĐ-TTg Art. 6.1: no person currently residing there is addicted or illegally uses
drugs, except those on substitution treatment, in family or community rehabilitation, or under
management after rehabilitation.
Inputs: residents with status "addict" or "illegal use" on the day; their treatments in force that day.
Formula: count those without substitution, family or community treatment; met when the count is 0.
Edges: a person in a centre, detained or otherwise away is not currently residing and does not count. People
under one-year management for illegal use count, because they are not among the exceptions. Suspected use does
not count.
Example: 15 addicts on methadone, 10 after rehabilitation, 3 suspected of use → 0: met.
"""

from datetime import date
from typing import Any

from django.db.models import BooleanField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from cases.enums import TreatmentForm
from cases.queries.figures import not_treated, present, residents_in_status
from cases.statuses import PersonStatus
from criteria.criterion import ZeroCriterion
from criteria.row_kinds import PEOPLE

_EXEMPT = (TreatmentForm.SUBSTITUTION, TreatmentForm.FAMILY, TreatmentForm.COMMUNITY)


class NoUser(ZeroCriterion):
    code = "no_user"
    number = 1
    title = _(
        "Không có người đang cư trú nghiện hoặc sử dụng trái phép chất ma túy (trừ trường hợp được loại trừ)"
    )
    short_title = _("Không người nghiện, người sử dụng trái phép")
    legal_basis = _("Quyết định 28/2025/QĐ-TTg, Điều 6 khoản 1")
    responsible = _("Công an xã, phường")
    lacking_word = _("người thuộc diện phải tính")
    unit = ngettext_lazy("%(shown)s người", "%(shown)s người", "count")
    row_kind = PEOPLE
    view_permission = Permission.VIEW_PEOPLE
    counts_people = True

    def rows(self, day: date) -> QuerySet[Any]:
        users = residents_in_status([PersonStatus.ADDICT, PersonStatus.ILLEGAL_USE], day)
        counted = not_treated(present(users, day), _EXEMPT, day)
        return counted.annotate(passes=Value(False, BooleanField()))
