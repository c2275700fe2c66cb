"""Filters of dossiers and visits in the API; those of people are in cases/filters.py."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import filters, filterset
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from cases.models import Dossier, Person, Visit
from foundation.dated import OPEN
from wards.api.fields import Day


def _people(request: HttpRequest | None) -> QuerySet[Person]:
    if request is None:  # the API description is built without a request
        return Person.objects.none()
    return Person.objects.all().visible_to(request.user)


@extend_schema_field(OpenApiTypes.INT)
class PersonIdFilter(filters.ModelChoiceFilter):
    """A person in the user's scope; any other id is refused like one that does not exist."""


class DayFilter(filters.DateFilter):
    """A day, with the format and the error message of the whole API."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"invalid": Day.default_error_messages["invalid"]}
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=words, **kwargs)


class DossierFilter(filterset.FilterSet):
    """Filters dossiers by person, kind, and open or closed."""

    person = PersonIdFilter(queryset=_people, label=_("Người"))
    state = filters.ChoiceFilter(
        choices=[("open", _("đang mở")), ("closed", _("đã đóng"))],
        method="in_state",
        label=_("Tình trạng"),
    )

    class Meta:
        model = Dossier
        fields = ["kind"]

    def in_state(self, rows: QuerySet[Dossier], _name: str, state: str) -> QuerySet[Dossier]:
        return rows.filter(valid_to=OPEN) if state == "open" else rows.exclude(valid_to=OPEN)


class VisitFilter(filterset.FilterSet):
    """Filters visits by person, result, first day and last day."""

    person = PersonIdFilter(queryset=_people, label=_("Người"))
    first = DayFilter(field_name="visited_on", lookup_expr="gte", label=_("Từ ngày"))
    last = DayFilter(field_name="visited_on", lookup_expr="lte", label=_("Đến ngày"))

    class Meta:
        model = Visit
        fields = ["result"]
