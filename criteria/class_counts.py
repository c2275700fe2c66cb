"""The four counts of the class calculator in a ward (Decision 28/2025/QĐ-TTg Art. 4 a to d) and their rows.

A page opens the rows behind a count as it opens those behind the figure of a criterion. But the counts
are not criteria: no count is met or missed by itself, only the four together give a class.
"""

from datetime import date
from typing import Any, ClassVar

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.permissions import Permission
from cases.models import Dossier
from cases.queries.figures import residents_in_status
from cases.statuses import PersonStatus
from criteria.criterion import Criterion, Words, ZeroCriterion
from criteria.period import period_start
from criteria.row_kinds import OFFENDERS, PEOPLE, PLANT_INCIDENTS
from criteria.rules.no_use_point import NoUsePoint
from foundation.dated import in_force
from incidents.models import IncidentPerson
from incidents.queries.figures import incidents_between

_BLOCKING = Value(False, BooleanField())
_ARTICLE = _("Quyết định 28/2025/QĐ-TTg, Điều 4")


class ClassCount(ZeroCriterion):
    """Base of the four counts; the ward's police are responsible for each of them."""

    #: Title of the count with the letter that Art. 4 gives it.
    letter_title: ClassVar[Words]
    legal_basis = _ARTICLE
    responsible = _("Công an xã, phường")


class UsersWithFile(ClassCount):
    """a) Counts addicts and illegal users who live in the ward and have a dossier of any kind open that day."""

    code = "class_users"
    letter_title = _("a) Người nghiện, sử dụng có hồ sơ")
    number = 1
    title = _("Người nghiện, người sử dụng trái phép có hồ sơ")
    short_title = _("Người nghiện, sử dụng có hồ sơ")
    lacking_word = _("người có hồ sơ")
    unit = ngettext_lazy("%(shown)s người", "%(shown)s người", "count")
    row_kind = PEOPLE
    view_permission = Permission.VIEW_PEOPLE
    counts_people = True

    def rows(self, day: date) -> QuerySet[Any]:
        users = residents_in_status([PersonStatus.ADDICT, PersonStatus.ILLEGAL_USE], day)
        files = Dossier.objects.filter(in_force(day), person=OuterRef("pk"))
        return users.filter(Exists(files)).annotate(passes=_BLOCKING)


class UsePoints(NoUsePoint, ClassCount):
    """b) Counts verified points of organised use on the day, by the same rule as criterion 3 of Art. 6."""

    code = "class_points"
    letter_title = _("b) Điểm tổ chức, chứa chấp")
    number = 2
    legal_basis = _ARTICLE


class Arrested(ClassCount):
    """c) Counts people arrested in incidents in the ward from the start of the period to the day."""

    code = "class_arrested"
    letter_title = _("c) Đối tượng bị bắt trong kỳ")
    number = 3
    title = _("Đối tượng bị bắt trong kỳ")
    short_title = _("Đối tượng bị bắt trong kỳ")
    lacking_word = _("đối tượng bị bắt")
    unit = ngettext_lazy("%(shown)s người", "%(shown)s người", "count")
    row_kind = OFFENDERS
    view_permission = Permission.VIEW_HOTSPOTS
    counts_people = True

    def rows(self, day: date) -> QuerySet[Any]:
        happened = Q(incident__happened_on__range=(period_start(day), day))
        return IncidentPerson.objects.filter(happened, is_arrested=True).annotate(
            group_ref=F("incident__group_id"), since=F("incident__happened_on"), passes=_BLOCKING
        )


class PlantIncidents(ClassCount):
    """d) Counts incidents since the period began in which drug plants were destroyed.

    The class depends on the number of plants and on their area in m², not on the number of incidents.
    """

    code = "class_plants"
    letter_title = _("d) Cây có chất ma túy đã phá bỏ")
    number = 4
    title = _("Vụ phá bỏ cây có chất ma túy trong kỳ")
    short_title = _("Vụ phá bỏ cây có chất ma túy")
    lacking_word = _("vụ phá bỏ cây")
    unit = ngettext_lazy("%(shown)s vụ", "%(shown)s vụ", "count")
    row_kind = PLANT_INCIDENTS
    view_permission = Permission.VIEW_HOTSPOTS

    def rows(self, day: date) -> QuerySet[Any]:
        condition = Q(plants_destroyed__gt=0) | Q(plants_area_m2__gt=0)
        incidents = incidents_between(period_start(day), day).filter(condition)
        return incidents.annotate(since=F("happened_on"), passes=_BLOCKING)


CLASS_COUNTS: tuple[ClassCount, ...] = (UsersWithFile(), UsePoints(), Arrested(), PlantIncidents())


def class_count(code: str) -> Criterion | None:
    """Returns the class count with that code, or None if there is none."""
    return next((class_count for class_count in CLASS_COUNTS if class_count.code == code), None)
