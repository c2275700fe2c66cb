"""People as the screens of people show them, and how a screen is opened."""

import uuid

import pytest
from django.urls import reverse

from accounts.permissions import Role
from tests.factories.cases import PersonFactory

NUMBER = "010090123777"
SEES_FILES = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}
KEEPS_FILES = {Role.OFFICER, Role.CHIEF}
KEEPS_NO_FILES = set(Role) - KEEPS_FILES
LIST = "cases:person-list"


@pytest.fixture
def person(group):
    return PersonFactory(
        group=group,
        full_name="Vàng A Sử",
        birth_year=1990,
        id_number=NUMBER,
        note="hay đi rừng",
        convictions="án treo 2015",
    )


@pytest.fixture
def patient(group):
    return PersonFactory(
        group=group,
        full_name="Lò Văn Páo",
        treated=True,
        id_number="010090123888",
        convictions="án treo 2015",
        phone="0912345678",
        guardians="Bà Lò Thị Mẩy",
    )


def page(client, name, *args, **search):
    response = client.get(reverse(name, args=args), search)
    assert response.status_code == 200
    return response


def text(client, name, *args, **search):
    return page(client, name, *args, **search).content.decode()


def typed(group, **fields):
    return {
        "full_name": "Giàng Thị Mẩy",
        "birth_date": "05/02/1990",
        "sex": "female",
        "ethnicity": "08",
        "id_number": "010190000321",
        "group": group.pk,
        "since": "01/03/2024",
        "residence_kind": "permanent",
        "status": "suspected_use",
        "submission": str(uuid.uuid4()),
    } | fields
