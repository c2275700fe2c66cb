"""Dossiers, the forms in them and their scans."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.enums import DossierKind
from cases.models import Dossier
from tests.cases.ledger import refused_by_database
from tests.factories.cases import (
    DossierDocumentFactory,
    DossierFactory,
    DossierFormFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


@pytest.fixture
def person(group):
    return PersonFactory(group=group)


def test_a_number_is_given_once_to_a_person_and_kind(person):
    DossierFactory(person=person, number="HS-01", valid_from=DAY, valid_to=LATER)
    with refused_by_database():
        DossierFactory(person=person, number="HS-01", valid_from=LATER)


def test_two_wards_may_give_the_same_number(person):
    dossier = DossierFactory(person=person, number="HS-01")
    assert DossierFactory(number="HS-01").number == dossier.number


def test_a_dossier_is_not_closed_before_it_was_opened(person):
    with refused_by_database("dossier_ends_not_before_start"):
        DossierFactory(person=person, valid_from=DAY, valid_to=date(2024, 2, 1))


def test_two_of_a_kind_do_not_overlap(person):
    DossierFactory(person=person, valid_from=DAY, valid_to=LATER)
    with refused_by_database("cases_dossier_no_overlap"):
        DossierFactory(person=person, valid_from=date(2024, 8, 31))


def test_two_open_ones_of_a_kind_are_refused(person):
    DossierFactory(person=person, valid_from=DAY)
    with refused_by_database("cases_dossier_no_overlap"):
        DossierFactory(person=person, valid_from=LATER)


def test_reopening_a_closed_one_over_the_next_is_refused(person):
    closed = DossierFactory(person=person, valid_from=DAY, valid_to=LATER)
    DossierFactory(person=person, valid_from=LATER)
    closed.valid_to = date(2024, 9, 2)
    with refused_by_database("cases_dossier_no_overlap"):
        closed.save()


def test_one_follows_another_on_the_day(person):
    DossierFactory(person=person, valid_from=DAY, valid_to=LATER)
    after = DossierFactory(person=person, valid_from=LATER)
    assert list(Dossier.objects.in_force(LATER)) == [after]


def test_every_kind_may_be_open_at_once(person):
    for kind in DossierKind:
        DossierFactory(person=person, kind=kind, valid_from=DAY)
    assert person.dossiers.count() == len(DossierKind)


def test_two_people_have_the_same_kind(person):
    DossierFactory(person=person, valid_from=DAY)
    DossierFactory(valid_from=DAY)
    assert Dossier.objects.in_force(DAY).count() == 2


def test_an_unknown_kind_is_not_clean(person):
    with pytest.raises(ValidationError) as error:
        DossierFactory.build(person=person, kind="diary").clean_fields()
    assert list(error.value.error_dict) == ["kind"]


@pytest.mark.parametrize(
    ("kind", "count"),
    [("management", 5), ("treatment", 4), ("post_rehab", 3), ("compulsory", 5)],
)
def test_a_kind_says_how_many_forms_it_needs(kind, count):
    assert Dossier(kind=kind).required_forms == count


def test_the_newest_dossier_comes_first(person):
    old = DossierFactory(person=person, valid_from=DAY, valid_to=LATER)
    new = DossierFactory(person=person, valid_from=LATER)
    assert list(person.dossiers.all()) == [new, old]


def test_a_form_lies_in_a_dossier_once(person):
    dossier = DossierFactory(person=person)
    DossierFormFactory(dossier=dossier, code="05")
    with refused_by_database():
        DossierFormFactory(dossier=dossier, code="05")


def test_the_same_form_lies_in_two_dossiers(person):
    for kind in ("management", "treatment"):
        DossierFormFactory(dossier=DossierFactory(person=person, kind=kind), code="05")
    assert [d.forms.count() for d in person.dossiers.all()] == [1, 1]


def test_a_scan_lies_in_a_dossier_once(person):
    scan = DossierDocumentFactory(dossier=DossierFactory(person=person))
    with refused_by_database():
        DossierDocumentFactory(dossier=scan.dossier, sha256=scan.sha256)


def test_a_scan_may_belong_to_two_dossiers(person):
    scan = DossierDocumentFactory(dossier=DossierFactory(person=person))
    other = DossierDocumentFactory(
        dossier=DossierFactory(person=person, kind="treatment"), sha256=scan.sha256
    )
    assert scan.dossier != other.dossier


def test_things_are_called_by_their_numbers_and_titles(person):
    dossier = DossierFactory(person=person, number="HS-01")
    assert str(dossier) == "HS-01 · hồ sơ quản lý"
    assert str(DossierFormFactory(dossier=dossier, code="07")) == "07"
    assert str(DossierDocumentFactory(dossier=dossier, title="Quyết định")) == "Quyết định"


def test_the_file_is_named_by_its_hash_not_by_its_title():
    scan = DossierDocumentFactory(title="Lò Văn Tùng")
    assert scan.sha256 in scan.file.name
    assert "Tùng" not in scan.file.name
