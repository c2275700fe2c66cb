"""A person: what the row refuses, what it derives, and how it is found."""

from datetime import date

import pytest
from django.core.exceptions import FieldError, ValidationError

from cases.models import Person
from cases.models.person import ID_NUMBER_INDEX
from foundation.crypto import blind_index
from tests.cases.ledger import refused_by_database, stored
from tests.factories.cases import PersonFactory
from tests.factories.wards import UserFactory

pytestmark = pytest.mark.django_db


def person(**fields) -> Person:
    """Not saved, derived values filled in."""
    return PersonFactory.build(**fields)


def names(people) -> list[str]:
    return [one.full_name for one in people]


# --- what the row refuses ------------------------------------------------------------------------


def test_a_birth_date_and_another_year_are_refused():
    born = person(birth_date=date(1990, 5, 1))
    born.birth_year = 1991
    with refused_by_database("person_born_once"):
        born.save()


def test_a_birth_date_without_its_year_is_refused():
    born = person(birth_date=date(1990, 5, 1))
    born.birth_year = None
    with refused_by_database("person_born_once"):
        born.save()


def test_nobody_is_without_a_birth():
    with refused_by_database("person_born_once"):
        person(birth_year=None).save()


def test_a_year_alone_is_a_birth():
    person(birth_date=None, birth_year=1985).save()
    assert Person.objects.get().birth_year == 1985


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_out_of_living_memory_is_refused(year):
    with refused_by_database("person_born_in_living_memory"):
        person(birth_year=year).save()


@pytest.mark.parametrize("year", [1900, 2100])
def test_the_edges_of_living_memory_stand(year):
    person(birth_year=year).save()
    assert Person.objects.get().birth_year == year


def test_two_people_never_share_an_identity_number():
    person(id_number="010090000001").save()
    with refused_by_database():
        person(id_number="010 090 000 001").save()


def test_many_people_have_no_identity_number():
    person(id_number="").save()
    person(id_number="").save()
    assert list(Person.objects.values_list("id_number_index", flat=True)) == [None, None]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"birth_year": None}, "Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày."),
        ({"birth_year": 1899}, "Năm sinh phải từ 1900."),
    ],
)
def test_a_refused_birth_is_told_in_words(fields, sentence):
    with pytest.raises(ValidationError) as error:
        person(**fields).validate_constraints()
    assert sentence in error.value.messages


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sex", "other"),
        ("ethnicity", "77"),
        ("drug", "coffee"),
        ("route", "eyes"),
        ("education", "phd"),
        ("full_name", "x" * 121),
        ("past_rehab_count", -1),
    ],
)
def test_a_value_outside_its_list_is_not_clean(field, value):
    with pytest.raises(ValidationError) as error:
        person(**{field: value}).full_clean()
    assert list(error.value.error_dict) == [field]


# --- what it derives -----------------------------------------------------------------------------


def test_names_are_kept_tidy_and_composed():
    one = person(full_name="  Lo\u0300   Văn  Tùng", other_name=" Tu\u0300ng  Béo ")
    assert (one.full_name, one.other_name) == ("Lò Văn Tùng", "Tùng Béo")


def test_both_names_are_searched_without_marks():
    assert person(full_name="Đặng Quỳnh", other_name="Sáu Đen").search_key == "dang quynh sau den"


def test_hoa_is_found_however_it_is_spelt():
    assert person(full_name="Lò Hòa").search_key == person(full_name="Lò Hoà").search_key


def test_the_birth_date_gives_the_year():
    assert person(birth_date=date(1987, 2, 3), birth_year=1990).birth_year == 1987


def test_the_identity_number_is_kept_without_spaces_and_indexed():
    one = person(id_number=" 010 090 000 001 ")
    assert one.id_number == "010090000001"
    assert one.id_number_index == blind_index(ID_NUMBER_INDEX, "010090000001")


def test_a_list_goes_by_given_name_in_vietnamese_order():
    for name in ("Lò Văn Ước", "Đinh Văn Ân", "Lò Văn An", "Lò Thị Ăn", "Vàng A Đô", "Vàng A Dế"):
        person(full_name=name).save()
    assert [name.split()[-1] for name in names(Person.objects.all())] == [
        "An",
        "Ăn",
        "Ân",
        "Dế",
        "Đô",
        "Ước",
    ]


def test_people_of_one_name_stand_in_the_order_of_writing():
    first, second = PersonFactory(full_name="Lò A"), PersonFactory(full_name="Lò A")
    assert list(Person.objects.all()) == [first, second]


@pytest.mark.parametrize(
    ("full_name", "number", "masked_name", "masked_number"),
    [
        ("Lò A Tùng", "010090123456", "Lò A T.", "010******456"),
        ("Vàng Páo", "063123456", "Vàng P.", "063***456"),
        ("Lò A Ốc", "", "Lò A Ố.", ""),
    ],
)
def test_strangers_see_a_mask(full_name, number, masked_name, masked_number):
    one = person(full_name=full_name, id_number=number)
    assert (one.masked_name, one.masked_id_number) == (masked_name, masked_number)


def test_a_person_is_called_by_name_and_has_a_page():
    one = PersonFactory(full_name="Lò A Tùng")
    assert str(one) == "Lò A Tùng"
    assert one.get_absolute_url().endswith(f"/people/{one.pk}/")


def test_an_officer_in_charge_cannot_be_deleted():
    officer = UserFactory()
    PersonFactory(officer=officer)
    with pytest.raises(Exception, match="protected foreign keys"):
        officer.delete()


# --- how it is found -----------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["010090000001", "010 090 000 001", " 010090000001 "])
def test_the_exact_number_finds_its_person(typed):
    wanted = PersonFactory(id_number="010090000001")
    PersonFactory(id_number="010090000002")
    assert list(Person.objects.with_id_number(typed)) == [wanted]


@pytest.mark.parametrize("typed", ["010090000003", "01009000000", "0100900000011", "%", "010*"])
def test_another_number_finds_nobody(typed):
    PersonFactory(id_number="010090000001")
    assert list(Person.objects.with_id_number(typed)) == []


@pytest.mark.parametrize("typed", ["", "   "])
def test_no_number_finds_nobody_not_all_who_have_none(typed):
    PersonFactory(id_number="")
    assert list(Person.objects.with_id_number(typed)) == []


def test_the_index_is_not_the_number():
    one = PersonFactory(id_number="010090000001")
    assert stored(one, "id_number_index") == one.id_number_index
    assert "010090000001" not in one.id_number_index


@pytest.mark.parametrize("lookup", ["id_number", "id_number__contains", "phone__startswith"])
def test_ciphertext_cannot_be_searched(lookup):
    with pytest.raises(FieldError):
        Person.objects.filter(**{lookup: "010090000001"})
