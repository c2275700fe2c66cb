"""`/api/v1/scores/`; small counts of people are null for readers outside the ward."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.permissions import Permission
from criteria.api.base import SET_CODES, AskedDay, Output
from criteria.criterion import Criterion, Result
from criteria.enums import Verdict
from criteria.queries.places import scored_wards
from criteria.queries.readers import wards_held
from criteria.queries.scores import scores_on
from criteria.queries.small_cells import ShownCount, as_shown, cell
from criteria.scoring import WardScore
from criteria.sets import CITY_2023, SETS, get_set
from wards.api.base import Call, ScopedViewSet, api_operation, resource
from wards.api.fields import BIGGEST_NUMBER, read_query
from wards.models import Ward


class ScoresAsked(AskedDay):
    """Parameters of the scores: the day, the set, and optionally one ward."""

    set = serializers.ChoiceField(choices=SET_CODES, default=CITY_2023.code)
    ward = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST_NUMBER)


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


@resource("scores")
class ScoreViewSet(ScopedViewSet[Ward]):
    """Scores of the wards in which a group is registered on the day."""

    queryset = Ward.objects.all()
    serializer_class = WardScoreSerializer
    filter_backends = ()
    view_permission = Permission.VIEW_FIGURES
    asks = {"list": ScoresAsked}

    @api_operation(
        _("Kết quả từng tiêu chí của các xã, phường tại một ngày"),
        parameters=[ScoresAsked],
        responses=WardScoreSerializer(many=True),
    )
    def list(self, request: Call) -> Response:
        asked = read_query(ScoresAsked, request)
        day, criteria_set = asked.get("as_of", timezone.localdate()), get_set(asked["set"])
        page = self.paginate_queryset(self._wards(day, asked.get("ward")))
        shown = Ward.objects.filter(pk__in=[ward.pk for ward in page or ()])
        scores = scores_on(day, criteria_set or SETS[0], shown)
        context = {"held": self._held(page or [], day)}
        rows = WardScoreSerializer(scores, many=True, context=context).data
        return self.get_paginated_response(rows)

    def _wards(self, day: date, ward_id: int | None) -> QuerySet[Ward]:
        seen = self.get_queryset().filter(pk__in=scored_wards(day).values("pk"))
        rows = seen.filter(pk=ward_id) if ward_id else seen
        return rows.order_by("sort_key", "pk")

    def _held(self, wards: Any, day: date) -> dict[Permission, frozenset[int]]:
        """Returns the wards in which the reader holds each permission, so that small counts are shown there."""
        asked = (Permission.VIEW_PEOPLE, Permission.VIEW_HOTSPOTS)
        return {
            permission: wards_held(self.request.user, permission, wards, day)
            for permission in asked
        }
