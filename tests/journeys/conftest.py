"""A real server with the demonstration, and a real browser: journeys are walked as people would."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from demo.logins import DEMO_PASSWORD

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in this thread
CHROMIUM = "/usr/bin/chromium"
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """One worker walks all journeys: the server is started once."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Demo:
    """The running product and the file behind it, which only the test reads."""

    url: str
    file: Path

    def column(self, query: str) -> list[str]:
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as database:
            return [row[0] for row in database.execute(query)]

    def value(self, query: str):
        return self.column(query)[0]


def _environment(file: Path) -> dict[str, str]:
    keys = subprocess.run(
        [sys.executable, ROOT / ".ci/make_env.py", "--print"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    fresh = dict(line.split("=", 1) for line in keys.splitlines())
    # All journeys sign in from one address, some quickly one after the other.
    rates = {"API_RATE": "100000/min", "LOGIN_RATE": "100000/m/ip"}
    return os.environ | fresh | rates | {"DATABASE_URL": f"sqlite:///{file}"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(server: subprocess.Popen, url: str) -> None:
    for _ in range(100):
        if server.poll() is not None:
            pytest.fail("the server did not start")
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server did not start")


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    env = _environment(file)
    manage = [sys.executable, str(ROOT / "manage.py")]
    for command in (
        ["migrate", "-v", "0"],
        ["createcachetable"],
        ["seed_demo", "--households-per-group", "4", "--no-snapshots"],
    ):
        subprocess.run([*manage, *command], env=env, cwd=ROOT, check=True, capture_output=True)
    port = _free_port()
    server = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("gunicorn")),
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "1",
            "--worker-class",
            "gthread",
            "--threads",
            "4",
            "--no-control-socket",
            "--log-level",
            "error",
        ],
        env=env,
        cwd=ROOT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(server, url)
        yield Demo(url, file)
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium is missing: run `.ci/setup.sh browser`")
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@pytest.fixture
def open_as(browser, demo):
    """`open_as("canbo")` is a page of that user; every console message and page error is a failure."""
    contexts, complaints = [], []

    def opened(username: str, viewport=LAPTOP, **options) -> Page:
        context = browser.new_context(
            viewport=viewport, base_url=demo.url, locale="en-US", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.goto("/accounts/login/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()
    # An answer of 404 or 422 is what some journeys ask for; the browser writes it to its console.
    assert [c for c in complaints if not re.search(r"status of (404|422)", c)] == []


@pytest.fixture(scope="session")
def axe():
    return Axe()


@pytest.fixture
def faults_of(axe):
    """What axe sees against WCAG 2.2 AA, and whatever is wider than the window of a phone or a laptop."""

    def faults(page: Page) -> list[tuple[str, str, str]]:
        rules = {
            "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        }
        violations = axe.run(page, options=rules).response["violations"]
        found = [(page.url, v["id"], v["nodes"][0]["html"][:200]) for v in violations]
        for size in (PHONE, LAPTOP):
            page.set_viewport_size(size)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append((page.url, "wider than the window", str(size)))
        return found

    return faults
