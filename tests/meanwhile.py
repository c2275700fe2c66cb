"""Two people at the same moment: the second acts while the first has written and not yet committed."""

import threading
import time

import pytest
from django.db import connection, connections, transaction

#: Long enough for the second to arrive where it has to wait.
_A_MOMENT = 0.5


def meanwhile(first, second):
    """Call `first`, let `second` begin before it is committed; returns what `second` raised, or None."""
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    raised = []

    def act():
        try:
            second()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=act)
    with transaction.atomic():
        first()
        thread.start()
        time.sleep(_A_MOMENT)
    thread.join(timeout=30)
    assert not thread.is_alive()
    return raised[0] if raised else None


def at_once(*acts):
    """Call all at the same moment, each over a connection of its own; returns what each raised, or None."""
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    raised = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place, act):
        try:
            start.wait(timeout=10)
            act()
        except Exception as error:
            raised[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return raised
