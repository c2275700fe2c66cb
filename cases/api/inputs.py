"""What may be sent about people. The actions name and check the values."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.permissions import Permission
from cases.enums import (
    DossierKind,
    ResidenceKind,
    VisitResult,
)
from cases.models import Person
from cases.models.person import EDITABLE, PersonQuerySet
from cases.queries.choices import groups_to_choose, officers_to_choose
from cases.statuses import (
    COURSE_ENDS,
    DOSSIER_FORMS,
    END_REASONS,
    FIRST_STATUSES,
    EndReason,
    PersonStatus,
)
from cases.validators import check_id_number
from wards.api.fields import BIGGEST_NUMBER, Day, FieldsInput, LongText, Ref, Text
from wards.models.group import GroupQuerySet
from wards.models.scope import Officer

_PAPERS = sorted({row.code for rows in DOSSIER_FORMS.values() for row in rows})
Input = serializers.Serializer[Any]


def _labelled(reasons: Iterable[EndReason]) -> list[tuple[str, Any]]:
    return [(reason.value, reason.label) for reason in reasons]


def editable_groups(user: Officer) -> GroupQuerySet:
    return groups_to_choose(user, Permission.EDIT_PEOPLE)


def editable_people(user: Officer) -> PersonQuerySet:
    return Person.objects.all().visible_to(user, Permission.EDIT_PEOPLE)


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

    group = Ref(editable_groups)
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
    end_reason = serializers.ChoiceField(choices=_labelled(END_REASONS), required=False)
    decision_number = Text(max_length=60, required=False, allow_blank=True)
    decision_date = Day(required=False, allow_null=True)
    issuer = Text(max_length=160, required=False, allow_blank=True)
    term_end = Day(required=False, allow_null=True)
    rehab_end_reason = serializers.ChoiceField(choices=_labelled(COURSE_ENDS), required=False)
    substitution_end_reason = serializers.ChoiceField(
        choices=_labelled(COURSE_ENDS), required=False
    )
    unusual_reason = Text(max_length=200, required=False, allow_blank=True)

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
        """Drops repeated codes: a paper named twice is in the dossier once."""
        return list(dict.fromkeys(codes))


class DossierEnd(Input):
    """The day from which a dossier no longer counts, and the reason."""

    closed_on = Day()
    reason = Text()


class VisitInput(Input):
    """One residence check."""

    person = Ref(editable_people)
    visited_on = Day()
    result = serializers.ChoiceField(choices=VisitResult.choices)
    has_returned = serializers.BooleanField(required=False)
    note = LongText(required=False, allow_blank=True)
