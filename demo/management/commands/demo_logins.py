"""Prints the user names and the password for signing in to the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.logins import DEMO_LOGINS, DEMO_PASSWORD


class Command(BaseCommand):
    help = "Print the sign-ins of the demonstration."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Mật khẩu chung của dữ liệu minh họa: {DEMO_PASSWORD}")
        for username, role in DEMO_LOGINS:
            self.stdout.write(f"  {username:<10} {role}")
