"""Encrypted columns as the ORM and a thief see them."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from cases.models import Person
from foundation.crypto import UndecipherableError
from foundation.fields import EncryptedTextField
from tests.factories.cases import PersonFactory


def stored(person, column="phone") -> str:
    """What lies in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM cases_person WHERE id = %s", [person.pk])
        return cursor.fetchone()[0]


@pytest.fixture
def person(db):
    return PersonFactory(phone="0912345678")


class TestRoundTrip:
    def test_python_sees_the_text(self, person):
        assert Person.objects.get(pk=person.pk).phone == "0912345678"

    def test_the_table_holds_ciphertext(self, person):
        assert stored(person).startswith("k1$")
        assert "0912345678" not in stored(person)

    def test_nothing_stays_nothing(self, db):
        person = PersonFactory(phone="")
        assert stored(person) == ""
        assert Person.objects.get(pk=person.pk).phone == ""

    def test_saving_again_seals_again(self, person):
        before = stored(person)
        Person.objects.get(pk=person.pk).save()
        assert stored(person) != before
        assert Person.objects.get(pk=person.pk).phone == "0912345678"

    def test_bulk_writing_seals_too(self, person):
        Person.objects.filter(pk=person.pk).update(phone="0988888888")
        assert stored(person).startswith("k1$")
        assert Person.objects.values_list("phone", flat=True).get(pk=person.pk) == "0988888888"

    def test_a_value_moved_to_another_column_does_not_open(self, person):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_person SET id_number = phone WHERE id = %s", [person.pk])
        with pytest.raises(UndecipherableError):
            Person.objects.get(pk=person.pk)


class TestNoLookups:
    @pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in", "phone__gt"])
    def test_a_search_is_refused_instead_of_finding_nothing(self, person, lookup):
        value = ["0912345678"] if lookup.endswith("in") else "0912345678"
        with pytest.raises(FieldError):
            list(Person.objects.filter(**{lookup: value}))

    def test_whether_it_is_filled_may_be_asked(self, person):
        assert not Person.objects.filter(phone__isnull=True).exists()

    def test_the_blind_index_finds_an_exact_number(self, person):
        other = PersonFactory()
        found = Person.objects.filter(id_number_index=other.id_number_index)
        assert [row.pk for row in found] == [other.pk]


class TestDefinition:
    def test_a_migration_keeps_the_context(self):
        field = EncryptedTextField(blank=True, context="tip.content")
        _name, path, args, kwargs = field.deconstruct()
        assert path == "foundation.fields.EncryptedTextField"
        assert (args, kwargs) == ([], {"blank": True, "context": "tip.content"})

    def test_a_copy_is_the_same_field(self):
        assert EncryptedTextField(context="tip.content").clone().context == "tip.content"
