"""Places that criteria are asked about."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.factories.wards import GroupFactory
from wards.enums import GroupKind


@pytest.fixture
def other_place(ward):
    """The ward's "khu vực khác": people live there, but it is no neighbourhood."""
    return GroupFactory(ward=ward, name="Khu vực khác", kind=GroupKind.OTHER_PLACE)


@pytest.fixture
def undone(db):
    """`with undone():` takes back what is written inside: each example of a property starts afresh."""

    @contextmanager
    def example():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return example
