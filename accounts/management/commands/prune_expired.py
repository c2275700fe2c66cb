"""`manage.py prune_expired`: deletes ended sessions and keys of old forms, every night."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions.pruning import prune_expired


class Command(BaseCommand):
    help = "Delete sessions that ended and the keys of forms sent more than thirty days ago."

    def handle(self, *_args: Any, **_options: Any) -> None:
        sessions, submissions = prune_expired()
        self.stdout.write(f"Đã xóa {sessions} phiên đã hết, {submissions} lần gửi biểu mẫu cũ.")
