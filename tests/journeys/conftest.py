"""A real server with the demonstration, and a real browser: journeys are walked as people would."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
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


def pytest_itemcollected(item):
    if "journeys" in item.path.parts:
        item.add_marker(pytest.mark.browser)


@pytest.hookimpl(trylast=True)  # after the order was drawn by lot
def pytest_collection_modifyitems(items):
    """Journeys come last: until then the demonstration is being told in the background."""
    items.sort(key=lambda item: "journeys" in item.path.parts)


def pytest_collection_finish(session):
    """The first worker tells the demonstration once for all."""
    wanted = any("journeys" in item.path.parts for item in session.items)
    if wanted and os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0":
        session.config.stash[_TELLER] = Telling(_shared_folder()).begin()


def pytest_unconfigure(config):
    teller = config.stash.get(_TELLER, None)
    if teller is not None:
        teller.kill()
        shutil.rmtree(_shared_folder())


def _shared_folder() -> Path:
    """One folder for all workers of this run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    return Path(tempfile.gettempdir()) / f"journeys-{run}"


@dataclass(frozen=True)
class Demo:
    """The running product and the file behind it, which only the test reads."""

    url: str
    file: Path
    #: (username, address) of each page once.
    pages: list[tuple[str, str]]

    def column(self, query: str) -> list[str]:
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as database:
            return [row[0] for row in database.execute(query)]

    def value(self, query: str):
        return self.column(query)[0]


@dataclass(frozen=True)
class Telling:
    """The demonstration told into a file by another process, which every worker copies when it is done."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "demo.sqlite3"

    @property
    def keys(self) -> Path:
        return self.folder / "keys.env"

    @property
    def pages(self) -> Path:
        return self.folder / "pages.json"

    @property
    def done(self) -> Path:
        return self.folder / "done"

    @property
    def failed(self) -> Path:
        return self.folder / "failed"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def begin(self) -> subprocess.Popen:
        """Starts to tell, with keys of its own."""
        self.folder.mkdir()
        make_keys = [sys.executable, ROOT / ".ci/make_env.py", "--print"]
        keys = subprocess.run(make_keys, capture_output=True, text=True, check=True)
        self.keys.write_text(keys.stdout)
        manage = f"{sys.executable} manage.py"
        script = (
            f"{manage} collectstatic -v 0 --noinput && "
            f"{manage} migrate -v 0 && {manage} createcachetable && "
            f"{manage} seed_demo --households-per-group 4 --no-snapshots && "
            f"{sys.executable} -W ignore -m tests.journeys.pages > {self.pages} && touch {self.done} || "
            f"touch {self.failed}"
        )
        with self.log.open("w") as log:
            return subprocess.Popen(
                ["sh", "-c", script],
                env=self.environment(self.file),
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    def copy_to(self, file: Path) -> None:
        """Waits until it is told; fails as soon as the telling has."""
        for _ in range(3000):
            if self.done.exists():
                shutil.copy(self.file, file)
                return
            if self.failed.exists():
                break
            time.sleep(0.1)
        pytest.fail(f"the demonstration was not told: {self.log.read_text()[-2000:]}")

    def environment(self, file: Path) -> dict[str, str]:
        fresh = dict(line.split("=", 1) for line in self.keys.read_text().splitlines())
        # All journeys sign in from one address, some quickly one after the other.
        rates = {"API_RATE": "100000/min", "LOGIN_RATE": "100000/m/ip"}
        places = {"DATABASE_URL": f"sqlite:///{file}", "STATIC_ROOT": str(self.folder / "static")}
        return os.environ | fresh | rates | places


_TELLER = pytest.StashKey[subprocess.Popen]()


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
    """Each worker's own copy of it, so that journeys of two workers do not meet."""
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    telling = Telling(_shared_folder())
    telling.copy_to(file)
    # A copy: the first worker removes what it told while another one may still look at its pages.
    static = shutil.copytree(telling.folder / "static", file.parent / "static")
    env = telling.environment(file) | {"WEB_CONCURRENCY": "1", "STATIC_ROOT": str(static)}
    port = _free_port()
    server = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("gunicorn")),
            "--config",
            "config/gunicorn.conf.py",
            "--bind",
            f"127.0.0.1:{port}",
            "--log-level",
            "error",
        ],
        env=env,
        cwd=ROOT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(server, url)
        yield Demo(url, file, json.loads(telling.pages.read_text()))
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


def _sign_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


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
        _sign_in(page, username)
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
            "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            "resultTypes": ["violations"],  # what passes is not listed: two fifths of axe's time
        }
        violations = axe.run(page, options=rules).response["violations"]
        found = [(page.url, v["id"], v["nodes"][0]["html"][:200]) for v in violations]
        for size in (PHONE, LAPTOP):
            page.set_viewport_size(size)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append((page.url, "wider than the window", str(size)))
        return found

    return faults
