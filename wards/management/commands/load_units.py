"""`manage.py load_units`: brings the units up to date with the shipped files."""

from typing import Any

from django.core.management.base import BaseCommand

from wards.actions.units import load_units


class Command(BaseCommand):
    help = "Load the units shipped in wards/data; run again, it changes only what differs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"units: {load_units()}")
