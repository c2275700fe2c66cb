"""Requests that cannot be read: refused once, in words, and no error of ours."""

import io
import logging

import pytest
from django.test import Client
from django.urls import reverse

from config.logs import SendersFaultsInOneLine

API, LOGIN, SEARCH, CREATE = "/api/v1/people/", "/accounts/login/", "/people/", "/units/groups/new/"
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
JSON = "application/json"


def part(head: bytes, value: bytes = b"1") -> bytes:
    return b"--x\r\n" + head + b"\r\n\r\n" + value + b"\r\n--x--\r\n"


NAMED = b'Content-Disposition: form-data; name="full_name"'
BROKEN_FORMS = {
    "another character set": (b"name=A", f"{FORM}; charset=utf-16"),
    "a codec that gives no text": (b"name=A", f"{FORM}; charset=hex"),
    "a codec for host names": (b"name=A", f"{FORM}; charset=idna"),
    "a character set nobody knows": (b"name=A", f"{FORM}; charset=klingon"),
    "bytes that are no UTF-8": (b"name=\xff\xfe", FORM),
    "quoted bytes that are no UTF-8": (b"name=%C4", FORM),
    "too many fields": (b"&".join(b"n%d=1" % n for n in range(1200)), FORM),
    "parts without a boundary": (part(NAMED), "multipart/form-data"),
    "parts of another character set": (part(NAMED), f"{PARTS}; charset=utf-16"),
    "a part that is no UTF-8": (part(NAMED, b"\xc4"), PARTS),
    "a part whose head does not end": (part(NAMED + b"x" * 2000), PARTS),
}
HEADS = {
    "a query that is no UTF-8": {"QUERY_STRING": "q=%C4%"},
    "a query of raw bytes": {"QUERY_STRING": "q=\xff"},
    "a query with too many fields": {"QUERY_STRING": "&".join(f"n{n}=1" for n in range(1200))},
    "a session that hides a NUL": {"HTTP_COOKIE": 'sessionid="\\000abcdefghijk"'},
    "a character set that gives no text": {"CONTENT_TYPE": "text/plain; charset=zip"},
}


@pytest.fixture
def nobody_signed_in(db):
    return Client()


@pytest.fixture(params=["nobody_signed_in", "officer_client"])
def sender(request):
    return request.getfixturevalue(request.param)


def assert_a_page(response, status=400):
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    assert '<html lang="vi">' in response.content.decode()


def told(response):
    """(status, code) of the single error in the API's shape."""
    (error,) = response.json()["errors"]
    return response.status_code, error["code"]


def assert_one_line(caplog):
    """The log has at most a line for the request, and never where in our code it failed."""
    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(lines) <= 1
    assert [record.exc_info for record in lines if record.exc_info] == []


@pytest.mark.parametrize("what", BROKEN_FORMS)
@pytest.mark.parametrize("path", [LOGIN, CREATE, "/nowhere/"])
def test_a_form_that_cannot_be_decoded(what, path, sender, caplog):
    body, kind = BROKEN_FORMS[what]
    assert_a_page(sender.generic("POST", path, body, kind))
    assert_one_line(caplog)


@pytest.mark.parametrize("what", HEADS)
@pytest.mark.parametrize("path", [LOGIN, SEARCH])
def test_a_head_that_cannot_be_decoded(what, path, nobody_signed_in, caplog):
    assert_a_page(nobody_signed_in.get(path, **HEADS[what]))
    assert_one_line(caplog)


@pytest.mark.parametrize("what", HEADS)
def test_a_program_is_told_in_its_own_shape(what, nobody_signed_in, caplog):
    assert told(nobody_signed_in.get(API, **HEADS[what])) == (400, "parse_error")
    assert_one_line(caplog)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", f"{JSON}; charset=utf-16"),
        (b"{}", f"{JSON}; charset=zip"),
        (b'{"full_name": "\xff"}', JSON),
        (b'{"\\ud800": 1}', JSON),
        (b'["\\ud800"]', JSON),
        (b"{", JSON),
        (b"[" * 50_000, JSON),
    ],
)
def test_json_that_cannot_be_decoded(body, kind, officer_client, caplog):
    assert told(officer_client.generic("POST", API, body, kind)) == (400, "parse_error")
    assert_one_line(caplog)


@pytest.mark.parametrize("body", ['{"full_name": "\\ud800"}', '{"sex": ["a", "\\udfff"]}'])
def test_a_field_with_half_a_letter_is_named(body, officer_client):
    """A list of choices would repeat it in its refusal, which then could not be sent."""
    response = officer_client.post(API, body, content_type=JSON)
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] in {"full_name", "sex"}


def test_vietnamese_is_read_however_the_character_set_is_spelt(officer_client, ward):
    for charset in ("utf-8", "UTF-8", "utf8", '"UTF-8"'):
        kind = f"{FORM}; charset={charset}"
        response = officer_client.generic("POST", CREATE, b"name=T%E1%BB%95", kind)
        assert response.status_code == 422, charset


def test_a_line_that_breaks_while_the_form_is_sent(officer_client):
    class Broken(io.BytesIO):
        def read(self, *_size):
            raise OSError("connection reset")

        readline = read

    response = officer_client.post(
        CREATE, b"x" * 10, content_type=FORM, **{"wsgi.input": Broken(b"x" * 10)}
    )
    assert_a_page(response)


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1"])
def test_an_unknown_host_fills_no_log(host, nobody_signed_in, settings, caplog):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert nobody_signed_in.get(LOGIN, HTTP_HOST=host).status_code == 400
    kept = [record for record in caplog.records if keeps(record).exc_info]
    assert kept == []


def keeps(record):
    """The record as the console gets it."""
    assert SendersFaultsInOneLine().filter(record)
    return record


class TestSize:
    MOST = 2 * 1024 * 1024

    @pytest.mark.parametrize("path", [LOGIN, CREATE, "/nowhere/"])
    def test_a_form_is_capped(self, path, sender):
        assert_a_page(sender.post(path, b"a=" + b"x" * self.MOST, content_type=FORM), 413)

    def test_the_page_says_how_much_may_be_sent(self, officer_client):
        page = officer_client.post(CREATE, b"x" * (self.MOST + 1), content_type=FORM)
        assert "2 MB" in page.content.decode()

    def test_a_program_is_told_in_its_own_shape(self, officer_client):
        body = b'{"full_name": "' + b"x" * self.MOST + b'"}'
        assert told(officer_client.post(API, body, content_type=JSON)) == (413, "too_large")

    def test_fields_do_not_pass_as_parts(self, officer_client):
        """Where a file may be longer, the fields beside it may not."""
        body = part(NAMED, b"x" * (self.MOST + 1))
        response = officer_client.post(reverse_upload(), body, content_type=PARTS)
        assert_a_page(response, 413)

    def test_an_upload_may_be_longer(self, officer_client):
        head = b'Content-Disposition: form-data; name="file"; filename="a.xlsx"'
        response = officer_client.post(
            reverse_upload(), part(head, b"x" * (2 * self.MOST)), content_type=PARTS
        )
        assert response.status_code == 422  # read, and no workbook

    def test_an_upload_has_its_own_limit(self, officer_client, settings):
        settings.IMPORT_MAX_BYTES = 1024 * 1024
        body = part(NAMED, b"x" * (2 * self.MOST))
        response = officer_client.post(reverse_upload(), body, content_type=PARTS)
        assert_a_page(response, 413)
        assert "1 MB" in response.content.decode()

    def test_strangers_send_no_files(self, nobody_signed_in):
        response = nobody_signed_in.post(
            reverse_upload(), b"x" * (2 * self.MOST), content_type=PARTS
        )
        assert_a_page(response, 413)

    def test_the_body_is_taken_off_the_line_and_not_kept(self, officer_client):
        body = io.BytesIO(b"x" * (self.MOST + 7))
        officer_client.post(
            CREATE, b"", content_type=FORM, CONTENT_LENGTH=self.MOST + 7, **{"wsgi.input": body}
        )
        assert body.read() == b""


def reverse_upload():
    return reverse("exchange:import-upload", args=["people"])
