"""`/api/v1/people/`, with the rights and actions of the screens; identity numbers are masked."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from accounts.permissions import Permission
from cases.actions.people import edit_person, read_person, register_person
from cases.actions.statuses import move_status
from cases.api.base import PersonalViewSet
from cases.api.person_file import PersonFileSerializer
from cases.enums import AbsenceReason, ResidenceKind
from cases.filters import PersonFilter
from cases.models import Person, StatusPeriod
from cases.models.person import EDITABLE
from cases.queries.choices import groups_to_choose, officers_to_choose
from cases.queries.people_list import lines_of, with_standing
from cases.queries.person_file import person_file, with_check_rule
from cases.queries.rights import people_to_list, sees_files
from cases.queries.search import namesake_warning, namesakes
from cases.statuses import COURSE_END_CHOICES, END_CHOICES, FIRST_STATUSES, EndReason, PersonStatus
from cases.validators import check_id_number
from wards.api.base import Call, api_operation, resource
from wards.api.fields import BIGGEST_NUMBER, Day, FieldsInput, Input, Ref, Text
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer

#: The values of a list that only users who read whole files see.
_OF_FILES = ("status", "status_label", "since", "last_visit")


class PersonSerializer(serializers.ModelSerializer[Person]):
    """One person in a list; the instance is a row of `with_standing`."""

    id_number = serializers.CharField(source="masked_id_number", help_text="010••••••123")
    group_name = serializers.CharField(source="place")
    status = serializers.ChoiceField(choices=PersonStatus.choices, allow_null=True)
    status_label = serializers.SerializerMethodField()
    since = serializers.DateField(allow_null=True)
    absence = serializers.ChoiceField(source="away", choices=AbsenceReason.choices, allow_null=True)
    last_visit = serializers.DateField(allow_null=True)
    treated_since = serializers.DateField(allow_null=True)
    lacks = serializers.SerializerMethodField()
    officer_name = serializers.CharField(source="officer.full_name", allow_null=True, default=None)

    class Meta:
        model = Person
        fields = [
            "id",
            "version",
            "full_name",
            "birth_year",
            "sex",
            "id_number",
            "group_name",
            "status",
            "status_label",
            "since",
            "absence",
            "last_visit",
            "treated_since",
            "lacks",
            "officer",
            "officer_name",
            "is_demo",
        ]

    def get_status_label(self, person: Any) -> str | None:
        return str(PersonStatus(person.status).label)

    def get_lacks(self, person: Any) -> list[str]:
        (line,) = lines_of([person])
        return [str(label) for label in line.lacks]

    def to_representation(self, instance: Person) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if not self.context.get("whole"):
            shown |= dict.fromkeys(_OF_FILES) | {"lacks": []}
        return shown


class RegisteredSerializer(PersonSerializer):
    """The person just registered, and whom the sender should compare them with."""

    warnings = serializers.SerializerMethodField()

    class Meta(PersonSerializer.Meta):
        fields = [*PersonSerializer.Meta.fields, "warnings"]

    def get_warnings(self, _person: Person) -> list[str]:
        return [namesake_warning(other) for other in self.context["namesakes"]]


class StatusSerializer(serializers.ModelSerializer[StatusPeriod]):
    status_label = serializers.CharField(source="get_status_display", read_only=True)

    class Meta:
        model = StatusPeriod
        fields = [
            "id",
            "person",
            "status",
            "status_label",
            "valid_from",
            "valid_to",
            "decision_number",
            "decision_date",
            "issuer",
            "legal_basis",
            "term_end",
            "end_reason",
        ]


def _editable_groups(user: Officer) -> GroupQuerySet:
    return groups_to_choose(user, Permission.EDIT_PEOPLE)


class PersonInput(FieldsInput):
    """What Form 05 asks about a person."""

    officer = Ref(officers_to_choose, required=False)

    class Meta:
        model = Person
        fields = EDITABLE


class PersonQuestion(Input):
    """The whole identity number (CCCD or old CMND) of the person to find."""

    id_number = Text(max_length=20)

    def validate_id_number(self, typed: str) -> str:
        return check_id_number(typed)


class NewPersonInput(PersonInput):
    """A person, where they live and their first status."""

    group = Ref(_editable_groups)
    since = Day()
    residence_kind = serializers.ChoiceField(choices=ResidenceKind.choices, required=False)
    address = Text(required=False, allow_blank=True)
    status = serializers.ChoiceField(
        choices=[(status.value, status.label) for status in FIRST_STATUSES]
    )
    status_from = Day(required=False, allow_null=True)
    decision_number = Text(max_length=60, required=False, allow_blank=True)
    decision_date = Day(required=False, allow_null=True)
    issuer = Text(max_length=160, required=False, allow_blank=True)
    unusual_reason = Text(max_length=200, required=False, allow_blank=True)
    is_another = serializers.BooleanField(
        required=False,
        help_text=_("Đúng là người khác, dù trùng họ tên, ngày sinh, tổ với một hồ sơ chưa có số."),
    )

    class Meta(PersonInput.Meta):
        fields = (
            *EDITABLE,
            "group",
            "since",
            "residence_kind",
            "address",
            "status",
            "status_from",
            "decision_number",
            "decision_date",
            "issuer",
            "unusual_reason",
            "is_another",
        )


class PersonChange(PersonInput):
    """A correction of the version that was read; values that are not sent stay as they are."""

    version = serializers.IntegerField(min_value=1, max_value=BIGGEST_NUMBER)

    class Meta(PersonInput.Meta):
        fields = (*EDITABLE, "version")
        extra_kwargs = {name: {"required": False} for name in EDITABLE}


class StatusMove(Input):
    """A move to another status: its day, and the decision behind it."""

    to = serializers.ChoiceField(choices=PersonStatus.choices)
    on_day = Day()
    end_reason = serializers.ChoiceField(choices=END_CHOICES, required=False)
    rehab_end_reason = serializers.ChoiceField(choices=COURSE_END_CHOICES, required=False)
    substitution_end_reason = serializers.ChoiceField(choices=COURSE_END_CHOICES, required=False)
    unusual_reason = Text(max_length=200, required=False, allow_blank=True)
    decision_number = Text(max_length=60, required=False, allow_blank=True)
    decision_date = Day(required=False, allow_null=True)
    issuer = Text(max_length=160, required=False, allow_blank=True)
    term_end = Day(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        reason = attrs.get("end_reason", EndReason.NEXT_STATUS)
        if attrs["to"] == PersonStatus.ENDED and reason == EndReason.NEXT_STATUS:
            raise serializers.ValidationError({"end_reason": _("Chọn lý do chấm dứt quản lý.")})
        return attrs


@resource("people")
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
        request=PersonQuestion,
        responses=PersonSerializer,
    )
    @action(detail=False, methods=["post"], only_reads=True)
    def find(self, request: Call) -> Response:
        number = self.sent(PersonQuestion)["id_number"]
        seen = Person.objects.all().visible_to(request.user)
        return Response(self._line(get_object_or_404(seen.with_id_number(number))))

    @api_operation(
        _("Lập hồ sơ người mới"),
        request=NewPersonInput,
        responses={201: RegisteredSerializer},
    )
    def create(self, request: Call) -> Response:
        values = self.sent(NewPersonInput)
        person = {name: values.pop(name) for name in EDITABLE if name in values}
        seen = Person.objects.all().visible_to(request.user)
        new = register_person(by=request.user, person=person, **values)
        alike = namesakes(seen.exclude(pk=new.pk), new.full_name, new.birth_year)
        return Response(self._line(new, RegisteredSerializer, namesakes=alike), HTTP_201_CREATED)

    @api_operation(
        _("Sửa thông tin người; gửi kèm phiên bản đã đọc"),
        request=PersonChange,
        responses=PersonSerializer,
    )
    def partial_update(self, request: Call, pk: str) -> Response:
        person, values = self.get_object(), self.sent(PersonChange)
        version = values.pop("version")
        edit_person(by=request.user, person=person, expected_version=version, changes=values)
        return Response(self._line(person))

    @api_operation(
        _("Chuyển diện quản lý"),
        request=StatusMove,
        responses={201: StatusSerializer},
    )
    @action(
        detail=True,
        methods=["post"],
        url_path="move-status",
        write_permission=Permission.MOVE_STATUS,
    )
    def move_status(self, request: Call, pk: str) -> Response:
        period = move_status(by=request.user, person=self.get_object(), **self.sent(StatusMove))
        return Response(StatusSerializer(period).data, HTTP_201_CREATED)

    def _line(
        self, person: Person, kind: type[PersonSerializer] = PersonSerializer, **context: Any
    ) -> Any:
        rows = with_standing(Person.objects.filter(pk=person.pk), timezone.localdate())
        return kind(rows.get(), context=self.get_serializer_context() | context).data
