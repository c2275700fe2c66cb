"""Brings an installation up to date in one process: tables, cache, translations, units, terms of law.

Every step looks first and does only what is missing, so it runs before each start of the product.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wards.models import LegalRule, Ward


class Command(BaseCommand):
    """The step between installing a version and serving it."""

    help = "Migrate, compile translations, load units and rules, each only if needed."

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
        if not LegalRule.objects.exists():
            call_command("load_rules")
        if demo:
            call_command("seed_demo", if_empty=True)
            call_command("demo_logins")
