"""People of two wards and bodies that the API takes."""

import pytest

from tests.factories.cases import DossierFactory, PersonFactory, VisitFactory


@pytest.fixture
def person(group):
    return PersonFactory(
        group=group, full_name="Giàng A Páo", id_number="010090123456", other_name="Páo Con"
    )


@pytest.fixture
def stranger(other_group):
    """Lives in the other ward."""
    return PersonFactory(group=other_group, full_name="Vàng Thị Mỷ", id_number="010190654321")


@pytest.fixture
def patient(group):
    """In substitution treatment: the only kind of person whom a clinic sees."""
    return PersonFactory(group=group, full_name="Tẩn Sành Dùng", treated=True)


@pytest.fixture
def dossier(person):
    return DossierFactory(person=person, number="HS-NC-01")


@pytest.fixture
def visit(person, officer):
    return VisitFactory(person=person, by=officer, note="Đang làm thuê ở chợ")


@pytest.fixture
def new_person(group):
    """The smallest body that registers somebody."""
    return {
        "full_name": "Lý Seo Chúng",
        "birth_year": 1991,
        "sex": "male",
        "group": group.pk,
        "since": "2024-01-15",
        "status": "suspected_use",
    }


@pytest.fixture
def api(client_of):
    """`api(user).post(path, body)` speaks JSON in the user's session."""

    class Api:
        def __init__(self, user):
            self.client = client_of(user)

        def get(self, path, **search):
            return self.client.get(path, search)

        def post(self, path, body):
            return self.client.post(path, body, content_type="application/json")

        def patch(self, path, body):
            return self.client.patch(path, body, content_type="application/json")

        def rows(self, path, **search):
            """The rows of a list."""
            response = self.get(path, **search)
            assert response.status_code == 200, response.content
            return response.json()["results"]

    return Api


@pytest.fixture
def by_officer(api, officer):
    return api(officer)


@pytest.fixture
def by_outsider(api, outsider):
    return api(outsider)
