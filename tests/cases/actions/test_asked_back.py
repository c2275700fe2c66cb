"""What is possible but unusual is asked back, and the reason is kept; what was meant is never assumed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.actions.people import register_person
from cases.actions.treatments import end_treatment, start_treatment
from cases.actions.visits import record_test, record_visit
from cases.models import Treatment
from cases.statuses import EndReason, PersonStatus
from tests.assertions import assert_nothing_audited
from tests.cases.ledger import refused
from tests.factories.cases import (
    AbsenceFactory,
    DrugTestFactory,
    PersonFactory,
    StatusPeriodFactory,
    TreatmentFactory,
)
from tests.factories.wards import LONG_AGO

pytestmark = pytest.mark.django_db

P = PersonStatus
DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
WHY = "Tòa án quyết định khác"


def asked(action, field="unusual_reason", **given) -> str:
    """The question that the action asks beside that field."""
    with pytest.raises(ValidationError) as error:
        action(**given)
    assert list(error.value.error_dict) == [field]
    return " ".join(error.value.messages)


# --- what is unusual -----------------------------------------------------------------------------


class TestTerms:
    @pytest.fixture
    def course(self, person):
        return TreatmentFactory(person=person, valid_from=DAY, term_end=date(2025, 3, 1))

    def test_a_course_completed_before_its_term(self, course, officer):
        given = {"by": officer, "treatment": course, "ended_on": LATER, "reason": "completed"}
        assert "01/03/2025" in asked(end_treatment, **given)
        assert_nothing_audited()
        end_treatment(**given, unusual_reason=WHY)
        course.refresh_from_db()
        assert (course.end_reason, course.unusual_reason) == ("completed", WHY)

    @pytest.mark.parametrize("ended_on", [date(2025, 3, 1), date(2025, 4, 1)])
    def test_a_course_completed_in_time(self, course, officer, ended_on):
        end_treatment(by=officer, treatment=course, ended_on=ended_on, reason="completed")
        assert Treatment.objects.get().unusual_reason == ""

    def test_a_course_that_was_dropped_has_no_term_to_keep(self, course, officer):
        assert end_treatment(by=officer, treatment=course, ended_on=LATER, reason="dropped").pk

    @pytest.mark.parametrize(
        ("term_end", "is_asked"),
        [(date(2024, 9, 1), False), (date(2025, 3, 1), False), (date(2025, 3, 2), True)],
    )
    def test_a_court_s_term_may_be_typed_and_a_longer_one_is_asked_about(
        self, rules, person, officer, term_end, is_asked
    ):
        given = {"by": officer, "person": person, "form": "community", "started_on": DAY}
        if is_asked:
            assert "01/03/2025" in asked(start_treatment, **given, term_end=term_end)
        course = start_treatment(**given, term_end=term_end, unusual_reason=WHY)
        course.refresh_from_db()
        kept = (course.term_end, course.unusual_reason)
        assert kept == (term_end, WHY if is_asked else "")

    def test_a_term_ends_after_its_start(self, person, officer):
        with refused(term_end="Thời hạn phải hết sau ngày bắt đầu."):
            start_treatment(
                by=officer, person=person, form="compulsory", started_on=DAY, term_end=DAY
            )

    @pytest.mark.parametrize("on_day", [date(2024, 12, 1), date(2025, 2, 28)])
    def test_a_status_completed_before_its_term(self, in_status, move, rules, on_day):
        person = in_status(P.SUSPECTED_USE)
        move(person, P.ILLEGAL_USE)
        given = {"person": person, "to": P.ENDED, "on_day": on_day}
        assert "01/03/2025" in asked(move, **given)
        assert move(**given, unusual_reason=WHY).unusual_reason == WHY

    def test_a_status_term_longer_than_the_law_s(self, in_status, move, rules):
        person = in_status(P.SUSPECTED_USE)
        given = {"person": person, "to": P.ILLEGAL_USE, "term_end": date(2025, 3, 2)}
        assert "01/03/2025" in asked(move, **given)
        assert move(**given, unusual_reason=WHY).term_end == date(2025, 3, 2)

    def test_the_term_runs_from_the_decision_however_late_it_is_entered(
        self, in_status, move, rules
    ):
        person = in_status(P.SUSPECTED_USE)
        period = move(
            person,
            P.ILLEGAL_USE,
            on_day=date(2026, 11, 26),
            decision_date=date(2026, 11, 16),
        )
        assert period.term_end == date(2027, 11, 16)

    def test_a_term_that_was_over_before_the_status_began_is_refused(self, in_status, move, rules):
        person = in_status(P.SUSPECTED_USE)
        told = asked(
            move, "decision_date", person=person, to=P.ILLEGAL_USE, decision_date=date(2023, 2, 1)
        )
        assert "01/02/2024" in told


class TestTreatment:
    def test_management_after_a_rehabilitation_that_never_was(self, person, move):
        assert asked(move, person=person, to=P.POST_REHAB, unusual_reason="")
        assert move(person, P.POST_REHAB, unusual_reason=WHY).unusual_reason == WHY

    @pytest.mark.parametrize("form", ["community", "substitution", "compulsory"])
    def test_after_any_course_it_is_not_asked_about(self, person, move, form):
        TreatmentFactory(person=person, form=form, valid_from=LONG_AGO, valid_to=DAY)
        assert move(person, P.POST_REHAB).unusual_reason == ""


class TestAge:
    @pytest.fixture
    def register(self, officer, group):
        def registered(born, **more):
            return register_person(
                by=officer,
                group=group,
                since=DAY,
                person={"full_name": "Lò Văn Bé", "sex": "male", "birth_date": born},
                status="suspected_use",
                **more,
            )

        return registered

    def test_a_child_below_twelve_is_asked_about(self, register):
        assert "12" in asked(lambda **more: register(date(2012, 3, 2), **more))
        assert register(date(2012, 3, 2), unusual_reason=WHY).statuses.get().unusual_reason == WHY

    @pytest.mark.parametrize("born", [date(2012, 3, 1), date(1990, 1, 1)])
    def test_nobody_else_is(self, register, born):
        assert register(born).statuses.get().unusual_reason == ""

    def test_a_child_who_is_moved_is_asked_about_again(self, register, move):
        child = register(date(2013, 1, 1), unusual_reason=WHY)
        assert asked(move, person=child, to=P.ILLEGAL_USE, on_day=LATER)


class TestEqualTests:
    def test_a_second_equal_test_of_a_day(self, person, officer):
        given = {"by": officer, "person": person, "tested_on": DAY, "has_same_sex_witness": True}
        given |= {"ground": "under_management", "sample": "urine", "result": "negative"}
        record_test(**given)
        assert asked(record_test, **given)
        assert record_test(**given, unusual_reason="Lấy mẫu lần hai").unusual_reason
        assert person.tests.count() == 2

    @pytest.mark.parametrize(
        "other", [{"result": "positive"}, {"tested_on": LATER}, {"ground": "caught"}]
    )
    def test_another_test_is_not_asked_about(self, person, officer, other):
        DrugTestFactory(person=person, tested_on=DAY)
        given = {"by": officer, "person": person, "tested_on": DAY, "has_same_sex_witness": True}
        given |= {"ground": "under_management", "sample": "urine", "result": "negative"}
        assert record_test(**(given | other)).pk


# --- what was meant ------------------------------------------------------------------------------


class TestEndsOfCourses:
    @pytest.fixture
    def substitution(self, person):
        return TreatmentFactory(person=person, form="substitution", valid_from=LONG_AGO)

    def compulsory(self, officer, person, **more):
        return {"by": officer, "person": person, "form": "compulsory", "started_on": DAY} | more

    def test_compulsory_rehabilitation_asks_why_the_substitution_ends(
        self, person, officer, substitution
    ):
        given = self.compulsory(officer, person)
        assert "methadone" in asked(start_treatment, "substitution_end_reason", **given)
        assert Treatment.objects.get().is_open
        start_treatment(**given, substitution_end_reason="dropped")
        substitution.refresh_from_db()
        assert (substitution.valid_to, substitution.end_reason) == (DAY, "dropped")

    @pytest.mark.parametrize("form", ["family", "community", "voluntary_centre"])
    def test_voluntary_rehabilitation_may_run_beside_it(self, person, officer, substitution, form):
        start_treatment(by=officer, person=person, form=form, started_on=DAY)
        substitution.refresh_from_db()
        assert substitution.is_open

    @pytest.mark.parametrize("end_reason", ["", "next_status", "completed"])
    def test_nothing_is_completed_by_itself(self, person, move, end_reason):
        course = TreatmentFactory(person=person, valid_from=LONG_AGO)
        given = {"person": person, "to": P.POST_REHAB, "end_reason": end_reason}
        assert asked(move, "rehab_end_reason", **given)
        move(**given, rehab_end_reason="dropped")
        course.refresh_from_db()
        assert (course.valid_to, course.end_reason) == (DAY, "dropped")

    def test_each_course_has_its_own_reason(self, person, move, substitution):
        rehab = TreatmentFactory(person=person, valid_from=LONG_AGO)
        given = {"person": person, "to": P.POST_REHAB, "rehab_end_reason": "completed"}
        assert asked(move, "substitution_end_reason", **given)
        move(**given, substitution_end_reason="moved")
        ends = {one.form: one.end_reason for one in Treatment.objects.all()}
        assert ends == {rehab.form: "completed", "substitution": "moved"}

    def test_completed_with_the_status_before_its_term_is_asked_about_too(self, person, move):
        TreatmentFactory(person=person, valid_from=LONG_AGO, term_end=LATER)
        given = {"person": person, "to": P.POST_REHAB, "rehab_end_reason": "completed"}
        assert "01/09/2024" in asked(move, **given, unusual_reason="")
        move(**given, unusual_reason=WHY)
        assert Treatment.objects.get().unusual_reason == WHY

    @pytest.mark.parametrize("reason", ["died", "missing", "imprisoned", "moved", "dropped"])
    def test_with_the_end_of_management_it_ends_for_the_same_reason(self, person, move, reason):
        TreatmentFactory(person=person, valid_from=LONG_AGO)
        move(person, P.ENDED, end_reason=reason)
        assert Treatment.objects.get().end_reason == reason

    @pytest.mark.parametrize("reason", ["completed", "not_addicted", "negative"])
    def test_unless_that_is_no_reason_of_a_course(self, person, move, reason):
        TreatmentFactory(person=person, valid_from=LONG_AGO)
        assert asked(move, "rehab_end_reason", person=person, to=P.ENDED, end_reason=reason)

    def test_a_course_recorded_late_asks_why_it_ended_then(self, group, officer):
        person = PersonFactory(group=group, status=None)
        StatusPeriodFactory(person=person, valid_from=LONG_AGO, valid_to=LATER)
        StatusPeriodFactory(person=person, status=P.POST_REHAB, valid_from=LATER)
        given = {"by": officer, "person": person, "form": "community", "started_on": DAY}
        assert "01/09/2024" in asked(start_treatment, "end_reason", **given)
        course = start_treatment(**given, end_reason="dropped")
        assert (course.valid_to, course.end_reason) == (LATER, "dropped")

    def test_a_reason_that_there_is_not(self, person, move):
        TreatmentFactory(person=person, valid_from=LONG_AGO)
        with refused(rehab_end_reason="Không có lý do kết thúc này."):
            move(person, P.POST_REHAB, rehab_end_reason="bored")


class TestReturn:
    @pytest.fixture
    def away(self, person):
        return AbsenceFactory(person=person, valid_from=DAY)

    def visit(self, officer, person, **more):
        given = {"by": officer, "person": person, "visited_on": LATER, "result": "present"}
        return given | more

    def test_whoever_is_present_while_away_has_returned(self, officer, person, away):
        given = self.visit(officer, person)
        assert "01/03/2024" in asked(record_visit, "has_returned", **given)
        assert person.visits.count() == 0
        record_visit(**given, has_returned=True)
        away.refresh_from_db()
        assert away.valid_to == LATER

    @pytest.mark.parametrize("result", ["absent_known", "absent_unknown"])
    def test_whoever_is_not_found_stays_away(self, officer, person, away, result):
        record_visit(**self.visit(officer, person, result=result, has_returned=True))
        away.refresh_from_db()
        assert away.is_open

    @pytest.mark.parametrize("day", [date(2024, 2, 1), DAY])
    def test_up_to_the_day_of_leaving_a_person_was_present(self, officer, person, away, day):
        assert record_visit(**self.visit(officer, person, visited_on=day)).pk
        away.refresh_from_db()
        assert away.is_open

    def test_within_an_absence_that_ended_one_of_the_two_is_wrong(self, officer, person):
        AbsenceFactory(person=person, valid_from=DAY, valid_to=date(2024, 12, 1))
        told = asked(record_visit, "result", **self.visit(officer, person, has_returned=True))
        assert "01/12/2024" in told

    def test_whoever_is_not_away_is_simply_present(self, officer, person):
        assert record_visit(**self.visit(officer, person, has_returned=True)).pk
        assert person.absences.count() == 0


def test_every_reason_of_a_course_may_be_given(person, move):
    for reason in (EndReason.COMPLETED, EndReason.DIED, EndReason.MISSING):
        other = PersonFactory(group=person.residences.get().group)
        TreatmentFactory(person=other, valid_from=LONG_AGO)
        move(other, P.POST_REHAB, rehab_end_reason=reason)
        assert other.treatments.get().end_reason == reason
