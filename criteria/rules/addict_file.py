"""Criterion 3: every addict in the area has a management dossier.

Text: "100% người nghiện ma túy trên địa bàn có hồ sơ quản lý" (plan of Lào Cai city, 2023).
Inputs: people whose status on the day is "addict", in the group where they live that day, present or
not; their management dossiers open that day.
Formula: addicts with an open management dossier / all addicts; met at 100 %, or when there are none.
Edges: "trên địa bàn" includes addicts who are away (in a centre, detained, missing). After a move, the
person counts in the new group from the day of the move. A dossier closed on the day no longer counts.
Example: 25 addicts, 2 of them without a dossier → 23/25 = 92 %: not met; 24/25 = 96 %: "gần đạt".
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.queries.required_dossiers import ADDICT_FILE
from criteria.criterion import RatioCriterion
from criteria.row_kinds import PEOPLE


class AddictFile(RatioCriterion):
    code = "addict_file"
    number = 3
    title = _("100 % người nghiện ma túy trên địa bàn có hồ sơ quản lý")
    short_title = _("Người nghiện có hồ sơ quản lý")
    legal_basis = _("Kế hoạch của UBND thành phố Lào Cai năm 2023, tiêu chí 3")
    responsible = _("Công an xã, phường")
    lacking_word = _("người nghiện chưa có hồ sơ quản lý")
    row_kind = PEOPLE
    view_permission = Permission.VIEW_PEOPLE
    counts_people = True

    def rows(self, day: date) -> QuerySet[Any]:
        return ADDICT_FILE.asked_of(day).annotate(passes=Q(file__isnull=False))
