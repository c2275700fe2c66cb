"""Every page that a role of the demonstration is shown, scored live: at most fifteen statements."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from demo.logins import DEMO_LOGINS
from tests.demo.seed.conftest import NOON
from tests.walk import links_in, walked

MOST = 15


@pytest.fixture(autouse=True)
def noon(demo):
    with time_machine.travel(NOON, tick=False):
        yield


def cost(client, url) -> tuple[str, int]:
    """The page, "" for a file, and its statements once the caches of the process are filled."""
    client.get(url).getvalue()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
        content = answer.getvalue()
    assert answer.status_code in {200, 302}, url
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return content.decode() if is_page else "", len(asked)


@pytest.mark.parametrize("username", [username for username, _role in DEMO_LOGINS])
def test_no_page_takes_more_than_fifteen_statements(username, client_of):
    client, pages, costs = client_of(User.objects.get(username=username)), {}, {}
    start = client.get("/", follow=True).request["PATH_INFO"]
    for url in walked(lambda url: links_in(pages[url]), start):
        pages[url], statements = cost(client, url)
        if pages[url]:
            costs[url] = statements
    assert {url: count for url, count in costs.items() if count > MOST} == {}
    assert len(costs) > 3
