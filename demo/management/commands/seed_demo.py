"""Loads the demonstration data: about 45,000 households, 300 groups and 600 people."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cases.models import Person
from demo import fixtures, households, incidents, people, places, programme
from demo.world import World
from law.actions.calendar import load_calendar
from law.actions.rules import load_rules
from wards.actions.units import load_units


class Command(BaseCommand):
    help = (
        "Load the demonstration: invented people around the facts of the article, always the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are people already"
        )
        parser.add_argument(
            "--households-per-group", type=int, default=150, help="150 makes about 45,000"
        )
        parser.add_argument(
            "--no-snapshots", action="store_true", help="leave the past to live scoring"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if Person.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(
                "Đã có hồ sơ người trong cơ sở dữ liệu: dữ liệu minh họa chỉ nạp vào cơ sở dữ liệu trống."
            )
        started = monotonic()
        world = World(timezone.localdate(), options["households_per_group"])
        self._tell(world)
        if not options["no_snapshots"]:
            programme.take_snapshots(world)
        self.stdout.write(f"Đã nạp dữ liệu minh họa trong {monotonic() - started:.0f} giây.")

    @transaction.atomic
    def _tell(self, world: World) -> None:
        load_units(by=None)
        load_rules(by=None)
        load_calendar(by=None)
        places.lay_out(world)
        residents = households.register_and_sign(world)
        places.declare_population(world, residents)
        people.populate(world)
        incidents.tell(world)
        fixtures.install_and_check(world)
        programme.plan(world)
        places.merge(world, residents)
        people.visit_everybody(world)
        places.post_demo_users(world)
