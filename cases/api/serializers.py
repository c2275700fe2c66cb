"""People, dossiers and visits as the API shows them.

Identity numbers are masked, and a clinic sees no files.
"""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.enums import AbsenceReason, DossierKind, ResidenceKind, VisitResult
from cases.models import Dossier, Person, StatusPeriod, Visit
from cases.models.person import EDITABLE
from cases.queries.people_list import lines_of
from cases.queries.person_file import DossierFile, PersonFile
from cases.queries.search import namesake_warning
from cases.statuses import PersonStatus
from wards.api.base import LabelledOutput

Output = serializers.Serializer[Any]

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


#: The values that the file shows outside the background.
_ON_TOP = {"full_name", "birth_year", "sex", "id_number", "officer"}


class RegisteredSerializer(PersonSerializer):
    """The person just registered, and whom the sender should compare them with."""

    warnings = serializers.SerializerMethodField()

    class Meta(PersonSerializer.Meta):
        fields = [*PersonSerializer.Meta.fields, "warnings"]

    def get_warnings(self, _person: Person) -> list[str]:
        return [namesake_warning(other) for other in self.context["namesakes"]]


class BackgroundSerializer(serializers.ModelSerializer[Person]):
    """The background of Form 05, for users who read whole files."""

    class Meta:
        model = Person
        fields = [name for name in EDITABLE if name not in _ON_TOP]


class StaySerializer(Output):
    """One residence of the person."""

    group = serializers.IntegerField(source="group_id")
    group_name = serializers.CharField(source="group.name")
    ward = serializers.IntegerField(source="ward_id", allow_null=True)
    ward_name = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(choices=ResidenceKind.choices)
    address = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()


class CourseSerializer(LabelledOutput):
    """A status held or a treatment followed."""

    code = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()
    decision_number = serializers.CharField()
    decision_date = serializers.DateField(allow_null=True)
    issuer = serializers.CharField()
    legal_basis = serializers.CharField()
    term_end = serializers.DateField(allow_null=True)
    end_reason = serializers.CharField()


class PaperSerializer(LabelledOutput):
    """A required paper of a dossier and when it was filed (null = missing)."""

    code = serializers.CharField()
    filed_on = serializers.DateField(allow_null=True)


class DossierFileSerializer(Output):
    """A dossier of the person with its papers."""

    id = serializers.IntegerField(source="dossier.pk")
    kind = serializers.ChoiceField(source="dossier.kind", choices=DossierKind.choices)
    number = serializers.CharField(source="dossier.number")
    valid_from = serializers.DateField(source="dossier.valid_from")
    valid_to = serializers.DateField(source="dossier.valid_to")
    papers = serializers.SerializerMethodField()

    @extend_schema_field(PaperSerializer(many=True))
    def get_papers(self, file: DossierFile) -> Any:
        papers = [
            {"code": row.code, "label": row.label, "filed_on": file.papers.get(row.code)}
            for row in file.required
        ]
        return PaperSerializer(papers, many=True).data


class ContactSerializer(Output):
    """A residence check or a test."""

    id = serializers.IntegerField(source="pk")
    day = serializers.DateField()
    result = serializers.CharField()
    result_label = serializers.CharField()
    by_name = serializers.CharField()
    note = serializers.CharField()


class DueSerializer(LabelledOutput):
    """A deadline of this person with its legal basis."""

    day = serializers.DateField(source="due_on")
    legal_basis = serializers.CharField()
    days_left = serializers.IntegerField()


class PersonFileSerializer(Output):
    """The whole page of a person; a clinic gets the place and the substitution treatment."""

    id = serializers.IntegerField(source="person.pk")
    version = serializers.IntegerField(source="person.version")
    full_name = serializers.CharField(source="person.full_name")
    birth_year = serializers.IntegerField(source="person.birth_year", allow_null=True)
    sex = serializers.CharField(source="person.sex")
    id_number = serializers.CharField(source="person.masked_id_number")
    officer = serializers.IntegerField(source="person.officer_id", allow_null=True)
    is_demo = serializers.BooleanField(source="person.is_demo")
    is_whole = serializers.BooleanField()
    background = serializers.SerializerMethodField()
    stays = StaySerializer(many=True)
    statuses = CourseSerializer(many=True)
    treatments = CourseSerializer(many=True)
    dossiers = DossierFileSerializer(many=True)
    visits = ContactSerializer(many=True)
    tests = ContactSerializer(many=True)
    dues = DueSerializer(many=True)
    warnings = serializers.SerializerMethodField()

    @extend_schema_field(BackgroundSerializer(allow_null=True))
    def get_background(self, file: PersonFile) -> Any:
        return BackgroundSerializer(file.person).data if file.is_whole else None

    def get_warnings(self, file: PersonFile) -> list[str]:
        return [str(warning) for warning in file.warnings] if file.is_whole else []


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
