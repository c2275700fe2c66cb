"""Criterion 4: every addict present in the area has a treatment dossier.

Text: "100% người nghiện ma túy có mặt tại địa bàn được lập hồ sơ áp dụng các hình thức cai nghiện phù
hợp" (plan of Lào Cai city, 2023).
Inputs: people whose status on the day is "addict" and who are not recorded as absent that day; their
treatment dossiers in force that day.
Formula: present addicts with a treatment dossier / present addicts; met at 100 %, or when none is present.
Edges: "có mặt" is narrower than criterion 3: an addict who is in a centre, detained, gone or missing on the
day is left out, and counts again from the day of return.
Example: 5 addicts, one of them in a centre; 3 of the 4 present have a dossier → 3/4: not met.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.queries.required_dossiers import ADDICT_TREATMENT
from criteria.criterion import RatioCriterion
from criteria.row_kinds import PEOPLE


class AddictTreatment(RatioCriterion):
    code = "addict_treatment"
    number = 4
    title = _(
        "100 % người nghiện có mặt tại địa bàn được lập hồ sơ áp dụng hình thức cai nghiện phù hợp"
    )
    short_title = _("Có mặt – có hồ sơ cai nghiện")
    legal_basis = _("Kế hoạch của UBND thành phố Lào Cai năm 2023, tiêu chí 4")
    responsible = _("Công an xã, phường")
    lacking_word = _("người nghiện có mặt chưa có hồ sơ cai nghiện")
    row_kind = PEOPLE
    view_permission = Permission.VIEW_PEOPLE
    counts_people = True

    def rows(self, day: date) -> QuerySet[Any]:
        return ADDICT_TREATMENT.asked_of(day).annotate(passes=Q(file__isnull=False))
