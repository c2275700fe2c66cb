"""The OpenAPI description: complete, clean, in Vietnamese, and shown without an outside host."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from django.urls import reverse

from config.api import router

SCHEMA, DOCS = reverse("schema"), reverse("api-docs")
#: The methods of each address.
ADDRESSES = {
    "/api/v1/dossiers/": {"get", "post"},
    "/api/v1/dossiers/{id}/": {"get"},
    "/api/v1/dossiers/{id}/close/": {"post"},
    "/api/v1/groups/": {"get"},
    "/api/v1/groups/{id}/": {"get"},
    "/api/v1/people/": {"get", "post"},
    "/api/v1/people/find/": {"post"},
    "/api/v1/people/{id}/": {"get", "patch"},
    "/api/v1/people/{id}/move-status/": {"post"},
    "/api/v1/scores/": {"get"},
    "/api/v1/visits/": {"get", "post"},
    "/api/v1/visits/{id}/": {"get"},
    "/api/v1/wards/": {"get"},
    "/api/v1/wards/{id}/": {"get"},
    "/api/v1/wards/{ward_id}/evidence/{set_code}/{criterion}/": {"get"},
}


@pytest.fixture(scope="module")
def described():
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return yaml.safe_load(out.getvalue())


@pytest.fixture(scope="module")
def operations(described):
    return {
        (method, path): operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }


def test_it_has_every_address_and_no_other(described):
    assert {path: set(methods) for path, methods in described["paths"].items()} == ADDRESSES


def test_every_registered_resource_is_in_it(described):
    stems = {prefix.split("/")[0] for prefix, _viewset, _name in router.registry}
    assert stems == {path.split("/")[3] for path in described["paths"]}


def test_every_operation_says_what_it_does_in_vietnamese(operations):
    silent = {name for name, one in operations.items() if one.get("summary", "").isascii()}
    assert silent == set()


def test_no_word_of_the_library_is_left(described):
    text = yaml.safe_dump(described, allow_unicode=True)
    assert "A unique integer" not in text
    assert "A page number" not in text


def test_every_operation_shares_the_error_shape(operations):
    shapes = {
        one["responses"]["4XX"]["content"]["application/json"]["schema"]["$ref"]
        for one in operations.values()
    }
    assert shapes == {"#/components/schemas/Errors"}


def test_what_is_made_is_answered_201(operations):
    made = {name for name, one in operations.items() if "201" in one["responses"]}
    assert made == {
        ("post", "/api/v1/dossiers/"),
        ("post", "/api/v1/people/"),
        ("post", "/api/v1/people/{id}/move-status/"),
        ("post", "/api/v1/visits/"),
    }


def test_every_operation_needs_a_key_or_a_session(operations):
    assert {str(one["security"]) for one in operations.values()} == {
        "[{'knoxApiToken': []}, {'cookieAuth': []}]"
    }


def test_a_correction_must_send_its_version(described):
    assert described["components"]["schemas"]["PersonChange"]["required"] == ["version"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("scores", ["as_of", "page", "page_size", "set", "ward"]),
        ("people", ["due", "group", "lack", "page", "page_size", "presence", "q", "status"]),
        ("dossiers", ["kind", "page", "page_size", "person", "state"]),
        ("visits", ["first", "last", "page", "page_size", "person", "result"]),
    ],
)
def test_a_list_names_what_it_is_narrowed_by(path, names, operations):
    asked = operations["get", f"/api/v1/{path}/"]["parameters"]
    assert sorted(one["name"] for one in asked) == names


def test_lists_are_paged(operations):
    for path in ("wards", "groups", "people", "dossiers", "visits", "scores"):
        answer = operations["get", f"/api/v1/{path}/"]["responses"]["200"]
        name = answer["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert name.startswith("Paginated"), path


class TestPages:
    def test_the_description_is_read_with_a_key(self, officer, program_of):
        answer = program_of(officer).get(SCHEMA)
        assert answer.status_code == 200
        assert yaml.safe_load(answer.content)["info"]["title"] == "Địa bàn không ma túy"

    def test_strangers_do_not_read_it(self, client, db):
        assert client.get(SCHEMA).status_code == 401

    def test_people_are_sent_to_the_sign_in_page(self, client, db):
        answer = client.get(DOCS)
        assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={DOCS}")

    def test_any_role_may_read_the_documentation(self, nobody, client_of):
        assert client_of(nobody).get(DOCS).status_code == 200

    def test_the_page_has_no_inline_script_or_style(self, officer_client):
        page = officer_client.get(DOCS).content.decode()
        assert "<style" not in page
        assert "style=" not in page
        assert page.count("<script") == page.count("<script src=")

    def test_everything_comes_from_our_own_server(self, officer_client):
        page = officer_client.get(DOCS).content.decode()
        assert "http://" not in page.replace("http://www.w3.org", "")
        assert "https://" not in page

    def test_the_content_policy_is_the_strict_one(self, officer_client):
        policy = officer_client.get(DOCS)["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert policy == officer_client.get("/accounts/tokens/")["Content-Security-Policy"]

    def test_its_script_knows_the_address_of_the_description(self, officer_client):
        script = officer_client.get(f"{DOCS}?script=")
        assert script["Content-Type"].startswith("application/javascript")
        assert SCHEMA.replace("/", "\\u002F") in script.content.decode() or SCHEMA in (
            script.content.decode()
        )
