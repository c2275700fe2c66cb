from datetime import date

import pytest
from django.core.exceptions import ValidationError

from criteria.sets import CITY_2023
from programme.actions.phases import plan_phase
from programme.enums import AuditAction
from programme.models import Phase, PhaseTarget
from tests.assertions import assert_audited, assert_nothing_audited

START, END = date(2023, 1, 1), date(2024, 6, 30)


def plan(area, officer, **fields):
    wanted = {
        "number": 1,
        "title": "Ba phường biên giới",
        "starts_on": START,
        "ends_on": END,
        "set_code": CITY_2023.code,
        "targets": (),
        **fields,
    }
    return plan_phase(by=officer, area=area, **wanted)


def test_a_phase_with_its_targets(area, officer, ward, other_ward):
    phase = plan(area, officer, targets=[ward, other_ward])

    assert (phase.area, phase.number, phase.starts_on, phase.ends_on) == (area, 1, START, END)
    due = phase.targets.order_by("ward").values_list("ward", "due_on")
    assert sorted(due) == [(ward.pk, END), (other_ward.pk, END)]


def test_targets_may_be_due_before_the_phase_ends(area, officer, ward):
    phase = plan(area, officer, targets=[ward], due_on=date(2024, 3, 31))

    assert phase.targets.get().due_on == date(2024, 3, 31)


def test_a_phase_without_an_end_names_when_its_targets_are_due(area, officer, ward):
    phase = plan(area, officer, targets=[ward], ends_on=None, due_on=date(2026, 12, 14))

    assert (phase.ends_on, phase.targets.get().due_on) == (None, date(2026, 12, 14))


def test_otherwise_it_is_refused(area, officer, ward):
    with pytest.raises(ValidationError) as refusal:
        plan(area, officer, targets=[ward], ends_on=None)

    assert refusal.value.message_dict == {
        "due_on": ["Giai đoạn không có ngày kết thúc phải ghi hạn của từng chỉ tiêu."]
    }
    assert_nothing_audited()


def test_planning_is_one_event(area, officer, ward, other_ward):
    phase = plan(area, officer, targets=[ward, other_ward])

    event = assert_audited(AuditAction.PHASE_PLANNED, by=officer, target=phase, count=2)
    assert event.after == {
        "number": 1,
        "title": "Ba phường biên giới",
        "due_on": "2024-06-30",
        "wards": [ward.pk, other_ward.pk],
    }


def test_a_phase_without_targets_is_one_event_too(area, officer):
    assert_audited(AuditAction.PHASE_PLANNED, by=officer, target=plan(area, officer), count=1)


@pytest.mark.parametrize("fields", [{"ends_on": START}, {"title": ""}, {"set_code": ""}])
def test_what_the_model_refuses_is_not_planned(area, officer, ward, fields):
    with pytest.raises(ValidationError):
        plan(area, officer, targets=[ward], **fields)

    assert (Phase.objects.count(), PhaseTarget.objects.count()) == (0, 0)
    assert_nothing_audited()


def test_a_number_is_used_once_in_an_area(area, officer):
    plan(area, officer)

    with pytest.raises(ValidationError):
        plan(area, officer)
    assert Phase.objects.count() == 1
