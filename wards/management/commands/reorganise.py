"""`manage.py reorganise --on 2025-07-01`: moves groups and postings to that day's successors."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wards.actions.reorganisation import reorganise


class Command(BaseCommand):
    help = "Move groups and postings from the units that ended on a day to their successors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, required=True, help="yyyy-mm-dd")

    def handle(self, *_args: Any, **options: Any) -> None:
        self.stdout.write(str(reorganise(by=None, on_day=options["on"])))
