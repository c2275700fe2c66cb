"""`/api/v1/dossiers/`, with the rights and actions of the screens."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters, filterset
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from cases.actions.dossiers import close_dossier, open_dossier
from cases.actions.people import read_person
from cases.api.base import PersonalViewSet, PersonIdFilter, editable_people, people_seen
from cases.enums import DossierKind
from cases.models import Dossier
from cases.statuses import DOSSIER_FORMS
from foundation.dated import OPEN
from wards.api.base import Call, api_operation, resource
from wards.api.fields import Day, Input, Ref, Text

_PAPERS = sorted({row.code for rows in DOSSIER_FORMS.values() for row in rows})


class DossierFilter(filterset.FilterSet):
    """Filters dossiers by person, kind, and open or closed."""

    person = PersonIdFilter(queryset=people_seen, label=_("Người"))
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


class DossierSerializer(serializers.ModelSerializer[Dossier]):
    person_name = serializers.CharField(source="person.full_name", read_only=True)
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    forms = serializers.SerializerMethodField()

    class Meta:
        model = Dossier
        fields = [
            "id",
            "person",
            "person_name",
            "kind",
            "kind_label",
            "number",
            "valid_from",
            "valid_to",
            "legal_basis",
            "close_reason",
            "forms",
            "required_forms",
        ]

    def get_forms(self, dossier: Dossier) -> list[str]:
        return [form.code for form in dossier.forms.all()]


class DossierInput(Input):
    """A dossier and the papers that are already in it."""

    person = Ref(editable_people)
    kind = serializers.ChoiceField(choices=DossierKind.choices)
    opened_on = Day()
    number = Text(max_length=60, required=False, allow_blank=True)
    forms = serializers.ListField(
        child=serializers.ChoiceField(choices=_PAPERS), required=False, max_length=len(_PAPERS)
    )

    def validate_forms(self, codes: list[str]) -> list[str]:
        """Drops repeated codes: a paper named twice is in the dossier once."""
        return list(dict.fromkeys(codes))


class DossierEnd(Input):
    """The day from which a dossier no longer counts, and the reason."""

    closed_on = Day()
    reason = Text()


@resource("dossiers")
@extend_schema_view(list=api_operation(_("Danh sách hồ sơ")))
class DossierViewSet(PersonalViewSet):
    """Dossiers of the people in the user's places."""

    queryset = Dossier.objects.select_related("person").prefetch_related("forms")
    serializer_class = DossierSerializer
    filterset_class = DossierFilter

    @api_operation(_("Một hồ sơ; lần xem được ghi vào nhật ký"))
    def retrieve(self, request: Call, pk: str) -> Response:
        dossier = self.get_object()
        read_person(by=request.user, person=dossier.person)
        return Response(self.get_serializer(dossier).data)

    @api_operation(_("Lập hồ sơ"), request=DossierInput, responses={201: DossierSerializer})
    def create(self, request: Call) -> Response:
        dossier = open_dossier(by=request.user, **self.sent(DossierInput))
        return Response(self.get_serializer(dossier).data, HTTP_201_CREATED)

    @api_operation(_("Đóng hồ sơ"), request=DossierEnd, responses=DossierSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Call, pk: str) -> Response:
        dossier = self.get_object()
        close_dossier(by=request.user, dossier=dossier, **self.sent(DossierEnd))
        return Response(self.get_serializer(dossier).data)
