"""Valid phases, directives, assessments and snapshots; nothing surprising. Dates lie in the past."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from criteria.enums import AssessmentState, Verdict
from criteria.models import (
    Assessment,
    CriterionResult,
    Directive,
    DirectiveTask,
    Phase,
    PhaseTarget,
    Recognition,
    WardSnapshot,
)
from criteria.sets import CITY_2023, get_set
from tests.factories.wards import AreaFactory, WardFactory


class PhaseFactory(DjangoModelFactory):
    """The first phase of the article: 2023 to the middle of 2024."""

    class Meta:
        model = Phase

    area = factory.SubFactory(AreaFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Xây dựng ba phường biên giới không có ma túy"
    starts_on = date(2023, 1, 1)
    ends_on = date(2024, 6, 30)
    set_code = CITY_2023.code


class PhaseTargetFactory(DjangoModelFactory):
    class Meta:
        model = PhaseTarget

    phase = factory.SubFactory(PhaseFactory)
    ward = factory.SubFactory(WardFactory)
    due_on = factory.SelfAttribute("phase.ends_on")


class DirectiveFactory(DjangoModelFactory):
    class Meta:
        model = Directive

    area = factory.SubFactory(AreaFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Rà soát, thống kê người sử dụng trái phép chất ma túy"
    issued_on = date(2026, 1, 15)


class DirectiveTaskFactory(DjangoModelFactory):
    class Meta:
        model = DirectiveTask

    directive = factory.SubFactory(DirectiveFactory)
    ward = factory.SubFactory(WardFactory)
    assignee = "Trưởng công an phường"
    due_on = date(2026, 6, 30)
    progress = 40


class AssessmentFactory(DjangoModelFactory):
    """A draft; the results have a factory of their own."""

    class Meta:
        model = Assessment

    ward = factory.SubFactory(WardFactory)
    set_code = CITY_2023.code
    as_of = date(2026, 6, 30)
    state = AssessmentState.DRAFT


class CriterionResultFactory(DjangoModelFactory):
    class Meta:
        model = CriterionResult

    assessment = factory.SubFactory(AssessmentFactory)
    criterion = "household_pledge"
    numerator = 99
    denominator = 100
    verdict = Verdict.NEAR


class RecognitionFactory(DjangoModelFactory):
    """In force; give `revoked_on` and `revocation_reason` together."""

    class Meta:
        model = Recognition

    assessment = factory.SubFactory(AssessmentFactory, state=AssessmentState.APPROVED)
    decision_number = "12/QĐ-UBND"
    decided_on = date(2026, 7, 15)


class WardSnapshotFactory(DjangoModelFactory):
    """Every criterion of CITY_2023 met with nothing to count, whatever the ward is really like."""

    class Meta:
        model = WardSnapshot

    ward = factory.SubFactory(WardFactory)
    day = date(2026, 6, 30)
    set_code = CITY_2023.code
    figures = factory.LazyFunction(
        lambda: {one.code: [0, 0, 0, True, str(Verdict.MET)] for one in CITY_2023.criteria}
    )
    line_up = factory.LazyAttribute(lambda row: (get_set(row.set_code) or CITY_2023).line_up)
    met = len(CITY_2023.criteria)
    total = len(CITY_2023.criteria)
    people = 0
    taken_at = factory.LazyFunction(timezone.now)
