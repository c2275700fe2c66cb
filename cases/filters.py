"""The filters of the list of people, which the screen and the API share."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.forms import TextInput
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import filters, filterset
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from accounts.permissions import Permission
from cases.models import Person
from cases.models.person import PersonQuerySet
from cases.queries.choices import group_label, groups_to_choose
from cases.queries.required_dossiers import REQUIRED_DOSSIERS, lacking
from cases.queries.rights import sees_files
from cases.queries.search import SOON, away_on, matching, with_check_overdue, with_term
from cases.statuses import MANAGED_STATUSES, PersonStatus
from cases.validators import refuse_id_number
from foundation.dated import OPEN
from foundation.validators import EARLIEST
from wards.models import NeighbourhoodGroup

#: The filters by their names in the URL.
SEARCHED = ("q", "status", "group", "presence", "lack", "due")
#: Filters that the screen hides until the user opens them.
FOLDED_AWAY = {"presence", "lack", "due"}
#: Filters for users who may read whole files.
_OF_FILES = ("status", "lack", "due")


def _groups(request: HttpRequest | None) -> QuerySet[Any]:
    if request is None:  # the API description is built without a request
        return NeighbourhoodGroup.objects.none()
    return groups_to_choose(request.user, Permission.VIEW_PEOPLE, Permission.VIEW_TREATED_PEOPLE)


class PersonFilter(filterset.FilterSet):
    """Filters by name without accents, dossier number, status, group, presence, dossiers, terms.

    An identity number is sent by POST to stay out of URLs: `PersonFind`, `people/find/`.
    """

    q = filters.CharFilter(
        method="search",
        label=_("Tên, số định danh, số hồ sơ"),
        validators=[refuse_id_number],
        widget=TextInput(attrs={"autocomplete": "off"}),
    )
    status = filters.ChoiceFilter(
        choices=[("managed", _("trong diện quản lý")), *PersonStatus.choices],
        method="in_status",
        label=_("Diện quản lý"),
    )
    group = filters.ModelChoiceFilter(queryset=_groups, method="in_group", label=_("Tổ, thôn"))
    presence = filters.ChoiceFilter(
        choices=[("present", _("có mặt")), ("away", _("vắng mặt"))],
        method="in_presence",
        label=_("Có mặt tại địa bàn"),
    )
    lack = filters.ChoiceFilter(
        choices=[
            ("any", _("thiếu hồ sơ (bất kỳ)")),
            *((required.code, required.label) for required in REQUIRED_DOSSIERS),
        ],
        method="in_lack",
        label=_("Thiếu hồ sơ"),
    )
    due = filters.ChoiceFilter(
        choices=[
            ("check", _("quá hạn kiểm tra cư trú")),
            ("soon", _("hết thời hạn trong 30 ngày")),
            ("over", _("đã quá thời hạn")),
        ],
        method="in_due",
        label=_("Hạn"),
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = self.request is None or sees_files(self.request.user)
        if not self.whole:
            for name in _OF_FILES:
                del self.filters[name]
            self.filters["q"].label = _("Tên, số định danh")
        self.filters["group"].field.label_from_instance = group_label

    def search(self, people: PersonQuerySet, _name: str, text: str) -> PersonQuerySet:
        return matching(people, text, by_dossier=self.whole)

    def in_status(self, people: PersonQuerySet, _name: str, status: str) -> PersonQuerySet:
        held = MANAGED_STATUSES if status == "managed" else (status,)
        return people.filter(statuses__valid_to=OPEN, statuses__status__in=held)

    @extend_schema_field(OpenApiTypes.INT)
    def in_group(
        self, people: PersonQuerySet, _name: str, group: NeighbourhoodGroup
    ) -> PersonQuerySet:
        return people.filter(residences__valid_to=OPEN, residences__group=group)

    def in_presence(self, people: PersonQuerySet, _name: str, presence: str) -> PersonQuerySet:
        away = away_on(people, timezone.localdate())
        return away if presence == "away" else people.exclude(pk__in=away.values("pk"))

    def in_lack(self, people: PersonQuerySet, _name: str, code: str) -> PersonQuerySet:
        return lacking(people, code, timezone.localdate())

    def in_due(self, people: PersonQuerySet, _name: str, due: str) -> PersonQuerySet:
        today = timezone.localdate()
        if due == "check":
            return with_check_overdue(people, today)
        if due == "soon":
            return with_term(people, today, today + SOON)
        return with_term(people, EARLIEST, today - timedelta(days=1))
