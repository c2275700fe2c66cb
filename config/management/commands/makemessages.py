"""Django's makemessages with options by which a catalogue changes only where a wording changes."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Sorts entries by text, omits line numbers, and leaves out tests and the demonstration."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--sort-output"]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(no_location=True, no_obsolete=True)

    def handle(self, *args: Any, **options: Any) -> None:
        options["ignore_patterns"] = [*options["ignore_patterns"], "tests/*", "demo/*"]
        super().handle(*args, **options)
