"""Scores and evidence as the API shows them; small counts of people are null for readers outside the ward."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.permissions import Permission
from criteria.criterion import Criterion, Result
from criteria.enums import Verdict
from criteria.queries.evidence import WHICH
from criteria.queries.small_cells import ShownCount, as_shown, cell
from criteria.scoring import WardScore
from criteria.sets import CITY_2023, SETS
from wards.api.base import LabelledOutput
from wards.api.fields import BIGGEST_NUMBER, Day

Output = serializers.Serializer[Any]
SET_CODES = [criteria_set.code for criteria_set in SETS]


class AskedDay(serializers.Serializer[Any]):
    """The parameter `as_of`, a day not after today; the views use today, or a former ward's last day, without it."""

    as_of = Day(required=False, help_text="YYYY-MM-DD")

    def validate_as_of(self, day: Any) -> Any:
        if day > timezone.localdate():
            raise serializers.ValidationError(_("Chưa có số liệu cho ngày sau hôm nay."))
        return day


class ScoresAsked(AskedDay):
    """Parameters of the scores: the day, the set, and optionally one ward."""

    set = serializers.ChoiceField(choices=SET_CODES, default=CITY_2023.code)
    ward = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST_NUMBER)


class EvidenceAsked(AskedDay):
    """Parameters of the evidence: the day, and which of the counted rows."""

    which = serializers.ChoiceField(choices=WHICH, required=False)


class ScoredWardSerializer(Output):
    id = serializers.IntegerField(source="pk")
    code = serializers.CharField()
    kind_label = serializers.CharField(source="get_kind_display")
    name = serializers.CharField()


class ResultSerializer(Output):
    """One criterion. Numbers are null if a few people could be recognised; `figure` then says it in words."""

    code = serializers.CharField(source="criterion.code")
    number = serializers.IntegerField(source="criterion.number")
    title = serializers.CharField(source="criterion.title")
    numerator = serializers.IntegerField(source="measurement.numerator", allow_null=True)
    denominator = serializers.IntegerField(source="measurement.denominator", allow_null=True)
    missing = serializers.IntegerField(source="measurement.missing")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    verdict_label = serializers.CharField(source="verdict.label")
    figure = serializers.CharField()

    def to_representation(self, instance: Result) -> dict[str, Any]:
        whole = super().to_representation(instance)
        shown = as_shown(instance, hides=self.context["hides"](instance.criterion))
        numbers = {"numerator": shown.numerator, "denominator": shown.denominator}
        return whole | numbers | {"figure": shown.figure}


class WardScoreSerializer(Output):
    """The score of one ward. Its context `held` maps a permission to the ids of wards where the reader holds it."""

    ward = ScoredWardSerializer()
    as_of = serializers.DateField(source="day")
    met = serializers.IntegerField()
    total = serializers.IntegerField()
    people = serializers.SerializerMethodField()
    people_shown = serializers.SerializerMethodField()
    criteria = serializers.SerializerMethodField()

    def get_people(self, score: WardScore) -> int | None:
        return self._people(score).number

    def get_people_shown(self, score: WardScore) -> str:
        return str(self._people(score))

    def _people(self, score: WardScore) -> ShownCount:
        return cell(score.people, hides=self._hides(score, Permission.VIEW_PEOPLE))

    @extend_schema_field(ResultSerializer(many=True))
    def get_criteria(self, score: WardScore) -> Any:
        def hides(criterion: Criterion) -> bool:
            return criterion.counts_people and self._hides(score, criterion.view_permission)

        return ResultSerializer(score.results, many=True, context={"hides": hides}).data

    def _hides(self, score: WardScore, permission: Permission) -> bool:
        return score.ward.pk not in self.context["held"][permission]


class EvidenceRowSerializer(LabelledOutput):
    """One counted row in the words that its reader may see."""

    detail = serializers.CharField()
    group = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    responsible = serializers.CharField()
    passes = serializers.BooleanField()
    url = serializers.CharField()


class GroupCountSerializer(Output):
    """The count of one group; `count` is null when it is hidden."""

    group = serializers.CharField()
    count = serializers.IntegerField(allow_null=True)
    shown = serializers.CharField()


class EvidenceSerializer(Output):
    """The evidence of a criterion: rows for readers who may see them, counts by group for all others."""

    ward = serializers.IntegerField()
    as_of = serializers.DateField()
    set = serializers.CharField()
    criterion = serializers.CharField()
    title = serializers.CharField()
    which = serializers.ChoiceField(choices=WHICH)
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    figure = serializers.CharField()
    total = serializers.IntegerField(allow_null=True)
    total_shown = serializers.CharField()
    is_masked = serializers.BooleanField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    rows = EvidenceRowSerializer(many=True)
    counts = GroupCountSerializer(many=True)
