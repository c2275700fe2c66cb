"""A ward with one of everything that the API shows, and programs that sign in with a key."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from knox.models import AuthToken
from rest_framework.test import APIClient

from tests.factories.cases import DossierFactory, PersonFactory, VisitFactory


@pytest.fixture
def person(group):
    return PersonFactory(group=group, full_name="Giàng A Páo", treated=True)


@pytest.fixture
def dossier(person):
    return DossierFactory(person=person)


@pytest.fixture
def visit(person, officer):
    return VisitFactory(person=person, by=officer)


@pytest.fixture
def key_of():
    """`key_of(user)` is a fresh key of the user's own."""
    return lambda user: AuthToken.objects.create(user)[1]


@pytest.fixture
def program_of(key_of):
    """`program_of(user)` calls the API with a key instead of a session."""

    def calling(user):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {key_of(user)}")
        return client

    return calling


@pytest.fixture
def kept_connection():
    """Requests through WSGI would close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
