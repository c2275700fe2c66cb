"""A person with a password, and a clock that can be moved."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories.wards import PostingFactory, UserFactory

PASSWORD = "rừng xanh núi đỏ 7"
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def person(ward):
    """An officer of `ward` who can type a password."""
    user = UserFactory(username="canbo", full_name="Lê Văn Cán Bộ")
    user.set_password(PASSWORD)
    user.save()
    PostingFactory(user=user, ward=ward)
    return user


@pytest.fixture
def visitor(db):
    """Nobody is signed in; requests of earlier tests do not count against its address."""
    cache.clear()
    return Client()


@pytest.fixture
def sign_in(visitor):
    """`sign_in("canbo", "…")` sends the form and gives the answer."""

    def send(username="canbo", password=PASSWORD, **more):
        data = {"login": username, "password": password} | more
        return visitor.post(reverse("account_login"), data)

    return send
