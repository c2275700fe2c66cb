"""Courses of treatment with the term of their law."""

from datetime import date
from itertools import permutations

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.audit import MASK
from cases.actions.treatments import end_treatment, start_treatment
from cases.enums import AuditAction, TreatmentForm
from cases.models import Treatment
from cases.statuses import COURSE_ENDS, PersonStatus
from foundation.dated import OPEN
from tests.assertions import assert_audited, assert_nothing_audited
from tests.cases.ledger import changes_told, refused
from tests.factories.cases import (
    PersonFactory,
    ResidenceFactory,
    StatusPeriodFactory,
    TreatmentFactory,
)
from tests.law.laws import LAW_2021, LAW_2025
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
OLD_LAW, NEW_LAW = date(2026, 6, 30), date(2026, 7, 1)
TOMORROW = "Ngày không được sau hôm nay."
VOLUNTARY = ["family", "community", "voluntary_centre"]


@pytest.fixture
def start(officer, person):
    """Starts rehabilitation in the community on DAY, but for what is named."""

    def started(form="community", **fields) -> Treatment:
        given = {"by": officer, "person": person, "form": form, "started_on": DAY} | fields
        return start_treatment(**given)

    return started


def ended(person, form, first=date(2022, 1, 1), last=date(2023, 1, 1)) -> Treatment:
    return TreatmentFactory(person=person, form=form, valid_from=first, valid_to=last)


# --- starting ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", TreatmentForm)
def test_a_course_is_open_from_its_day(start, person, form):
    course = start(form)
    course.refresh_from_db()
    assert (course.person, course.form, course.ordinal, course.valid_from, course.valid_to) == (
        person,
        form,
        1,
        DAY,
        OPEN,
    )


def test_provider_and_decision_are_kept_tidy(start):
    course = start(provider=" Trạm y tế ", decision_number=" 9/QĐ-TA ")
    assert (course.provider, course.decision_number) == ("Trạm y tế", "9/QĐ-TA")


@pytest.mark.parametrize(("day", "law"), [(OLD_LAW, LAW_2021), (NEW_LAW, LAW_2025)])
def test_a_course_keeps_the_law_of_its_day(start, day, law):
    assert start(started_on=day).legal_basis == law


@pytest.mark.parametrize("form", VOLUNTARY)
@pytest.mark.parametrize(
    ("day", "term_end"),
    [
        (DAY, date(2025, 3, 1)),
        (OLD_LAW, date(2027, 6, 30)),  # the old law's twelve months even after it ends
        (NEW_LAW, date(2028, 7, 1)),  # two years
    ],
)
def test_the_first_voluntary_course_has_the_term_of_its_law(start, rules, form, day, term_end):
    assert start(form, started_on=day).term_end == term_end


@pytest.mark.parametrize("form", VOLUNTARY)
@pytest.mark.parametrize(
    ("day", "term_end"),
    [(DAY, date(2025, 3, 1)), (OLD_LAW, date(2027, 6, 30)), (NEW_LAW, date(2029, 7, 1))],
)
def test_the_second_voluntary_course_is_longer_under_the_new_law(
    start, rules, person, form, day, term_end
):
    ended(person, "family")
    course = start(form, started_on=day)
    assert (course.ordinal, course.term_end) == (2, term_end)


@pytest.mark.parametrize(
    ("earlier", "day", "term_end"),
    [
        (0, DAY, date(2026, 3, 1)),
        (1, DAY, date(2026, 3, 1)),
        (0, NEW_LAW, date(2028, 7, 1)),
        (1, NEW_LAW, date(2029, 7, 1)),
        (2, NEW_LAW, date(2029, 7, 1)),
    ],
)
def test_the_term_of_compulsory_rehabilitation(start, rules, person, earlier, day, term_end):
    for year in range(earlier):
        ended(person, "compulsory", date(2020 + year, 1, 1), date(2020 + year, 12, 1))
    course = start("compulsory", started_on=day)
    assert (course.ordinal, course.term_end) == (earlier + 1, term_end)


@pytest.mark.parametrize("day", [DAY, NEW_LAW])
def test_substitution_treatment_has_no_term(start, rules, day):
    assert start("substitution", started_on=day).term_end is None


def test_without_the_rules_there_is_no_term(start):
    assert start().term_end is None


@pytest.mark.parametrize(
    ("before", "form", "ordinal"),
    [
        (["family"], "community", 2),
        (["family", "voluntary_centre"], "community", 3),
        (["compulsory"], "community", 2),
        (["substitution"], "community", 1),
        (["family"], "compulsory", 2),
        (["substitution"], "substitution", 2),
    ],
)
def test_any_earlier_rehabilitation_counts_and_substitution_apart(
    start, person, before, form, ordinal
):
    for year, earlier in enumerate(before):
        ended(person, earlier, date(2020 + year, 1, 1), date(2020 + year, 12, 1))
    assert start(form).ordinal == ordinal


def test_another_person_s_courses_do_not_count(start):
    ended(PersonFactory(), "community")
    assert start().ordinal == 1


def test_starting_is_told_with_the_form_masked(start, officer, ward):
    course = start(provider="Trạm y tế", decision_number="9/QĐ")
    event = assert_audited(AuditAction.TREATMENT_STARTED, by=officer, target=course)
    assert event.unit_id == ward.pk
    told = {name: event.after[name] for name in ("form", "provider", "decision_number", "ordinal")}
    assert told == {"form": MASK, "provider": MASK, "decision_number": MASK, "ordinal": 1}


def test_every_group_lived_in_since_is_scored_anew(start, person, group, other_group):
    person.residences.update(valid_to=LATER)
    ResidenceFactory(person=person, group=other_group, valid_from=LATER)
    start()
    assert changes_told() == {(group.pk, DAY), (other_group.pk, DAY)}


@pytest.mark.parametrize("day", [DAY, LATER, date(2023, 1, 1)])
def test_a_form_that_is_followed_is_not_started_again(start, person, day):
    TreatmentFactory(person=person, valid_from=DAY)
    with refused(form="Người này đang theo hình thức này."):
        start(started_on=day)
    assert_nothing_audited()


@pytest.mark.django_db(transaction=True)
def test_two_who_start_one_form_at_once_start_it_once(start):
    error = meanwhile(start, start)
    assert error.message_dict == {"form": ["Người này đang theo hình thức này."]}
    assert Treatment.objects.count() == 1


def test_a_form_that_ended_may_start_again_that_day(start, person):
    ended(person, "community", date(2023, 1, 1), DAY)
    assert start().ordinal == 2


REHABILITATION = [*VOLUNTARY, "compulsory"]


@pytest.mark.parametrize("day", [DAY, LATER, date(2023, 1, 1)])
@pytest.mark.parametrize(("now", "form"), list(permutations(REHABILITATION, 2)))
def test_nobody_follows_two_forms_of_rehabilitation_at_once(start, person, now, form, day):
    label = TreatmentFactory(person=person, form=now, valid_from=DAY).get_form_display()
    with refused(
        form=f"Đã ghi {label} từ ngày 01/03/2024; mỗi lúc chỉ theo một hình thức cai nghiện. "
        "Kết thúc lần đó trước, không muộn hơn ngày bắt đầu lần này."
    ):
        start(form, started_on=day)
    assert_nothing_audited()


def test_another_form_starts_on_the_day_the_first_ended(start, person):
    ended(person, "family", date(2023, 1, 1), DAY)
    assert start("compulsory").is_open


@pytest.mark.parametrize("form", VOLUNTARY)
def test_substitution_treatment_may_go_on_beside_voluntary_rehabilitation(start, form):
    substitution = start("substitution")
    assert start(form).is_open
    substitution.refresh_from_db()
    assert substitution.is_open


@pytest.mark.parametrize("form", REHABILITATION)
def test_substitution_treatment_may_start_beside_rehabilitation(start, form):
    start(form)
    assert start("substitution").is_open


# --- the status held that day --------------------------------------------------------------------


@pytest.mark.parametrize("status", ["suspected_use", "illegal_use", "post_rehab"])
@pytest.mark.parametrize("form", TreatmentForm)
def test_only_addicts_are_treated(start, person, status, form):
    person.statuses.update(status=status)
    with refused(
        form="Hình thức này chỉ áp dụng với người nghiện; ngày 01/03/2024 người này không ở diện đó."
    ):
        start(form)
    assert_nothing_audited()


@pytest.fixture
def later_status(person):
    """From LATER on the addict holds `status`."""

    def held(status, reason="next_status"):
        person.statuses.update(valid_to=LATER, end_reason=reason)
        StatusPeriodFactory(person=person, status=status, valid_from=LATER)

    return held


@pytest.mark.parametrize(
    ("status", "left", "reason"),
    [("post_rehab", "next_status", "dropped"), ("ended", "moved", "moved")],
)
def test_a_course_written_down_late_ends_with_the_status_it_was_followed_in(
    start, later_status, status, left, reason
):
    later_status(status, left)
    course = start(end_reason="dropped")
    course.refresh_from_db()
    assert (course.valid_from, course.valid_to, course.end_reason) == (DAY, LATER, reason)


def test_from_the_day_of_the_later_status_no_course_starts(start, later_status):
    later_status("ended", "moved")
    assert start(started_on=date(2024, 8, 31)).valid_to == LATER
    with refused(
        form="Hình thức này chỉ áp dụng với người nghiện; ngày 01/09/2024 người này không ở diện đó."
    ):
        start("substitution", started_on=LATER)


def test_who_is_found_addicted_again_may_be_treated_again(start, person, later_status):
    person.statuses.update(status=PersonStatus.POST_REHAB)
    later_status("addict")
    assert start(started_on=LATER).is_open


def test_a_course_from_before_the_ledger_knew_the_person_goes_on(start, person):
    person.statuses.update(valid_from=LATER)
    assert start().is_open


def test_a_course_from_before_management_after_it_was_completed(start, person):
    person.statuses.update(status=PersonStatus.POST_REHAB, valid_from=LATER)
    course = start("compulsory", end_reason="completed")
    assert (course.valid_to, course.end_reason) == (LATER, "completed")


def test_an_unknown_form_is_refused(start):
    with pytest.raises(ValidationError) as error:
        start("prayer")
    assert list(error.value.error_dict) == ["form"]


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_course_starts_tomorrow(start):
    with refused(started_on=TOMORROW):
        start(started_on=date(2026, 3, 11))


# --- ending --------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", COURSE_ENDS)
def test_a_course_ends_with_its_reason(end, course, reason):
    end(reason=reason)
    course.refresh_from_db()
    assert (course.valid_to, course.end_reason) == (LATER, reason)


def test_ending_is_told(end, officer, course, ward):
    end(reason="dropped")
    event = assert_audited(AuditAction.TREATMENT_ENDED, by=officer, target=course)
    assert (event.unit_id, event.before) == (ward.pk, {"valid_to": "9999-12-31"})
    assert event.after == {"valid_to": "2024-09-01", "end_reason": "dropped"}


def test_the_group_is_scored_anew_from_the_end(end, group):
    end()
    assert changes_told() == {(group.pk, LATER)}


def test_an_ended_course_does_not_end_again(end):
    end()
    with refused(on_top="Lần điều trị này đã kết thúc."):
        end(date(2024, 10, 1))


def test_a_page_opened_before_the_end_does_not_end_it_again(end, course, officer):
    as_opened_before = Treatment.objects.get(pk=course.pk)
    end()
    with refused(on_top="Lần điều trị này đã kết thúc."):
        end_treatment(
            by=officer, treatment=as_opened_before, ended_on=date(2024, 10, 1), reason="dropped"
        )
    course.refresh_from_db()
    assert (course.valid_to, course.end_reason) == (LATER, "completed")


def test_a_course_does_not_end_before_its_start(end):
    with refused(ended_on="Ngày kết thúc không được trước ngày bắt đầu."):
        end(date(2024, 2, 29))


def test_a_course_may_end_on_its_first_day(end, course):
    assert end(DAY).valid_to == DAY
    assert list(course.person.treatments.in_force(DAY)) == []


def test_an_end_has_a_reason(end, course):
    with refused(end_reason="Chọn lý do kết thúc."):
        end(reason="")
    course.refresh_from_db()
    assert course.is_open


def test_an_unknown_reason_is_refused(end):
    with pytest.raises(ValidationError) as error:
        end(reason="bored")
    assert list(error.value.error_dict) == ["end_reason"]
    assert_nothing_audited()


@time_machine.travel("2026-03-10 12:00+07:00", tick=False)
def test_no_course_ends_tomorrow(end):
    with refused(ended_on=TOMORROW):
        end(date(2026, 3, 11))
