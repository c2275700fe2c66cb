"""Narrowing lists of dossiers and visits (people: cases/filters.py, as on the screen)."""

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
    if request is None:  # the API description asks without one
        return Person.objects.none()
    return Person.objects.all().visible_to(request.user)


@extend_schema_field(OpenApiTypes.INT)
class PersonIdFilter(filters.ModelChoiceFilter):
    """A person in scope; a foreign id is refused like one that does not exist."""


class DayFilter(filters.DateFilter):
    """A day written, and refused, as everywhere in the API."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"invalid": Day.default_error_messages["invalid"]}
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=words, **kwargs)  # type: ignore[no-untyped-call]  # the library has no types


class DossierFilter(filterset.FilterSet):
    """Of one person, of a kind, open or closed."""

    person = PersonIdFilter(queryset=_people, label=_("Người"))  # type: ignore[no-untyped-call]  # the library has no types
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
    """Of one person, with a result, between two days."""

    person = PersonIdFilter(queryset=_people, label=_("Người"))  # type: ignore[no-untyped-call]  # the library has no types
    first = DayFilter(field_name="visited_on", lookup_expr="gte", label=_("Từ ngày"))
    last = DayFilter(field_name="visited_on", lookup_expr="lte", label=_("Đến ngày"))

    class Meta:
        model = Visit
        fields = ["result"]
