"""The nightly clearing, as cron calls it."""

import uuid
from datetime import timedelta
from io import StringIO

from django.contrib.sessions.models import Session
from django.core.management import call_command

from accounts.models import Submission


def test_it_clears_and_says_how_much(clock, sign_in, person):
    sign_in()
    Submission.objects.create(key=uuid.uuid4(), user_id=person.pk, result_url="/")
    clock.shift(timedelta(days=31))
    out = StringIO()
    call_command("prune_expired", stdout=out)
    assert out.getvalue() == "Đã xóa 1 phiên đã hết, 1 lần gửi biểu mẫu cũ.\n"
    assert (Session.objects.count(), Submission.objects.count()) == (0, 0)
