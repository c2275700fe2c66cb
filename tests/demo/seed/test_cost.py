"""Every page that a role of the demonstration is shown, scored live: at most sixteen statements."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from demo.logins import DEMO_LOGINS
from tests.demo.seed.conftest import NOON
from tests.walk import kind_of, links_in, walked

MOST = 16
#: Kinds of pages that filled the caches of this process already, whoever asked for them.
WARM = set[str]()


@pytest.fixture(autouse=True)
def noon(demo):
    with time_machine.travel(NOON, tick=False):
        yield


def cost(client, url, *, is_warm: bool) -> tuple[str, int]:
    """The page, "" for a file, and its statements once the caches of the process are filled."""
    if not is_warm:
        client.get(url).getvalue()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
        content = answer.getvalue()
    assert answer.status_code in {200, 302}, url
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return content.decode() if is_page else "", len(asked)


@pytest.mark.parametrize("username", [username for username, _role in DEMO_LOGINS])
def test_no_page_takes_more_than_sixteen_statements(username, client_of):
    client, pages, costs = client_of(User.objects.get(username=username)), {}, {}
    start = client.get("/", follow=True).request["PATH_INFO"]
    for url in walked(lambda url: links_in(pages[url]), start):
        pages[url], statements = cost(client, url, is_warm=kind_of(url) in WARM)
        WARM.add(kind_of(url))
        if pages[url]:
            costs[url] = statements
    assert {url: count for url, count in costs.items() if count > MOST} == {}
    assert len(costs) > 3
