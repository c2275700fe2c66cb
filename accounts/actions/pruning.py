"""Rows that have done their work are not kept: sessions that ended, keys of forms sent long ago."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import Submission

#: A browser that restores its tabs sends an old form once more; after that long nobody does.
_SUBMISSION_DAYS = 30


@transaction.atomic
def prune_expired() -> tuple[int, int]:
    """Delete ended sessions, then submissions older than thirty days; returns how many of each.

    No audit event: neither tells anything of a person's file, and nobody acts.
    """
    now = timezone.now()
    sessions, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    old = Submission.objects.filter(at__lt=now - timedelta(days=_SUBMISSION_DAYS))
    submissions, _by_model = old.delete()
    return sessions, submissions
