"""Deletes rows that are no longer needed: ended sessions, and keys of forms sent long ago."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import Submission

#: A browser that restores its tabs may send an old form again; after so many days none does.
_SUBMISSION_DAYS = 30


@transaction.atomic
def prune_expired() -> tuple[int, int]:
    """Deletes ended sessions, then submissions older than thirty days; returns how many of each.

    Writes no audit event: neither says anything about a person's file, and no user acts.
    """
    now = timezone.now()
    sessions, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    old = Submission.objects.filter(at__lt=now - timedelta(days=_SUBMISSION_DAYS))
    submissions, _by_model = old.delete()
    return sessions, submissions
