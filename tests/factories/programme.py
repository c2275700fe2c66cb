"""Valid phases, directives and assessments."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from criteria.enums import Verdict
from criteria.sets import CITY_2023
from programme.enums import AssessmentState
from programme.models import (
    Assessment,
    CriterionResult,
    Directive,
    DirectiveTask,
    Phase,
    PhaseTarget,
    Recognition,
)
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
