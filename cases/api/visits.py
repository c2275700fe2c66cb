"""`/api/v1/visits/`: residence checks, with the rights and actions of the screens."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import filters, filterset
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from cases.actions.people import read_person
from cases.actions.visits import record_visit
from cases.api.base import PersonalViewSet, PersonIdFilter, editable_people, people_seen
from cases.enums import VisitResult
from cases.models import Visit
from wards.api.base import Call, api_operation, resource
from wards.api.fields import Day, Input, LongText, Ref


class DayFilter(filters.DateFilter):
    """A day, with the format and the error message of the whole API."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"invalid": Day.default_error_messages["invalid"]}
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=words, **kwargs)


class VisitFilter(filterset.FilterSet):
    """Filters visits by person, result, first day and last day."""

    person = PersonIdFilter(queryset=people_seen, label=_("Người"))
    first = DayFilter(field_name="visited_on", lookup_expr="gte", label=_("Từ ngày"))
    last = DayFilter(field_name="visited_on", lookup_expr="lte", label=_("Đến ngày"))

    class Meta:
        model = Visit
        fields = ["result"]


class VisitLineSerializer(serializers.ModelSerializer[Visit]):
    """A visit in a list, without its note, which is read with the single visit."""

    person_name = serializers.CharField(source="person.full_name", read_only=True)
    result = serializers.ChoiceField(choices=VisitResult.choices)
    result_label = serializers.CharField(source="get_result_display", read_only=True)
    by_name = serializers.CharField(source="by.full_name", read_only=True)

    class Meta:
        model = Visit
        fields = ["id", "person", "person_name", "visited_on", "result", "result_label", "by_name"]


class VisitSerializer(VisitLineSerializer):
    class Meta:
        model = Visit
        fields = [*VisitLineSerializer.Meta.fields, "note"]


class VisitInput(Input):
    """One residence check."""

    person = Ref(editable_people)
    visited_on = Day()
    result = serializers.ChoiceField(choices=VisitResult.choices)
    has_returned = serializers.BooleanField(required=False)
    note = LongText(required=False, allow_blank=True)


@resource("visits")
@extend_schema_view(list=api_operation(_("Danh sách lần kiểm tra cư trú")))
class VisitViewSet(PersonalViewSet):
    """Residence checks of the people in the user's places."""

    queryset = Visit.objects.select_related("person", "by")
    serializer_class = VisitLineSerializer
    filterset_class = VisitFilter

    @api_operation(
        _("Một lần kiểm tra cư trú; lần xem được ghi vào nhật ký"), responses=VisitSerializer
    )
    def retrieve(self, request: Call, pk: str) -> Response:
        visit = self.get_object()
        read_person(by=request.user, person=visit.person)
        return Response(VisitSerializer(visit).data)

    @api_operation(
        _("Ghi lần kiểm tra cư trú"), request=VisitInput, responses={201: VisitSerializer}
    )
    def create(self, request: Call) -> Response:
        visit = record_visit(by=request.user, **self.sent(VisitInput))
        return Response(VisitSerializer(visit).data, HTTP_201_CREATED)
