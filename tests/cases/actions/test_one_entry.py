"""One fact, one entry: decisions and tests are papers of dossiers, a course opens what goes with it."""

from datetime import date

import pytest

from cases.actions.dossiers import open_dossier
from cases.actions.statuses import move_status
from cases.actions.treatments import end_treatment, start_treatment
from cases.actions.visits import record_test
from cases.enums import AuditAction
from cases.models import Absence, Dossier
from cases.statuses import PersonStatus
from foundation.dated import OPEN
from tests.assertions import assert_audited
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    DossierFormFactory,
    DrugTestFactory,
    PersonFactory,
    StatusPeriodFactory,
    TreatmentFactory,
)
from tests.factories.wards import LONG_AGO

pytestmark = pytest.mark.django_db

P = PersonStatus
DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


def papers(dossier) -> dict:
    return dict(dossier.forms.values_list("code", "filed_on"))


class TestDecision:
    def test_a_decision_is_form_07_of_the_open_dossier(self, in_status, move, officer):
        person = in_status(P.SUSPECTED_USE)
        dossier = DossierFactory(person=person, valid_from=LONG_AGO)
        move(person, P.ILLEGAL_USE, decision_date=date(2024, 2, 28))
        assert papers(dossier) == {"07": date(2024, 2, 28)}
        assert_audited(AuditAction.DOSSIER_FORM_FILED, by=officer, target=dossier)

    def test_and_of_the_dossier_opened_after_it(self, in_status, move, open_):
        person = in_status(P.SUSPECTED_USE)
        move(person, P.ILLEGAL_USE)
        assert papers(open_(person=person, opened_on=LATER)) == {"07": DAY}

    def test_the_decision_on_management_after_rehabilitation(self, person, move, open_):
        TreatmentFactory(person=person, valid_from=LONG_AGO, valid_to=DAY)
        move(person, P.POST_REHAB)
        assert papers(open_(kind="post_rehab")) == {"decision": DAY}

    def test_a_form_filed_by_hand_stays_as_it_was(self, in_status, move):
        person = in_status(P.SUSPECTED_USE)
        dossier = DossierFactory(person=person, valid_from=LONG_AGO)
        DossierFormFactory(dossier=dossier, code="07", filed_on=LONG_AGO)
        move(person, P.ILLEGAL_USE)
        assert papers(dossier) == {"07": LONG_AGO}

    def test_addiction_is_found_by_a_clinic_and_makes_no_form(self, in_status, move):
        person = in_status(P.SUSPECTED_USE)
        dossier = DossierFactory(person=person, valid_from=LONG_AGO)
        move(person, P.ADDICT)
        assert papers(dossier) == {}


class TestPositiveTest:
    def test_it_is_form_03_of_the_open_dossiers_that_need_it(self, person, officer):
        dossiers = [
            DossierFactory(person=person, kind=kind, valid_from=LONG_AGO)
            for kind in ("management", "compulsory", "treatment")
        ]
        self.found(officer, person, "positive")
        assert [papers(one) for one in dossiers] == [{"03": DAY}, {"03": DAY}, {}]

    found = staticmethod(
        lambda officer, person, result: record_test(
            by=officer,
            person=person,
            tested_on=DAY,
            ground="under_management",
            sample="urine",
            result=result,
            has_same_sex_witness=True,
        )
    )

    @pytest.mark.parametrize("result", ["negative", "refused"])
    def test_another_result_is_none(self, person, officer, result):
        dossier = DossierFactory(person=person, valid_from=LONG_AGO)
        self.found(officer, person, result)
        assert papers(dossier) == {}

    def test_a_dossier_opened_after_the_test_has_it_from_the_first(self, person, open_):
        DrugTestFactory(person=person, tested_on=date(2024, 2, 28), result="positive")
        DrugTestFactory(person=person, tested_on=date(2024, 2, 29), result="negative")
        DrugTestFactory(person=PersonFactory(), tested_on=DAY, result="positive")
        assert papers(open_(forms=["05"])) == {"03": date(2024, 2, 28), "05": DAY}

    def test_not_one_from_before_management_ended(self, group, open_):
        person = PersonFactory(group=group, status=None)
        steps = [(P.ADDICT, 2020), (P.ENDED, 2021), (P.ADDICT, 2022)]
        for status, year in steps:
            until = OPEN if year == 2022 else date(year + 1, 1, 1)
            StatusPeriodFactory(
                person=person, status=status, valid_from=date(year, 1, 1), valid_to=until
            )
        DrugTestFactory(person=person, tested_on=date(2020, 6, 1), result="positive")
        assert papers(open_(person=person)) == {}

    def test_suspicion_test_and_decision_on_one_day(self, group, officer):
        """As the 24 hours of Law 120/2025 Art. 24.4 ask for."""
        person = PersonFactory(group=group, status=P.SUSPECTED_USE, status_from=DAY, since=DAY)
        dossier = open_dossier(by=officer, person=person, kind="management", opened_on=DAY)
        self.found(officer, person, "positive")
        move_status(
            by=officer,
            person=person,
            to=P.ILLEGAL_USE,
            on_day=DAY,
            decision_number="1/QĐ",
            decision_date=DAY,
        )
        assert papers(dossier) == {"03": DAY, "07": DAY}
        held = list(person.statuses.values_list("status", "valid_from", "valid_to"))
        assert held == [(P.SUSPECTED_USE, DAY, DAY), (P.ILLEGAL_USE, DAY, OPEN)]


class TestCourse:
    def start(self, officer, person, form, **more):
        return start_treatment(by=officer, person=person, form=form, started_on=DAY, **more)

    @pytest.mark.parametrize("form", ["community", "substitution", "compulsory"])
    def test_it_opens_its_dossier(self, officer, person, form):
        self.start(officer, person, form)
        dossier = Dossier.objects.get()
        assert (dossier.kind, dossier.valid_from, dossier.valid_to) == ("treatment", DAY, OPEN)

    @pytest.mark.parametrize("opened_on", [LONG_AGO, DAY, LATER])
    def test_not_a_second_one(self, officer, person, opened_on):
        held = DossierFactory(person=person, kind="treatment", valid_from=opened_on)
        self.start(officer, person, "community")
        assert Dossier.objects.get() == held

    @pytest.mark.parametrize(
        ("form", "reasons"),
        [
            ("voluntary_centre", ["in_centre"]),
            ("compulsory", ["in_centre"]),
            ("family", []),
            ("community", []),
            ("substitution", []),
        ],
    )
    def test_in_a_centre_the_person_is_away(self, officer, person, form, reasons):
        self.start(officer, person, form)
        rows = Absence.objects.filter(person=person, valid_from=DAY)
        assert list(rows.values_list("reason", flat=True)) == reasons

    def test_whoever_is_away_already_stays_so(self, officer, person):
        AbsenceFactory(person=person, reason="detained", valid_from=LONG_AGO)
        self.start(officer, person, "compulsory")
        assert Absence.objects.get().reason == "detained"

    @pytest.mark.parametrize(
        ("reason", "is_back"),
        [("completed", True), ("dropped", True), ("imprisoned", False), ("died", False)],
    )
    def test_after_discharge_the_person_is_back(self, officer, person, reason, is_back):
        course = self.start(officer, person, "compulsory", term_end=LATER)
        end_treatment(by=officer, treatment=course, ended_on=LATER, reason=reason)
        assert Absence.objects.get().valid_to == (LATER if is_back else OPEN)

    def test_the_move_after_rehabilitation_records_the_return_too(self, officer, person, move):
        self.start(officer, person, "compulsory")
        move(
            person,
            P.POST_REHAB,
            on_day=LATER,
            rehab_end_reason="completed",
            unusual_reason="Giảm hạn",
        )
        assert Absence.objects.get().valid_to == LATER
        assert Dossier.objects.get().valid_to == LATER

    def test_a_course_recorded_late_closes_what_it_opened(self, officer, group):
        person = PersonFactory(group=group, status=None)
        StatusPeriodFactory(person=person, valid_from=LONG_AGO, valid_to=LATER)
        StatusPeriodFactory(person=person, status=P.POST_REHAB, valid_from=LATER)
        self.start(
            officer, person, "voluntary_centre", end_reason="completed", unusual_reason="Giảm hạn"
        )
        assert (Dossier.objects.get().valid_from, Dossier.objects.get().valid_to) == (DAY, LATER)
        assert (Absence.objects.get().valid_from, Absence.objects.get().valid_to) == (DAY, LATER)


@pytest.mark.parametrize(("before", "ordinal"), [(0, 2), (1, 3), (4, 6)])
def test_courses_are_counted_with_those_from_before_the_ledger(officer, group, before, ordinal):
    person = PersonFactory(group=group, past_rehab_count=before)
    TreatmentFactory(person=person, form="family", valid_from=LONG_AGO, valid_to=DAY)
    course = start_treatment(by=officer, person=person, form="community", started_on=DAY)
    assert course.ordinal == ordinal
