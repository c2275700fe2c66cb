"""The migrations that clean stored texts: what they change, what they leave, what they report."""

from importlib import import_module

import pytest
from django.apps import apps

from cases.models import Dossier, Person
from foundation.stored_text import clean_table
from foundation.text import clean
from pledges.models import Household
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.pledges import HouseholdFactory
from wards.models import NeighbourhoodGroup

pytestmark = pytest.mark.django_db


def migrate(app: str, name: str) -> None:
    import_module(f"{app}.migrations.{name}").clean_texts(apps, None)


def people() -> None:
    migrate("cases", "0010_one_text")


def written(person: Person, **values) -> Person:
    """Stores values as they were before texts were cleaned."""
    Person.objects.filter(pk=person.pk).update(**values)
    return person


class TestPeople:
    def test_names_numbers_and_their_keys_become_clean(self, group):
        person = written(
            PersonFactory(group=group),
            full_name="H\u2019Mẫu\u00a0Niê",
            search_key="h\u2019mau nie",
            sort_key="x",
            id_number="010.090.012.345",
            id_number_index="x",
            phone="84912000111",
        )
        people()
        person.refresh_from_db()
        assert (person.full_name, person.search_key) == ("H'Mẫu Niê", "hmau nie")
        assert (person.id_number, person.phone) == ("010090012345", "0912000111")
        assert Person.objects.all().with_id_number("010090012345").get() == person
        assert person.version == 1

    def test_a_search_key_that_kept_the_apostrophe_is_renewed(self, group):
        person = written(PersonFactory(group=group, full_name="H'Mẫu Niê"), search_key="h'mau nie")
        people()
        person.refresh_from_db()
        assert person.search_key == "hmau nie"

    def test_a_number_that_another_person_has_stays_and_is_reported(self, group, capsys):
        taken = PersonFactory(group=group, id_number="010090012345")
        person = written(
            PersonFactory(group=group, full_name="Lò A"),
            id_number="010.090.012.345",
            full_name="Lò\u00a0A",
        )
        other = written(PersonFactory(group=group), full_name="Lò\u00a0B")
        people()
        assert Person.objects.get(pk=person.pk).id_number == "010.090.012.345"
        assert Person.objects.get(pk=other.pk).full_name == "Lò B"
        assert Person.objects.get(pk=taken.pk).id_number == "010090012345"
        told = capsys.readouterr().out
        assert f"id {person.pk}" in told
        assert "cases_person" in told
        assert "Lò" not in told

    def test_text_of_an_old_font_stays_and_is_reported_without_its_words(self, group, capsys):
        person = written(PersonFactory(group=group), full_name="TrÇn ThÞ Lan")
        people()
        assert Person.objects.get(pk=person.pk).full_name == "TrÇn ThÞ Lan"
        told = capsys.readouterr().out
        assert f"id {person.pk}" in told
        assert "Lan" not in told

    def test_clean_rows_are_neither_written_nor_reported(
        self, group, capsys, django_assert_num_queries
    ):
        PersonFactory(group=group, full_name="H'Mẫu Niê", phone="0912000111")
        people()
        capsys.readouterr()
        with django_assert_num_queries(2):  # one batch, and the end
            report = clean_table(Person, {"full_name": clean})
        assert (report.read, report.cleaned, report.left) == (1, 0, [])
        assert capsys.readouterr().out == ""

    def test_a_text_of_invisible_marks_only_is_not_emptied(self, group):
        person = written(PersonFactory(group=group), full_name="\u200b")
        people()
        assert Person.objects.get(pk=person.pk).full_name == "\u200b"

    def test_more_rows_than_a_batch(self, group, monkeypatch):
        monkeypatch.setattr("foundation.stored_text._BATCH", 5)
        PersonFactory.create_batch(12, group=group)
        Person.objects.update(other_name="Páo\u200b Con")
        report = clean_table(Person, {"other_name": clean})
        assert (report.read, report.cleaned) == (12, 12)
        assert set(Person.objects.values_list("other_name", flat=True)) == {"Páo Con"}


def test_numbers_of_dossiers_become_clean(group):
    dossier = DossierFactory(person=PersonFactory(group=group))
    Dossier.objects.update(number="\u202aHS-01\u202c")
    people()
    assert Dossier.objects.get(pk=dossier.pk).number == "HS-01"


def test_households_become_clean_and_a_code_in_use_stays(group, capsys):
    first = HouseholdFactory(group=group, code="01-0001")
    second = HouseholdFactory(group=group, code="01-0002", head_name="Lò A")
    Household.objects.filter(pk=second.pk).update(code="01\u20110001")
    third = HouseholdFactory(group=group, code="01-0003")
    Household.objects.filter(pk=third.pk).update(code="01-0003\u200b", head_name="H\u2019Mẫu Niê")
    migrate("pledges", "0009_one_text")
    codes = dict(Household.objects.values_list("pk", "code"))
    assert codes == {first.pk: "01-0001", second.pk: "01\u20110001", third.pk: "01-0003"}
    assert Household.objects.get(pk=third.pk).search_key == "hmau nie"
    assert f"id {second.pk}" in capsys.readouterr().out


def test_groups_become_clean(group):
    NeighbourhoodGroup.objects.update(
        name="Tổ\u00a01", head_name="Lò\u200b A", head_phone="+84912000111"
    )
    migrate("wards", "0008_one_text")
    group.refresh_from_db()
    assert (group.name, group.head_name, group.head_phone) == ("Tổ 1", "Lò A", "0912000111")


@pytest.mark.parametrize(
    ("app", "name"),
    [("accounts", "0004_one_text"), ("incidents", "0004_one_text"), ("law", "0004_one_text")],
)
def test_the_others_run_on_todays_tables(app, name, group):
    migrate(app, name)
