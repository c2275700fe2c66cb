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
