"""Criterion 5: everybody after rehabilitation has a management dossier.

Text: "100% người sau cai nghiện được lập hồ sơ quản lý theo quy định" (plan of Lào Cai city, 2023);
management after rehabilitation: Law 73/2021 Art. 40, Law 120/2025 Art. 42.
Inputs: people whose status on the day is "post-rehab"; their post-rehab dossiers open that day.
Formula: people with an open post-rehab dossier / all in that status; met at 100 %, or when there are none.
Edges: a management dossier from the time of addiction does not count. A person who leaves the list on a day
is not in the figure from that day on.
Example: 13 people, 3 without the dossier → 10/13 = 76,9 %: not met.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.queries.required_dossiers import POST_REHAB_FILE
from criteria.criterion import RatioCriterion
from criteria.row_kinds import PEOPLE


class PostRehabFile(RatioCriterion):
    code = "post_rehab_file"
    number = 5
    title = _("100 % người sau cai nghiện được lập hồ sơ quản lý theo quy định")
    short_title = _("Sau cai có hồ sơ quản lý")
    legal_basis = _("Kế hoạch của UBND thành phố Lào Cai năm 2023, tiêu chí 5")
    responsible = _("Công an xã, phường")
    lacking_word = _("người sau cai chưa có hồ sơ quản lý")
    row_kind = PEOPLE
    view_permission = Permission.VIEW_PEOPLE
    counts_people = True

    def rows(self, day: date) -> QuerySet[Any]:
        return POST_REHAB_FILE.asked_of(day).annotate(passes=Q(file__isnull=False))
