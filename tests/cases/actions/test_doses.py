"""The days of substitution treatment."""

from datetime import date

import pytest
import time_machine

from accounts.audit import MASK
from cases.actions.doses import record_dose
from cases.enums import AuditAction, TreatmentForm
from cases.models import MethadoneDose
from tests.assertions import assert_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.cases import (
    TreatmentFactory,
)

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
TOMORROW = "Ngày không được sau hôm nay."
VOLUNTARY = ["family", "community", "voluntary_centre"]


@pytest.fixture
def dose(clinic, course):
    def recorded(day=LATER, **fields) -> MethadoneDose:
        return record_dose(**({"by": clinic, "treatment": course, "day": day} | fields))

    return recorded


@pytest.mark.parametrize(("taken", "home"), [(True, 0), (True, 6), (False, 0)])
def test_a_day_taken_taken_home_or_missed(dose, taken, home):
    dose(is_taken=taken, take_home_days=home, note=" nôn ")
    kept = MethadoneDose.objects.get()
    assert (kept.day, kept.is_taken, kept.take_home_days, kept.note) == (LATER, taken, home, "nôn")


def test_a_second_entry_of_the_day_corrects_the_first(dose):
    first = dose(is_taken=True, note="uống tại trạm")
    second = dose(is_taken=False)
    assert (second.pk, MethadoneDose.objects.count()) == (first.pk, 1)
    assert (second.is_taken, second.note) == (False, "")


def test_a_day_is_told_with_its_result_masked(dose, clinic, ward):
    row = dose(take_home_days=2)
    event = assert_audited(AuditAction.DOSE_RECORDED, by=clinic, target=row)
    assert event.unit_id == ward.pk
    assert (event.after["day"], event.after["is_taken"], event.after["take_home_days"]) == (
        "2024-09-01",
        MASK,
        MASK,
    )


def test_the_log_does_not_tell_a_missed_day_from_a_taken_one(dose, clinic):
    dose(is_taken=False)
    event = assert_audited(AuditAction.DOSE_RECORDED, by=clinic)
    assert (event.after["is_taken"], event.after["take_home_days"], event.after["note"]) == (
        MASK,
        MASK,
        "",
    )


def test_who_missed_the_day_takes_nothing_home(dose):
    with refused(take_home_days="Ngày bỏ liều không có thuốc mang về."):
        dose(is_taken=False, take_home_days=1)
    assert MethadoneDose.objects.count() == 0


@pytest.mark.parametrize("form", [f for f in TreatmentForm if f != "substitution"])
def test_other_forms_have_no_doses(dose, person, form):
    with refused(on_top="Chỉ ghi ngày uống cho điều trị bằng thuốc thay thế."):
        dose(treatment=TreatmentFactory(person=person, form=form, valid_from=DAY))


@pytest.mark.parametrize("day", [DAY, date(2024, 8, 31)])
def test_the_first_and_the_last_day_of_the_course_count(dose, end, day):
    end()
    assert dose(day).day == day


@pytest.mark.parametrize("day", [LATER, date(2024, 9, 2)])
def test_a_day_after_the_course_is_refused_by_its_end(dose, end, day):
    end(reason="dropped")
    with refused(
        day="Lần điều trị này đã kết thúc từ ngày 01/09/2024 (bỏ, không chấp hành). Nếu ghi nhầm, sửa "
        "sai sót lần kết thúc đó trước."
    ):
        dose(day)


def test_a_day_before_the_course_is_refused(dose):
    with refused(day="Ngày này trước khi bắt đầu điều trị."):
        dose(date(2024, 2, 29))


def test_the_only_day_of_a_course_counts(dose, end):
    end(DAY)
    assert dose(DAY).day == DAY


def test_a_course_does_not_end_before_its_last_dose(dose, end):
    dose(date(2024, 9, 2))
    with refused(
        ended_on="Đã ghi ngày uống thuốc 02/09/2024, sau ngày kết thúc này. Kiểm tra lại ngày."
    ):
        end()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_dose_is_taken_tomorrow(dose):
    with refused(day=TOMORROW):
        dose(date(2026, 3, 11))


def test_doses_do_not_touch_figures(dose):
    dose()
    assert changes_told() == set()
