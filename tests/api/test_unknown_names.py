"""A misspelt parameter or field is refused with the nearest known one: nothing is answered instead."""

import json
from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from cases.models import Dossier, Person, Visit


@pytest.fixture(scope="module")
def operations():
    """(method, path, names of the query parameters) of every operation."""
    out = StringIO()
    call_command("spectacular", stdout=out)
    described = yaml.safe_load(out.getvalue())["paths"]
    return [
        (method, path, [one["name"] for one in said.get("parameters", ()) if one["in"] == "query"])
        for path, methods in described.items()
        for method, said in methods.items()
    ]


@pytest.fixture
def ids(person, dossier, visit, ward, group):
    return {
        "people": person.pk,
        "dossiers": dossier.pk,
        "visits": visit.pk,
        "wards": ward.pk,
        "groups": group.pk,
    }


def filled(path, ids):
    """The address of an operation, of rows that exist."""
    row = ids.get(path.split("/")[3], 0)
    names = {"id": row, "ward_id": row, "set_code": "CITY_2023", "criterion": "addict_file"}
    return path.format(**names)


def errors(response):
    return {
        error["field"]: (error["code"], error["message"]) for error in response.json()["errors"]
    }


def told(response):
    return response.status_code, {field: code for field, (code, _) in errors(response).items()}


def counted():
    return Person.objects.count(), Dossier.objects.count(), Visit.objects.count()


def test_no_operation_takes_an_unknown_parameter(operations, ids, chief, client_of):
    client, before = client_of(chief), counted()
    answers = {
        (method, path): told(
            client.generic(
                method.upper(), filled(path, ids) + "?nonsense=1", "{}", "application/json"
            )
        )
        for method, path, _known in operations
    }
    assert answers == dict.fromkeys(answers, (400, {"nonsense": "unknown"}))
    assert counted() == before
    assert len(answers) == len(operations)


def test_every_operation_takes_the_parameters_that_it_describes(operations, ids, chief, client_of):
    client = client_of(chief)
    refused = {}
    for method, path, known in operations:
        for name in known:
            response = client.generic(method.upper(), f"{filled(path, ids)}?{name}=")
            if response.status_code == 400 and "unknown" in str(errors(response)):
                refused[path, name] = errors(response)
    assert refused == {}


@pytest.mark.parametrize(
    ("path", "name", "nearest"),
    [
        ("scores", "asof", "as_of"),
        ("scores", "As_Of", "as_of"),
        ("scores", "ward_id", "ward"),
        ("people", "stauts", "status"),
        ("people", "pagesize", "page_size"),
        ("people", "search", "q"),
        ("people", "ordering", "q"),
        ("people", "as_of", "status"),
        ("dossiers", "persons", "person"),
        ("visits", "frist", "first"),
        ("wards", "provinces", "province"),
        ("groups", "high_risk", "is_high_risk"),
        ("people", "is_demo", "status"),
    ],
)
def test_the_answer_names_what_was_meant(path, name, nearest, ids, chief, client_of):
    response = client_of(chief).get(f"/api/v1/{path}/", {name: "2024-06-30"})
    assert told(response) == (400, {name: "unknown"})
    assert nearest in errors(response)[name][1]


def test_evidence_names_its_day(ids, chief, client_of):
    path = f"/api/v1/wards/{ids['wards']}/evidence/CITY_2023/addict_file/"
    response = client_of(chief).get(path, {"date": "2024-06-30"})
    assert told(response) == (400, {"date": "unknown"})
    assert "as_of" in errors(response)["date"][1]
    assert client_of(chief).get(path, {"page_size": 10, "page": 1}).status_code == 200


def test_who_may_not_filter_by_status_is_not_answered_as_if(clinic, client_of, ids):
    """Without the refusal, a clinic that asks for addicts would take all its patients for addicts."""
    response = client_of(clinic).get("/api/v1/people/", {"status": "addict"})
    assert told(response) == (400, {"status": "unknown"})


@pytest.mark.parametrize(
    ("path", "body", "name", "nearest"),
    [
        ("visits/", {"visited": "2024-06-30"}, "visited", "visited_on"),
        ("people/", {"fullname": "A"}, "fullname", "full_name"),
        ("people/{people}/", {"version": 1, "phones": "1"}, "phones", "phone"),
        ("people/{people}/move-status/", {"too": "addict"}, "too", "to"),
        ("people/find/", {"id": "010090123456"}, "id", "id_number"),
        ("dossiers/", {"persom": 1}, "persom", "person"),
        ("dossiers/{dossiers}/close/", {"close_on": "2024-06-30"}, "close_on", "closed_on"),
    ],
)
def test_no_operation_takes_an_unknown_field(path, body, name, nearest, ids, chief, client_of):
    client, before = client_of(chief), counted()
    send = client.patch if "version" in body else client.post
    response = send("/api/v1/" + path.format(**ids), body, content_type="application/json")
    assert told(response) == (400, {name: "unknown"})
    assert nearest in errors(response)[name][1]
    assert counted() == before


def test_a_name_of_nonsense_is_cut_and_answered(chief, client_of):
    body = json.dumps({"x" * 5000 + str(n): 1 for n in range(50)})
    response = client_of(chief).post("/api/v1/visits/", body, content_type="application/json")
    assert response.status_code == 400
    assert len(response.content) < 10_000


def test_strangers_are_told_nothing_of_parameters(client, db, outsider, client_of, nobody):
    assert client.get("/api/v1/people/?nonsense=1").status_code == 401
    assert client_of(nobody).get("/api/v1/people/?nonsense=1").status_code == 404
