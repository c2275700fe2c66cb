"""Compiles the project's translations that changed since the last time; it needs no gettext."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Writes a .mo file next to each .po file under LOCALE_PATHS."""

    help = "Compile the .po files under LOCALE_PATHS that are newer than their .mo."
    requires_system_checks = ()  # they would run before messages are compiled

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="Compile all of them.")

    def handle(self, *_args: Any, force: bool, verbosity: int, **_options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                compiled = source.with_suffix(".mo")
                if (
                    not force
                    and compiled.exists()
                    and compiled.stat().st_mtime >= source.stat().st_mtime
                ):
                    continue
                polib.pofile(str(source)).save_as_mofile(str(compiled))
                if verbosity:
                    self.stdout.write(f"Compiled {source}")
