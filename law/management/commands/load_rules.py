"""`manage.py load_rules`: brings rules of law and calendar up to date with the shipped files."""

from typing import Any

from django.core.management.base import BaseCommand

from law.actions.calendar import load_calendar
from law.actions.rules import load_rules


class Command(BaseCommand):
    help = "Load the rules shipped in law/data; run again, it changes only what differs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"rules: {load_rules()}")
        self.stdout.write(f"calendar: {load_calendar()} days")
