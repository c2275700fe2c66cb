"""The server as `make run` and a deployment start it: it serves files, and answers who sends too much."""

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.config.test_settings import KEYS, ROOT

LOGIN = "/accounts/login/"


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    return (
        os.environ
        | KEYS
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "STATIC_ROOT": str(folder / "static"),
            "WEB_CONCURRENCY": "1",
        }
    )


@pytest.fixture(scope="module")
def collected(env):
    """Static files are written once; a second time there is nothing to do."""
    code = "import django; django.setup(); from config.static_files import collect; print(collect(), collect())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]
    return Path(env["STATIC_ROOT"])


@pytest.fixture(scope="module")
def port(env, collected):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    gunicorn = [str(Path(sys.executable).with_name("gunicorn")), "-c", "config/gunicorn.conf.py"]
    server = subprocess.Popen([*gunicorn, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=env)
    try:
        wait_for(server, port)
        yield port
    finally:
        server.terminate()
        assert server.wait(timeout=20) == 0


def wait_for(server, port):
    for _ in range(150):
        assert server.poll() is None, "the server did not start"
        try:
            if asked(port, "GET", "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


def asked(port, method, path, body=None, **headers):
    """(status, headers, body) of an answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body=body, headers=named)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        line.close()


def test_a_page_is_compressed(port):
    status, headers, body = asked(port, "GET", LOGIN, Accept_Encoding="gzip, br")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert "Đăng nhập" in gzip.decompress(body).decode()


def test_style_sheets_are_compressed_and_kept_for_good(port):
    page = asked(port, "GET", LOGIN)[2].decode()
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert len(sheets) >= 3
    for sheet in sheets:
        assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
        status, headers, body = asked(port, "GET", sheet, Accept_Encoding="gzip")
        assert (status, headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")
        assert len(body) < 20_000
    assert any(
        asked(port, "GET", sheet, Accept_Encoding="gzip")[1]["Content-Encoding"] for sheet in sheets
    )


def test_fonts_are_found_under_the_names_that_the_style_sheet_gives_them(port, collected):
    (tokens,) = collected.glob("css/tokens.*.css")
    for font in re.findall(r"url\(\"?\.\./(fonts/[^\")]+)", tokens.read_text()):
        assert asked(port, "GET", f"/static/{font}")[0] == 200


@pytest.mark.parametrize("megabytes", [3, 30])
def test_whoever_sends_too_much_reads_the_sentence(port, megabytes):
    """The answer is read although the server wants none of what is sent."""
    body = b"x" * (megabytes * 1024 * 1024)
    kind = "application/x-www-form-urlencoded"
    status, _headers, page = asked(port, "POST", LOGIN, body, Content_Type=kind)
    assert status == 413
    assert "2 MB" in page.decode()


def test_a_type_that_django_fails_on_is_refused_in_words(port):
    kind = "text/plain; charset*=klingon'vi'%ff"
    status, _headers, page = asked(port, "POST", LOGIN, b"x", Content_Type=kind)
    assert status == 400
    assert "<html" in page.decode()
