"""Brings an installation up to date in one process: translations, tables, cache, units, terms of law.

Every step looks first and does only what is missing, so it runs before each start of the product.
Terms of law follow the shipped file at every start, so that a new decree's rows arrive with the
version that brings them; units are loaded once and are the administrator's from then on.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wards.actions.rules import load_rules
from wards.models import Ward


class Command(BaseCommand):
    """The step between installing a version and serving it."""

    help = "Compile translations, migrate, load units and rules, each only if needed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo",
            action="store_true",
            help="Also fill an empty database with invented people, and show how to sign in.",
        )

    def handle(self, *_args: Any, demo: bool, **_options: Any) -> None:
        call_command("compilecatalogues")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False)
        call_command("createcachetable", verbosity=0)
        if not Ward.objects.exists():
            call_command("load_units")
        rules = load_rules()
        if rules.created or rules.changed:
            self.stdout.write(f"rules: {rules}")
        if demo:
            call_command("seed_demo", if_empty=True)
            call_command("demo_logins")
