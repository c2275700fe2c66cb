"""A ward on 30/06/2024 with two addicts (one without a dossier) and a group with its box."""

from datetime import date

import pytest

from cases.enums import DossierKind
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.pledges import HouseholdFactory, TipBoxFactory

DAY = "2024-06-30"


@pytest.fixture
def two_addicts(group):
    filed = PersonFactory(group=group, full_name="Lò A Tùng")
    DossierFactory(person=filed, kind=DossierKind.MANAGEMENT, valid_from=date(2024, 1, 5))
    return filed, PersonFactory(group=group, full_name="Vàng Thị Sua")


@pytest.fixture
def box(group):
    return TipBoxFactory(group=group)


@pytest.fixture
def household(group):
    return HouseholdFactory(group=group, head_name="Lý Láo San")


@pytest.fixture
def ask(client_of):
    """`ask(user, path, …)` is the body of the answer."""

    def asked(user, path, **search):
        response = client_of(user).get(path, search)
        assert response.status_code == 200, response.content
        return response.json()

    return asked


def told_errors(response):
    return response.status_code, {e["field"]: e["message"] for e in response.json()["errors"]}
