"""Brings an installation up to date in one process: translations, static files, tables, units, terms of law.

Every step checks first and does only what is missing, so the command runs before each start of the
product. Terms of law follow the shipped file at every start, so that a new decree's rows arrive with
the version that ships them; units are loaded once, and the administrator maintains them afterwards.
When INDEX_KEY is not the key of the database, the command stops and writes nothing more: look-ups
would silently miss, and the access log would break where the two keys meet.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.audit import key_is_of_the_log
from config.static_files import collect
from law.actions.calendar import load_calendar
from law.actions.rules import load_rules
from wards.models import Ward

_OTHER_KEY = (
    "Nhật ký truy cập trong cơ sở dữ liệu không được niêm phong bằng INDEX_KEY hiện tại: sai khóa, cơ sở dữ liệu "
    "minh họa của phiên bản cũ, hoặc sự kiện đầu tiên đã bị sửa. Đặt lại đúng khóa; với dữ liệu minh họa thì "
    "xóa cơ sở dữ liệu (db.sqlite3) rồi chạy lại."
)


class Command(BaseCommand):
    """Runs between installing a version and serving it."""

    help = "Compile translations, collect static files, migrate, load units and rules, each only if needed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo",
            action="store_true",
            help="Also fill an empty database with invented people, and show how to sign in.",
        )

    def handle(self, *_args: Any, demo: bool, **_options: Any) -> None:
        call_command("compilecatalogues")
        collect()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False)
        if not key_is_of_the_log():
            raise CommandError(_OTHER_KEY)
        call_command("createcachetable", verbosity=0)
        if not Ward.objects.exists():
            call_command("load_units")
        rules = load_rules()
        if rules.created or rules.changed:
            self.stdout.write(f"rules: {rules}")
        if days := load_calendar():
            self.stdout.write(f"calendar: {days} days")
        if demo:
            call_command("seed_demo", if_empty=True)
            call_command("demo_logins")
