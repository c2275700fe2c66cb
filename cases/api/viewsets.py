"""`/api/v1/people/`, `/dossiers/` and `/visits/`, with the rights and actions of the screens."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_view
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.status import HTTP_201_CREATED

from accounts.permissions import Permission
from cases.actions.dossiers import close_dossier, open_dossier
from cases.actions.people import edit_person, read_person, register_person
from cases.actions.statuses import move_status
from cases.actions.visits import record_visit
from cases.api import inputs
from cases.api.filters import DossierFilter, VisitFilter
from cases.api.serializers import (
    DossierSerializer,
    PersonFileSerializer,
    PersonSerializer,
    RegisteredSerializer,
    StatusSerializer,
    VisitLineSerializer,
    VisitSerializer,
)
from cases.filters import PersonFilter
from cases.models import Dossier, Person, Visit
from cases.models.person import EDITABLE
from cases.queries.people_list import with_standing
from cases.queries.person_file import person_file, with_check_rule
from cases.queries.rights import people_to_list, sees_files
from cases.queries.search import namesakes
from wards.api.base import Call, ScopedViewSet, api_operation


class PersonalViewSet(ListModelMixin, ScopedViewSet[Any]):
    """Base of the view sets: an input checks what is sent, then ONE action saves it."""

    view_permission = Permission.VIEW_PEOPLE
    write_permission = Permission.EDIT_PEOPLE

    def sent(self, kind: type[Serializer[Any]]) -> dict[str, Any]:
        """Returns the checked values of the body; raises DRF's ValidationError."""
        checked = kind(data=self.request.data, context=self.get_serializer_context())
        checked.is_valid(raise_exception=True)
        values: dict[str, Any] = checked.validated_data
        return values


@extend_schema_view(list=api_operation(_("Danh sách người trong phạm vi của bạn")))
class PersonViewSet(PersonalViewSet):
    """People in the user's places; a clinic sees those with substitution treatment."""

    queryset = Person.objects.all()
    serializer_class = PersonSerializer
    filterset_class = PersonFilter
    or_permissions = (Permission.VIEW_TREATED_PEOPLE,)

    def get_queryset(self) -> QuerySet[Any]:
        if self.action != "list" or getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        return with_standing(people_to_list(self.request.user), timezone.localdate())

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {"whole": sees_files(self.request.user)}

    @api_operation(
        _("Hồ sơ một người; lần xem được ghi vào nhật ký"), responses=PersonFileSerializer
    )
    def retrieve(self, request: Call, pk: str) -> Response:
        today = timezone.localdate()
        self.queryset = with_check_rule(Person.objects.all(), today)
        person = read_person(by=request.user, person=self.get_object())
        return Response(PersonFileSerializer(person_file(request.user, person, today)).data)

    @api_operation(
        _("Tìm người theo số định danh"),
        request=inputs.PersonQuestion,
        responses=PersonSerializer,
    )
    @action(detail=False, methods=["post"], only_reads=True)
    def find(self, request: Call) -> Response:
        number = self.sent(inputs.PersonQuestion)["id_number"]
        seen = Person.objects.all().visible_to(request.user)
        return Response(self._line(get_object_or_404(seen.with_id_number(number))))

    @api_operation(
        _("Lập hồ sơ người mới"),
        request=inputs.NewPersonInput,
        responses={201: RegisteredSerializer},
    )
    def create(self, request: Call) -> Response:
        values = self.sent(inputs.NewPersonInput)
        person = {name: values.pop(name) for name in EDITABLE if name in values}
        seen = Person.objects.all().visible_to(request.user)
        new = register_person(by=request.user, person=person, **values)
        alike = namesakes(seen.exclude(pk=new.pk), new.full_name, new.birth_year)
        return Response(self._line(new, RegisteredSerializer, namesakes=alike), HTTP_201_CREATED)

    @api_operation(
        _("Sửa thông tin người; gửi kèm phiên bản đã đọc"),
        request=inputs.PersonChange,
        responses=PersonSerializer,
    )
    def partial_update(self, request: Call, pk: str) -> Response:
        person, values = self.get_object(), self.sent(inputs.PersonChange)
        version = values.pop("version")
        edit_person(by=request.user, person=person, expected_version=version, changes=values)
        return Response(self._line(person))

    @api_operation(
        _("Chuyển diện quản lý"),
        request=inputs.StatusMove,
        responses={201: StatusSerializer},
    )
    @action(
        detail=True,
        methods=["post"],
        url_path="move-status",
        write_permission=Permission.MOVE_STATUS,
    )
    def move_status(self, request: Call, pk: str) -> Response:
        period = move_status(
            by=request.user, person=self.get_object(), **self.sent(inputs.StatusMove)
        )
        return Response(StatusSerializer(period).data, HTTP_201_CREATED)

    def _line(
        self, person: Person, kind: type[PersonSerializer] = PersonSerializer, **context: Any
    ) -> Any:
        rows = with_standing(Person.objects.filter(pk=person.pk), timezone.localdate())
        return kind(rows.get(), context=self.get_serializer_context() | context).data


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

    @api_operation(_("Lập hồ sơ"), request=inputs.DossierInput, responses={201: DossierSerializer})
    def create(self, request: Call) -> Response:
        dossier = open_dossier(by=request.user, **self.sent(inputs.DossierInput))
        return Response(self.get_serializer(dossier).data, HTTP_201_CREATED)

    @api_operation(_("Đóng hồ sơ"), request=inputs.DossierEnd, responses=DossierSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Call, pk: str) -> Response:
        dossier = self.get_object()
        close_dossier(by=request.user, dossier=dossier, **self.sent(inputs.DossierEnd))
        return Response(self.get_serializer(dossier).data)


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
        _("Ghi lần kiểm tra cư trú"), request=inputs.VisitInput, responses={201: VisitSerializer}
    )
    def create(self, request: Call) -> Response:
        visit = record_visit(by=request.user, **self.sent(inputs.VisitInput))
        return Response(VisitSerializer(visit).data, HTTP_201_CREATED)
