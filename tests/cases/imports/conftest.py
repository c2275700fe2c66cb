"""The list of people as a workbook, checked or saved."""

from datetime import date

import pytest

from accounts.permissions import Permission
from cases.imports import PersonResource
from tests.factories.cases import PersonFactory
from tests.workbooks import book


@pytest.fixture
def resource(officer, group):
    return PersonResource(officer, Permission.IMPORT_DATA)


@pytest.fixture
def preview(resource):
    def of(*rows):
        return resource.preview(resource.format.read(book(*rows)))

    return of


@pytest.fixture
def known(group):
    """Somebody of the ward with everything filled in."""
    return PersonFactory(
        group=group,
        full_name="Lò Văn A",
        birth_year=None,
        birth_date=date(1988, 5, 6),
        id_number="010088000011",
        phone="0912000011",
        occupation="Thợ xây",
    )


def told(preview) -> list[tuple[str, str]]:
    return [(problem.header, problem.sentence) for problem in preview.problems]
