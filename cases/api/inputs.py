"""What may be sent about people; the rules on the values are the actions'. Names are the actions' own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.permissions import Permission
from cases.enums import (
    DossierKind,
    Drug,
    Education,
    Ethnicity,
    ResidenceKind,
    Route,
    Sex,
    VisitResult,
)
from cases.models import Person
from cases.models.person import PersonQuerySet
from cases.queries.choices import groups_to_choose, officers_to_choose
from cases.statuses import DOSSIER_FORMS, FIRST_STATUSES, EndReason, PersonStatus
from cases.validators import check_id_number
from wards.api.fields import BIGGEST_NUMBER, Day, LongText, Ref, Text
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer

_PAPERS = sorted({row.code for rows in DOSSIER_FORMS.values() for row in rows})
Input = serializers.Serializer[Any]


def editable_groups(user: Officer) -> GroupQuerySet:
    return groups_to_choose(user, Permission.EDIT_PEOPLE)


def editable_people(user: Officer) -> PersonQuerySet:
    return Person.objects.all().visible_to(user, Permission.EDIT_PEOPLE)


class PersonInput(Input):
    """What Form 05 asks about a person; what is not sent stays as it is."""

    full_name = Text(max_length=120, required=False)
    other_name = Text(max_length=120, required=False, allow_blank=True)
    birth_date = Day(required=False, allow_null=True)
    birth_year = serializers.IntegerField(
        min_value=1900, max_value=2100, required=False, allow_null=True
    )
    sex = serializers.ChoiceField(choices=Sex.choices, required=False)
    ethnicity = serializers.ChoiceField(choices=Ethnicity.choices, required=False)
    id_number = Text(max_length=20, required=False, allow_blank=True)
    phone = Text(max_length=20, required=False, allow_blank=True)
    occupation = Text(max_length=120, required=False, allow_blank=True)
    guardians = LongText(required=False, allow_blank=True)
    officer = Ref(officers_to_choose, required=False)
    birthplace = Text(required=False, allow_blank=True)
    home_town = Text(required=False, allow_blank=True)
    education = serializers.ChoiceField(choices=Education.choices, required=False, allow_blank=True)
    first_use_year = serializers.IntegerField(
        min_value=1900, max_value=2100, required=False, allow_null=True
    )
    drug = serializers.ChoiceField(choices=Drug.choices, required=False, allow_blank=True)
    route = serializers.ChoiceField(choices=Route.choices, required=False, allow_blank=True)
    past_rehab_count = serializers.IntegerField(min_value=0, max_value=50, required=False)
    has_psychosis = serializers.BooleanField(required=False)
    convictions = LongText(required=False, allow_blank=True)
    note = LongText(required=False, allow_blank=True)


class PersonQuestion(Input):
    """The whole identity number of who is looked for, CCCD or old CMND."""

    id_number = Text(max_length=20)

    def validate_id_number(self, typed: str) -> str:
        return check_id_number(typed)


class NewPersonInput(PersonInput):
    """A person, where they live and their first status."""

    full_name = Text(max_length=120)
    sex = serializers.ChoiceField(choices=Sex.choices)
    group = Ref(editable_groups)
    since = Day()
    residence_kind = serializers.ChoiceField(choices=ResidenceKind.choices, required=False)
    address = Text(required=False, allow_blank=True)
    status = serializers.ChoiceField(choices=[(one.value, one.label) for one in FIRST_STATUSES])
    status_from = Day(required=False, allow_null=True)
    decision_number = Text(max_length=60, required=False, allow_blank=True)
    decision_date = Day(required=False, allow_null=True)
    issuer = Text(max_length=160, required=False, allow_blank=True)


class PersonChange(PersonInput):
    """A correction of the version that was read."""

    version = serializers.IntegerField(min_value=1, max_value=BIGGEST_NUMBER)


class StatusMove(Input):
    """To which status, since when, by which decision."""

    to = serializers.ChoiceField(choices=PersonStatus.choices)
    on_day = Day()
    end_reason = serializers.ChoiceField(choices=EndReason.choices, required=False)
    decision_number = Text(max_length=60, required=False, allow_blank=True)
    decision_date = Day(required=False, allow_null=True)
    issuer = Text(max_length=160, required=False, allow_blank=True)
    term_end = Day(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        reason = attrs.get("end_reason", EndReason.NEXT_STATUS)
        if attrs["to"] == PersonStatus.ENDED and reason == EndReason.NEXT_STATUS:
            raise serializers.ValidationError({"end_reason": _("Chọn lý do chấm dứt quản lý.")})
        return attrs


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
        """A paper named twice is in the dossier once."""
        return list(dict.fromkeys(codes))


class DossierEnd(Input):
    """When and why a dossier no longer counts."""

    closed_on = Day()
    reason = Text()


class VisitInput(Input):
    """One residence check."""

    person = Ref(editable_people)
    visited_on = Day()
    result = serializers.ChoiceField(choices=VisitResult.choices)
    note = LongText(required=False, allow_blank=True)
