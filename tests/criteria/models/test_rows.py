"""What the database refuses, and how the rows call themselves."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from criteria.enums import AuditAction, Verdict
from criteria.sets import CITY_2023, QD28_2025
from programme.enums import AssessmentState, PhaseState
from programme.models import Phase
from tests.factories.criteria import WardSnapshotFactory
from tests.factories.programme import (
    AssessmentFactory,
    CriterionResultFactory,
    DirectiveFactory,
    DirectiveTaskFactory,
    PhaseFactory,
    PhaseTargetFactory,
    RecognitionFactory,
)
from tests.factories.wards import AreaFactory

DAY = date(2026, 6, 30)


def refused(factory, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**fields)


def test_a_ward_has_one_snapshot_a_day_and_set(ward):
    WardSnapshotFactory(ward=ward, day=DAY)

    refused(WardSnapshotFactory, ward=ward, day=DAY)
    WardSnapshotFactory(ward=ward, day=DAY, set_code=QD28_2025.code)
    WardSnapshotFactory(ward=ward, day=date(2026, 7, 1))


def test_no_more_criteria_are_met_than_there_are(ward):
    refused(WardSnapshotFactory, ward=ward, met=9, total=8)


def test_a_ward_is_assessed_once_a_day_and_set(ward):
    AssessmentFactory(ward=ward, as_of=DAY)

    refused(AssessmentFactory, ward=ward, as_of=DAY)
    AssessmentFactory(ward=ward, as_of=DAY, set_code=QD28_2025.code)


def test_an_assessment_has_one_line_a_criterion(ward):
    assessment = AssessmentFactory(ward=ward)
    CriterionResultFactory(assessment=assessment, criterion="tip_box")

    refused(CriterionResultFactory, assessment=assessment, criterion="tip_box")
    CriterionResultFactory(assessment=assessment, criterion="hotline_board")


@pytest.mark.parametrize(
    "fields",
    [
        {"revoked_on": date(2026, 8, 1)},
        {"revocation_reason": "Phát sinh tụ điểm"},
        {"revoked_on": date(2026, 7, 15), "revocation_reason": "Phát sinh tụ điểm"},
        {"revoked_on": date(2026, 7, 1), "revocation_reason": "Phát sinh tụ điểm"},
    ],
)
def test_taking_a_ward_off_the_list_names_a_later_day_and_a_reason(db, fields):
    refused(RecognitionFactory, **fields)


def test_with_both_it_is_recorded(db):
    RecognitionFactory(revoked_on=date(2026, 8, 1), revocation_reason="Phát sinh tụ điểm")


def test_a_phase_number_is_used_once_in_an_area(area):
    PhaseFactory(area=area, number=1)

    refused(PhaseFactory, area=area, number=1)
    PhaseFactory(area=AreaFactory(), number=1)


@pytest.mark.parametrize("ends_on", [date(2023, 1, 1), date(2022, 12, 31)])
def test_a_phase_ends_after_it_starts(area, ends_on):
    refused(PhaseFactory, area=area, ends_on=ends_on)


def test_or_not_at_all(area):
    assert PhaseFactory(area=area, ends_on=None).ends_on is None


def test_a_ward_is_one_target_of_a_phase(area, ward):
    phase = PhaseFactory(area=area)
    PhaseTargetFactory(phase=phase, ward=ward)

    refused(PhaseTargetFactory, phase=phase, ward=ward)


def test_a_directive_number_is_used_once_in_an_area(area):
    DirectiveFactory(area=area, number=1)

    refused(DirectiveFactory, area=area, number=1)


def test_a_ward_has_one_part_in_a_directive(area, ward):
    directive = DirectiveFactory(area=area)
    DirectiveTaskFactory(directive=directive, ward=ward)

    refused(DirectiveTaskFactory, directive=directive, ward=ward)


def test_no_more_than_all_is_done(ward):
    refused(DirectiveTaskFactory, ward=ward, progress=101)
    DirectiveTaskFactory(ward=ward, progress=100)


def test_phases_are_listed_by_number(area):
    for number in (3, 1, 2):
        PhaseFactory(area=area, number=number)

    assert [phase.number for phase in Phase.objects.all()] == [1, 2, 3]


def test_targets_are_listed_by_what_is_due_first(area, ward, other_ward):
    phase = PhaseFactory(area=area)
    for one, due in ((ward, date(2024, 6, 1)), (other_ward, date(2024, 3, 1))):
        PhaseTargetFactory(phase=phase, ward=one, due_on=due)

    assert [target.ward for target in phase.targets.all()] == [other_ward, ward]


def test_how_rows_call_themselves(area, ward):
    phase = PhaseFactory(area=area, number=2)
    assessment = AssessmentFactory(ward=ward, as_of=DAY)
    directive = DirectiveFactory(area=area, title="Rà soát")
    said = [
        phase,
        PhaseTargetFactory(phase=phase, ward=ward),
        assessment,
        CriterionResultFactory(assessment=assessment),
        RecognitionFactory(assessment=assessment),
        directive,
        DirectiveTaskFactory(directive=directive, ward=ward),
        WardSnapshotFactory(ward=ward, day=DAY),
    ]

    assert [str(one) for one in said] == [
        "Giai đoạn 2",
        "Giai đoạn 2 · phường Nam Cường",
        "phường Nam Cường 2026-06-30 CITY_2023",
        "household_pledge: near",
        "12/QĐ-UBND",
        "Rà soát",
        "Rà soát · phường Nam Cường",
        f"{ward.pk} 2026-06-30 CITY_2023",
    ]


@pytest.mark.parametrize("choices", [AssessmentState, AuditAction, PhaseState, Verdict])
def test_every_state_has_a_word_of_its_own(choices):
    labels = [str(label) for label in choices.labels]

    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_a_snapshot_of_the_factory_has_a_figure_for_every_criterion(ward):
    snapshot = WardSnapshotFactory(ward=ward)

    assert set(snapshot.figures) == {one.code for one in CITY_2023.criteria}
