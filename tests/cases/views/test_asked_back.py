"""Forms that ask back: the question stands beside a field that was not there before, and is answered."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cases.views.conftest import typed
from tests.factories.cases import (
    AbsenceFactory,
    DrugTestFactory,
    PersonFactory,
    StatusPeriodFactory,
    TreatmentFactory,
)
from tests.factories.wards import LONG_AGO, GroupFactory

WHY = "Theo quyết định của Tòa án"


@pytest.fixture
def left(group):
    """Somebody whose management ended with the year."""
    person = PersonFactory(group=group, status=None)
    day = date(2026, 1, 1)
    StatusPeriodFactory(person=person, valid_from=LONG_AGO, valid_to=day, end_reason="completed")
    StatusPeriodFactory(person=person, status="ended", valid_from=day)
    return person


def ask(client, name, key, answer, **data):
    """Sends the form without the answer, sees the question at its field, sends it with the answer."""
    url = reverse(f"cases:{name}", args=[key] if key else [])
    assert f'name="{answer[0]}"' not in client.get(url).content.decode()
    question = client.post(url, data)
    assert question.status_code == 422
    assert list(question.context["form"].errors) == [answer[0]]
    assert f'name="{answer[0]}"' in question.content.decode()
    assert client.post(url, data | {answer[0]: answer[1]}).status_code == 302


TESTED = {
    "tested_on": "10/03/2026",
    "ground": "under_management",
    "sample": "urine",
    "result": "negative",
    "has_same_sex_witness": "on",
}


def test_an_equal_test(officer_client, person):
    DrugTestFactory(person=person)
    ask(officer_client, "test-create", person.pk, ("unusual_reason", WHY), **TESTED)
    assert {test.unusual_reason for test in person.tests.all()} == {"", WHY}


def test_a_residence_of_somebody_whose_management_ended(officer_client, ward, left):
    new = GroupFactory(ward=ward)
    data = {"group": new.pk, "from_day": "01/03/2026", "kind": "permanent"}
    ask(officer_client, "residence-set", left.pk, ("unusual_reason", WHY), **data)
    assert left.residences.get(group=new).unusual_reason == WHY


def test_a_visit_that_finds_who_was_away(officer_client, person):
    away = AbsenceFactory(person=person)
    data = {"visited_on": "01/05/2026", "result": "present"}
    ask(officer_client, "visit-create", person.pk, ("has_returned", "on"), **data)
    away.refresh_from_db()
    assert away.valid_to == date(2026, 5, 1)


def test_a_move_with_a_course_open(officer_client, person):
    course = TreatmentFactory(person=person)
    data = {"to": "post_rehab", "on_day": "01/05/2026", "end_reason": "completed"}
    data |= {"decision_number": "1/QĐ", "decision_date": "01/05/2026"}
    ask(officer_client, "status-move", person.pk, ("rehab_end_reason", "dropped"), **data)
    course.refresh_from_db()
    assert course.end_reason == "dropped"


def test_compulsory_rehabilitation_with_substitution_open(officer_client, patient):
    data = {"form": "compulsory", "started_on": "01/05/2026", "term_end": "01/11/2026"}
    answer = ("substitution_end_reason", "dropped")
    ask(officer_client, "treatment-create", patient.pk, answer, **data)
    ends = {one.form: (one.end_reason, one.term_end) for one in patient.treatments.all()}
    assert ends == {"substitution": ("dropped", None), "compulsory": ("", date(2026, 11, 1))}


def test_a_course_completed_before_its_term(officer_client, person):
    course = TreatmentFactory(person=person, term_end=date(2027, 3, 10))
    data = {"ended_on": "01/05/2026", "reason": "completed"}
    ask(officer_client, "treatment-end", course.pk, ("unusual_reason", WHY), **data)
    course.refresh_from_db()
    assert course.unusual_reason == WHY


def test_a_child(officer_client, group):
    data = typed(group, birth_date="05/02/2020", id_number="")
    ask(officer_client, "person-create", None, ("unusual_reason", WHY), **data)


def test_the_page_shows_the_reason_to_whoever_reads_the_file(officer_client, person):
    TreatmentFactory(person=person, unusual_reason=WHY)
    page = officer_client.get(reverse("cases:person-detail", args=[person.pk]))
    assert WHY in page.content.decode()


def test_and_hides_it_from_a_clinic(clinic, client_of, patient):
    patient.treatments.update(unusual_reason=WHY)
    page = client_of(clinic).get(reverse("cases:person-detail", args=[patient.pk]))
    assert "methadone" in page.content.decode()
    assert WHY not in page.content.decode()


def test_life_after_death_is_refused_in_every_form(officer_client, group):
    """Case 11: the visit, the residence and the status of 11/2026, entered on the screens."""
    person = PersonFactory(group=group, status_from=date(2024, 1, 1))
    move = reverse("cases:status-move", args=[person.pk])
    gone = {"to": "ended", "on_day": "01/11/2026", "end_reason": "died"}
    assert officer_client.post(move, gone).status_code == 302
    sent = {
        "visit-create": {"visited_on": "20/11/2026", "result": "present"},
        "residence-set": {"group": group.pk, "from_day": "21/11/2026", "kind": "permanent"},
        "status-move": {
            "to": "addict",
            "on_day": "23/11/2026",
            "end_reason": "next_status",
            "decision_number": "1/QĐ",
            "decision_date": "23/11/2026",
        },
        "test-create": TESTED | {"tested_on": "20/11/2026"},
        "absence-create": {"reason": "moved", "from_day": "20/11/2026"},
        "treatment-create": {"form": "community", "started_on": "20/11/2026"},
    }
    for name, data in sent.items():
        answer = officer_client.post(reverse(f"cases:{name}", args=[person.pk]), data)
        assert answer.status_code == 422, name
        assert "01/11/2026 (chết)" in str(answer.context["form"].errors), name
    assert person.statuses.in_force(date(2026, 11, 23)).get().status == "ended"
    assert (person.visits.count(), person.residences.count(), person.tests.count()) == (0, 1, 0)


def test_the_times_in_rehabilitation_are_counted_with_those_before(officer_client, group):
    person = PersonFactory(group=group, past_rehab_count=2)
    TreatmentFactory(person=person, valid_from=LONG_AGO, valid_to=date(2021, 1, 1))
    TreatmentFactory(person=person, form="substitution")
    page = officer_client.get(reverse("cases:person-detail", args=[person.pk])).content.decode()
    shown = " ".join(page.split())
    assert "3 (trước khi lập hồ sơ: 2)" in shown
