"""Rows about users, which no place is needed for."""

import factory

from accounts.models import Submission


class SubmissionFactory(factory.django.DjangoModelFactory):
    """A form that somebody sent."""

    class Meta:
        model = Submission

    user_id = 1
    result_url = "/"
