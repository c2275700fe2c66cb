"""Requests made up from the description: never an error of ours, and every answer as described."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application

pytestmark = [pytest.mark.api_fuzz, pytest.mark.django_db]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
#: The same requests in every run; a few of each kind, so that the whole takes seconds.
FEW = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def headers(chief, key_of):
    # Without a server in between nobody unpacks an answer that is compressed.
    return {"Authorization": f"Token {key_of(chief)}", "Accept-Encoding": "identity"}


@pytest.fixture
def described(headers, kept_connection):
    return schemathesis.openapi.from_wsgi("/api/schema/?format=json", application, headers=headers)


@pytest.fixture
def real(person, dossier, visit, ward, group):
    """The ids of rows that exist, by the first word of the path."""
    return {
        "people": person.pk,
        "dossiers": dossier.pk,
        "visits": visit.pk,
        "wards": ward.pk,
        "groups": group.pk,
    }


def point_at_rows_that_exist(case, real) -> None:
    """Made-up ids would all end at 404; even ones are replaced, odd ones and nonsense stay."""
    resource = case.operation.path.split("/")[3]
    for name in {"id", "ward_id"} & set(case.path_parameters or {}):
        if _is_even(case.path_parameters[name]):
            case.path_parameters[name] = real[resource]
    for name, table in (("person", "people"), ("group", "groups")):
        if isinstance(case.body, dict) and _is_even(case.body.get(name)):
            case.body[name] = real[table]


def _is_even(value) -> bool:
    return isinstance(value, int) and value % 2 == 0


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@FEW
def test_whatever_is_sent_is_answered_as_described(case, headers, real):
    point_at_rows_that_exist(case, real)
    case.call_and_validate(headers=headers, checks=CHECKS)
