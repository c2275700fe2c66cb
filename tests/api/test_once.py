"""A write that is sent again with the same key is answered as the first time."""

import uuid

import pytest
from django.db import connection

from accounts.models import Submission
from cases.models import Dossier, Person, StatusPeriod, Visit
from tests.architecture.test_repeats import API_WRITES
from tests.assertions import told_events
from tests.meanwhile import at_once

PEOPLE, VISITS = "/api/v1/people/", "/api/v1/visits/"


@pytest.fixture
def calls(person, dossier, group):
    """(method, address, body) of every write."""
    return {
        "register": (
            "post",
            PEOPLE,
            {
                "full_name": "Lý Seo Chúng",
                "birth_year": 1991,
                "sex": "male",
                "group": group.pk,
                "since": "2024-01-15",
                "status": "suspected_use",
            },
        ),
        "edit": ("patch", f"{PEOPLE}{person.pk}/", {"version": 1, "phone": "0912000009"}),
        "move": (
            "post",
            f"{PEOPLE}{person.pk}/move-status/",
            {"to": "ended", "on_day": "2026-11-16", "end_reason": "died"},
        ),
        "open": (
            "post",
            "/api/v1/dossiers/",
            {"person": person.pk, "kind": "treatment", "opened_on": "2026-01-15"},
        ),
        "close": (
            "post",
            f"/api/v1/dossiers/{dossier.pk}/close/",
            {"closed_on": "2026-11-15", "reason": "Chuyển đi"},
        ),
        "visit": (
            "post",
            VISITS,
            {"person": person.pk, "visited_on": "2026-01-15", "result": "present"},
        ),
    }


@pytest.fixture
def send(chief, client_of):
    client = client_of(chief)

    def sent(call, key=None, by=client):
        method, path, body = call
        headers = {"Idempotency-Key": key} if key else {}
        return getattr(by, method)(path, body, content_type="application/json", headers=headers)

    return sent


def counted():
    models = (Person, Dossier, Visit, StatusPeriod)
    return *(model.objects.count() for model in models), told_events().count()


def test_the_list_has_every_write(calls):
    assert len(calls) == len(API_WRITES)


@pytest.mark.parametrize("name", ["register", "edit", "move", "open", "close", "visit"])
def test_a_write_sent_again_is_answered_as_the_first_time(name, calls, send):
    key = str(uuid.uuid4())
    first = send(calls[name], key)
    assert first.status_code in {200, 201}, first.content
    after = counted()
    second = send(calls[name], key)
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert (first.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert counted() == after


def test_another_key_is_another_call(calls, send):
    method, path, body = calls["visit"]
    other = (method, path, body | {"visited_on": "2026-01-16"})
    assert send(calls["visit"], "a").status_code == send(other, "b").status_code == 201
    assert Visit.objects.count() == 2


def test_without_a_key_every_call_is_a_new_one(calls, send):
    method, path, body = calls["register"]
    for is_another in (False, True):
        asked = (method, path, body | {"is_another": is_another})
        assert send(asked).status_code == 201
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("change", ["body", "path", "method"])
def test_a_key_is_for_one_call(change, calls, send):
    method, path, body = calls["visit"]
    assert send((method, path, body), "k").status_code == 201
    other = {
        "body": (method, path, body | {"visited_on": "2026-01-16"}),
        "path": calls["open"],
        "method": calls["edit"],
    }[change]
    refused = send(other, "k")
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["code"]) == (422, "key_reused")
    assert Visit.objects.count() == 1


def test_a_refused_call_may_be_sent_again_with_its_key(calls, send):
    method, path, body = calls["visit"]
    assert send((method, path, body | {"visited_on": "2999-01-01"}), "k").status_code == 400
    assert send((method, path, body), "k").status_code == 201


def test_the_key_of_one_user_is_not_that_of_another(calls, send, officer, client_of):
    method, path, body = calls["visit"]
    other = (method, path, body | {"visited_on": "2026-01-16"})
    assert send(calls["visit"], "k").status_code == 201
    assert send(other, "k", by=client_of(officer)).status_code == 201
    assert Visit.objects.count() == 2


def test_who_may_not_write_any_more_is_not_answered(calls, send, chief, clinic, client_of):
    assert send(calls["visit"], "k").status_code == 201
    chief.postings.all().delete()
    assert send(calls["visit"], "k", by=client_of(chief)).status_code == 404


@pytest.mark.parametrize("key", ["x" * 256, "a b", "á"])
def test_what_is_no_key(key, calls, send):
    refused = send(calls["visit"], key)
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["field"]) == (400, "Idempotency-Key")
    assert Visit.objects.count() == 0


def test_no_name_is_kept_in_clear(calls, send):
    send(calls["register"], "k")
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer, asked, result_url FROM accounts_submission")
        (row,) = cursor.fetchall()
    assert "Chúng" not in str(row)
    assert "Ch\\u00fang" not in str(row)


def test_a_question_is_no_write(send, person):
    asked = ("post", f"{PEOPLE}find/", {"id_number": person.id_number})
    for _time in range(2):
        assert "Idempotency-Replayed" not in send(asked, "k")
    assert Submission.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_twins_at_one_moment_save_once(calls, send):
    answers = []
    act = lambda: answers.append(send(calls["visit"], "k").json())  # noqa: E731 - both are the same
    assert at_once(act, act) == [None, None]
    assert answers[0] == answers[1]
    assert Visit.objects.count() == 1
