"""An import while others work: it is checked before it holds anything up, and never over what is no longer so."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from import_export.resources import Resource

from accounts.models import AuditEvent
from cases.actions.people import edit_person, read_person
from cases.imports import PEOPLE
from cases.models import Person
from exchange.batches import check, confirm, start
from exchange.excel import ExcelFormat
from exchange.models import ImportBatch
from pledges.imports import HOUSEHOLDS
from pledges.models import Household
from tests.exchange.views.conftest import url
from tests.factories.cases import PersonFactory, in_letters
from tests.factories.pledges import HouseholdFactory
from tests.meanwhile import at_once
from tests.workbooks import book, household_row, only, only_household, person_row, sent


@pytest.fixture
def kept(officer, group):
    """`kept(PEOPLE, row, …)` is an upload of the officer."""

    def with_rows(importable, *rows):
        return start(by=officer, importable=importable, file_name="a.xlsx", content=book(*rows))

    return with_rows


@pytest.fixture
def confirmed(officer):
    """Checked before, and confirmed; `meanwhile` happens in between."""

    def run(importable, batch, meanwhile=lambda: None):
        checked = check(by=officer, importable=importable, batch=batch)
        meanwhile()
        return confirm(by=officer, importable=importable, batch=batch, checked=checked)

    return run


class Transactions:
    """Whether a transaction was open each time the library went through the rows of a list."""

    def __init__(self, monkeypatch):
        self.seen = []
        through = Resource.import_data

        def watched(resource, *args, **kwargs):
            self.seen.append(connection.in_atomic_block)
            return through(resource, *args, **kwargs)

        monkeypatch.setattr(Resource, "import_data", watched)


@pytest.mark.django_db(transaction=True)
def test_rows_are_checked_before_the_transaction(kept, officer_client, monkeypatch):
    batch, transactions = kept(PEOPLE, person_row()), Transactions(monkeypatch)
    response = officer_client.post(url("import-preview", batch.pk))
    assert response["Location"] == url("import-result", batch.pk)
    assert transactions.seen == [False]
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_workbook_is_read_before_the_transaction(officer_client, group, monkeypatch):
    seen, read = [], ExcelFormat.read

    def watched(self, content):
        seen.append(connection.in_atomic_block)
        return read(self, content)

    monkeypatch.setattr(ExcelFormat, "read", watched)
    officer_client.post(url("import-upload", "people"), {"file": sent(book(person_row()))})
    assert (seen, ImportBatch.objects.count()) == ([False], 1)


class TestStillTrue:
    def test_nothing_happened(self, kept, confirmed, monkeypatch):
        batch, transactions = kept(PEOPLE, person_row()), Transactions(monkeypatch)
        assert confirmed(PEOPLE, batch).new_count == 1
        assert len(transactions.seen) == 1

    def test_others_read(self, kept, confirmed, group, officer, monkeypatch):
        person = PersonFactory(group=group, full_name="Lò Văn A", id_number="010090000777")
        batch, transactions = kept(PEOPLE, person_row()), Transactions(monkeypatch)
        done = confirmed(PEOPLE, batch, lambda: read_person(by=officer, person=person))
        assert (done.new_count, len(transactions.seen)) == (1, 1)

    def test_the_same_person_was_registered(self, kept, confirmed, officer):
        """Without a number only the name, the birth and the group say that it is the same one."""
        rows = [person_row(number=None)]
        batch, same = kept(PEOPLE, *rows), kept(PEOPLE, *rows)

        def meanwhile():
            confirm(by=officer, importable=PEOPLE, batch=same)

        with pytest.raises(ValidationError, match="Không có dòng mới hoặc thay đổi để lưu"):
            confirmed(PEOPLE, batch, meanwhile)
        assert Person.objects.count() == 1

    def test_somebody_was_given_the_name_of_a_new_row(self, kept, confirmed, officer, group):
        twins = [
            PersonFactory(group=group, full_name=name) for name in ("Lò Văn Một", "Lò Văn Hai")
        ]
        Person.objects.update(id_number="", id_number_index=None, birth_date=None, birth_year=1990)
        batch = kept(PEOPLE, person_row(name="Lò Văn Ba", number=None, born=None, year="1990"))

        def meanwhile():
            for twin in twins:
                twin.refresh_from_db()
                edit_person(
                    by=officer,
                    person=twin,
                    expected_version=twin.version,
                    changes={"full_name": "Lò Văn Ba"},
                )

        with pytest.raises(ValidationError, match="còn 1 dòng có lỗi"):
            confirmed(PEOPLE, batch, meanwhile)
        assert Person.objects.count() == 2

    def test_a_person_of_the_list_was_edited(self, kept, confirmed, officer, group):
        person = PersonFactory(group=group, full_name="Lò Văn A", id_number="010090000011")
        batch = kept(PEOPLE, only(number="010090000011", phone="0912000009"))

        def meanwhile():
            edit_person(
                by=officer, person=person, expected_version=1, changes={"full_name": "Lò Văn Á"}
            )

        confirmed(PEOPLE, batch, meanwhile)
        person = Person.objects.get()
        assert (person.full_name, person.phone) == ("Lò Văn Á", "0912000009")


@pytest.mark.django_db(transaction=True)
class TestTwoLists:
    """Two officers confirm lists of the same rows at one moment, in opposite order."""

    COUNT = 40

    def both(self, officer, importable, rows):
        batches = [
            start(by=officer, importable=importable, file_name="a.xlsx", content=book(*order))
            for order in (rows, rows[::-1])
        ]
        found = [check(by=officer, importable=importable, batch=batch) for batch in batches]
        return at_once(
            *(
                lambda batch=batch, checked=checked: confirm(
                    by=officer, importable=importable, batch=batch, checked=checked
                )
                for batch, checked in zip(batches, found, strict=True)
            )
        )

    def assert_one_is_told(self, raised):
        refused = [error for error in raised if error is not None]
        assert len(refused) <= 1
        assert all(isinstance(error, ValidationError) for error in refused), refused

    @pytest.mark.parametrize("_time", range(3))
    def test_known_households(self, officer, group, _time):
        codes = [f"01-{n:04d}" for n in range(self.COUNT)]
        for code in codes:
            HouseholdFactory(group=group, code=code, members=2)
        rows = [only_household(code=code, group="Tổ 1", members=5) for code in codes]
        self.assert_one_is_told(self.both(officer, HOUSEHOLDS, rows))
        assert set(Household.objects.values_list("members", flat=True)) == {5}

    @pytest.mark.parametrize("_time", range(3))
    def test_new_households(self, officer, group, _time):
        rows = [household_row(code=f"01-{n:04d}") for n in range(self.COUNT)]
        self.assert_one_is_told(self.both(officer, HOUSEHOLDS, rows))
        assert Household.objects.count() == self.COUNT

    def test_known_people(self, officer, group):
        numbers = [f"010090{n:06d}" for n in range(self.COUNT)]
        for n, number in enumerate(numbers):
            PersonFactory(group=group, full_name=f"Lò {in_letters(n)}", id_number=number)
        rows = [only(number=number, phone="0912000009") for number in numbers]
        self.assert_one_is_told(self.both(officer, PEOPLE, rows))
        assert {person.phone for person in Person.objects.all()} == {"0912000009"}

    def test_new_people(self, officer, group):
        rows = [
            person_row(name=f"Giàng A {in_letters(n)}", number=f"010090{n:06d}")
            for n in range(self.COUNT)
        ]
        self.assert_one_is_told(self.both(officer, PEOPLE, rows))
        assert Person.objects.count() == self.COUNT
        assert AuditEvent.objects.filter(count=self.COUNT).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_check_takes_no_lock(kept, officer):
    """While rows are checked, nothing is begun that others would wait for."""
    batch = kept(PEOPLE, person_row())
    with transaction.atomic():
        checked = check(by=officer, importable=PEOPLE, batch=batch)
    assert checked.is_still_true
    assert (Person.objects.count(), AuditEvent.objects.count()) == (0, 0)
