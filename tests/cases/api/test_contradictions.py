"""The API refuses what contradicts a recorded end, and asks back, as the screens do."""

from datetime import date

import pytest

from tests.cases.api.answers import refusal
from tests.factories.cases import AbsenceFactory, PersonFactory, TreatmentFactory

PEOPLE, VISITS, DOSSIERS = "/api/v1/people/", "/api/v1/visits/", "/api/v1/dossiers/"
WHY = "Theo quyết định của Tòa án"


@pytest.fixture
def person(group):
    return PersonFactory(group=group, status_from=date(2024, 1, 1))


def move(api, person, **body):
    return api.post(f"{PEOPLE}{person.pk}/move-status/", body)


def after_rehabilitation(**more):
    return {
        "to": "post_rehab",
        "on_day": "2026-05-01",
        "decision_number": "1/QĐ",
        "decision_date": "2026-05-01",
    } | more


def test_life_after_death(by_officer, person):
    assert (
        move(by_officer, person, to="ended", on_day="2026-11-01", end_reason="died").status_code
        == 201
    )
    refused = {
        "visited_on": by_officer.post(
            VISITS, {"person": person.pk, "visited_on": "2026-11-20", "result": "present"}
        ),
        "opened_on": by_officer.post(
            DOSSIERS, {"person": person.pk, "kind": "management", "opened_on": "2026-11-20"}
        ),
        "to": move(by_officer, person, to="suspected_use", on_day="2026-11-23"),
    }
    for field, answer in refused.items():
        status, errors = refusal(answer)
        assert (status, list(errors)) == (400, [field])
        assert "01/11/2026 (chết)" in errors[field]


def test_the_old_reason_for_both_is_no_longer_given(by_officer, person):
    answer = move(by_officer, person, to="ended", on_day="2026-05-01", end_reason="deceased")
    assert list(refusal(answer)[1]) == ["end_reason"]


def test_a_visit_that_finds_who_was_away(by_officer, person):
    away = AbsenceFactory(person=person)
    body = {"person": person.pk, "visited_on": "2026-05-01", "result": "present"}
    assert list(refusal(by_officer.post(VISITS, body))[1]) == ["has_returned"]
    assert by_officer.post(VISITS, body | {"has_returned": True}).status_code == 201
    away.refresh_from_db()
    assert away.valid_to == date(2026, 5, 1)


def test_a_move_with_courses_open_asks_for_each_reason(by_officer, person):
    TreatmentFactory(person=person)
    TreatmentFactory(person=person, form="substitution")
    answers = {"rehab_end_reason": "completed", "substitution_end_reason": "moved"}
    given: dict = {}
    for name, reason in answers.items():
        asked = move(by_officer, person, **after_rehabilitation(**given))
        assert list(refusal(asked)[1]) == [name]
        given[name] = reason
    assert move(by_officer, person, **after_rehabilitation(**given)).status_code == 201
    ends = set(person.treatments.values_list("form", "end_reason"))
    assert ends == {("community", "completed"), ("substitution", "moved")}


def test_management_after_no_rehabilitation_asks_for_a_reason(by_officer, person):
    asked = move(by_officer, person, **after_rehabilitation())
    assert list(refusal(asked)[1]) == ["unusual_reason"]
    told = move(by_officer, person, **after_rehabilitation(unusual_reason=WHY))
    assert told.status_code == 201
    assert person.statuses.get(status="post_rehab").unusual_reason == WHY


def test_a_child_asks_for_a_reason(by_officer, group):
    body = {
        "full_name": "Lò Văn Bé",
        "sex": "male",
        "birth_date": "2020-02-05",
        "group": group.pk,
        "since": "2026-03-01",
        "status": "suspected_use",
    }
    assert list(refusal(by_officer.post(PEOPLE, body))[1]) == ["unusual_reason"]
    assert by_officer.post(PEOPLE, body | {"unusual_reason": WHY}).status_code == 201
