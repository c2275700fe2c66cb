"""`/api/v1/wards/<id>/evidence/<set>/<criterion>/`; small counts of people are null for readers outside the ward."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response

from accounts.permissions import Permission
from criteria.actions.evidence import read_evidence
from criteria.api.base import SET_CODES, AskedDay, Output
from criteria.criterion import Criterion, grouped
from criteria.enums import Verdict
from criteria.queries.evidence import WHICH, Reader, by_group, display, listed, opened_with
from criteria.queries.small_cells import as_shown
from criteria.scoring import result_of
from criteria.sets import SETS, get_set
from wards.api.base import Call, LabelledOutput, ScopedViewSet, api_operation, resource
from wards.api.fields import read_query
from wards.models import Ward

_CRITERION_CODES = sorted(
    {criterion.code for criteria_set in SETS for criterion in criteria_set.criteria}
)


class EvidenceAsked(AskedDay):
    """Parameters of the evidence: the day, and which of the counted rows."""

    which = serializers.ChoiceField(choices=WHICH, required=False)


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


@resource(r"wards/(?P<ward_id>[^/]+)/evidence/(?P<set_code>[^/]+)")
class EvidenceViewSet(ScopedViewSet[Ward]):
    """The rows behind one figure, under the same rights as on the screen."""

    queryset = Ward.objects.all()
    serializer_class = EvidenceSerializer
    filter_backends = ()
    view_permission = Permission.VIEW_FIGURES
    lookup_field = "criterion"
    asks = {"retrieve": EvidenceAsked}
    paged = ("retrieve",)

    @api_operation(
        _("Bằng chứng của một tiêu chí: từng dòng, hoặc số đếm theo tổ"),
        parameters=[
            EvidenceAsked,
            OpenApiParameter("ward_id", OpenApiTypes.INT, OpenApiParameter.PATH),
            OpenApiParameter("set_code", str, OpenApiParameter.PATH, enum=SET_CODES),
            OpenApiParameter("criterion", str, OpenApiParameter.PATH, enum=_CRITERION_CODES),
            OpenApiParameter("page", OpenApiTypes.INT),
            OpenApiParameter("page_size", OpenApiTypes.INT),
        ],
    )
    def retrieve(self, request: Call, ward_id: str, set_code: str, criterion: str) -> Response:
        ward = get_object_or_404(self.get_queryset(), pk=ward_id)
        criteria_set = get_set(set_code)
        rule = criteria_set.criterion(criterion) if criteria_set else None
        if rule is None:
            raise Http404
        asked = read_query(EvidenceAsked, request)
        day = _day_of(ward, asked.get("as_of"))
        reader = Reader(request.user, ward, day)
        told_of = {"ward": ward.pk, "as_of": day, "set": set_code}
        behind = self._evidence(reader, rule, asked.get("which", ""))
        return Response(EvidenceSerializer(told_of | behind).data)

    def _evidence(self, reader: Reader, rule: Criterion, which: str) -> dict[str, Any]:
        hides = reader.hides_small(rule)
        result = result_of(rule, reader.ward, reader.day)
        which = which if which in reader.views(rule) else opened_with(result)
        sees = reader.sees_rows(rule) or reader.sees_masked(rule)
        behind = self._rows(reader, rule, which) if sees else self._counts(reader, rule, which)
        return {
            "which": which,
            "criterion": rule.code,
            "title": rule.title,
            "verdict": result.verdict,
            "figure": as_shown(result, hides=hides).figure,
            "is_masked": reader.sees_masked(rule),
        } | behind

    def _rows(self, reader: Reader, rule: Criterion, which: str) -> dict[str, Any]:
        """Returns one page of rows; rows that are not public are recorded in the access log as read."""
        rows = listed(rule, reader.ward, reader.day, which)
        page = self.paginate_queryset(rows) or []
        shown = display(rule, page, masked=reader.is_masked(rule))
        if not reader.is_public(rule):
            read_evidence(
                by=reader.user,
                ward=reader.ward,
                criterion=rule.code,
                day=reader.day,
                count=len(shown),
            )
        pages: Any = self.paginator
        total = pages.page.paginator.count
        return {
            "total": total,
            "total_shown": grouped(total),
            "rows": shown,
            "counts": [],
            "next": pages.get_next_link(),
            "previous": pages.get_previous_link(),
        }

    def _counts(self, reader: Reader, rule: Criterion, which: str) -> dict[str, Any]:
        """Returns the counts of all groups on one page, because a ward has only a few dozen groups."""
        groups, total = by_group(reader, rule, which)
        return {
            "total": total.number,
            "total_shown": str(total),
            "rows": [],
            "counts": GroupCountSerializer(groups, many=True).data,
            "next": None,
            "previous": None,
        }


def _day_of(ward: Ward, day: date | None) -> date:
    """Returns the day asked about; without one, today or the last day of a ward that has ended.

    Raises ValidationError if the ward does not exist on the day.
    """
    if day is None:
        return min(timezone.localdate(), ward.valid_to - timedelta(days=1))
    if not ward.holds_on(day):
        words = _("%(ward)s không tồn tại vào ngày này.") % {"ward": ward}
        raise ValidationError({"as_of": [words]})
    return day
