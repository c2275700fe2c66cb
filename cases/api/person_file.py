"""The whole page of a person as the API shows it; a clinic sees no files."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.enums import DossierKind, ResidenceKind
from cases.models import Person
from cases.models.person import EDITABLE
from cases.queries.person_file import DossierFile, PersonFile
from wards.api.base import LabelledOutput

Output = serializers.Serializer[Any]

#: The values that the file shows outside the background.
_ON_TOP = {"full_name", "birth_year", "sex", "id_number", "officer"}


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
