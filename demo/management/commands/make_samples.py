"""Writes the sample workbooks of the demonstration.

The workbooks are committed, so the command must be run after every change of columns.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from demo.samples import SAMPLES


class Command(BaseCommand):
    help = "Write the sample workbooks (demo/workbooks): always the same bytes."

    def handle(self, *_args: Any, **_options: Any) -> None:
        settings.IMPORT_SAMPLES.mkdir(exist_ok=True)
        for name, make in SAMPLES.items():
            path = settings.IMPORT_SAMPLES / f"{name}.xlsx"
            path.write_bytes(make())
            self.stdout.write(f"{path.name}: {path.stat().st_size} byte")
