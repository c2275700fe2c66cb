"""`rescore_wards [--watch]` takes the snapshots again that writes in the dirty log touch.

With `--watch`, the worker of `make run`, it repeats this until stopped and takes the snapshots of each day.
"""

import logging
import signal
import threading
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from criteria.actions.snapshots import rescore_changed, take_daily

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Re-score the wards that were written to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--watch", action="store_true", help="go on until stopped")
        parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["watch"]:
            self.stdout.write(f"{rescore_changed()} thay đổi đã tính lại.")
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_unused: stop.set())
        last: date | None = None
        while not stop.is_set():
            last = _turn(last)
            stop.wait(options["every"])


def _turn(last: date | None) -> date | None:
    """Works through the log once, and takes the daily snapshots if `last` is not today.

    Returns the day of the last daily snapshots. A DatabaseError is logged, and the worker goes on.
    """
    try:
        close_old_connections()
        rescore_changed()
        if last != timezone.localdate():
            take_daily()
            last = timezone.localdate()
    except DatabaseError:
        logger.exception("re-scoring failed, trying again")
    return last
