"""The way of an upload: read, kept, confirmed once, all or nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.permissions import Permission
from cases.enums import AuditAction
from cases.imports import PEOPLE
from cases.models import Person
from exchange.batches import confirm, preview_of, start
from exchange.models import ImportBatch
from tests.assertions import assert_audited, assert_nothing_audited, told_events
from tests.factories.cases import PersonFactory, in_letters
from tests.workbooks import book, only, person_row


@pytest.fixture
def begin(officer, group):
    def with_rows(*rows, name="danh-sach.xlsx", by=officer):
        return start(by=by, importable=PEOPLE, file_name=name, content=book(*rows))

    return with_rows


def confirmed(batch, by):
    return confirm(by=by, importable=PEOPLE, batch=batch)


def many(count):
    return [
        person_row(name=f"Giàng A {in_letters(n)}", number=f"010090{n:06d}") for n in range(count)
    ]


class TestStart:
    def test_the_rows_are_kept_for_their_sender(self, begin, officer):
        batch = begin(person_row())
        assert (batch.user, batch.kind, batch.file_name) == (officer, "people", "danh-sach.xlsx")
        assert not batch.is_confirmed

    def test_nothing_is_registered_and_nothing_told(self, begin):
        begin(person_row())
        assert Person.objects.count() == 0
        assert_nothing_audited()

    def test_a_file_that_is_no_list_is_refused_beside_the_field(self, officer, db):
        with pytest.raises(ValidationError) as error:
            start(by=officer, importable=PEOPLE, file_name="x.xlsx", content=b"x")
        assert error.value.message_dict == {
            "file": ["Đây không phải tệp Excel .xlsx. Mở bằng Excel rồi “Lưu thành” .xlsx."]
        }
        assert ImportBatch.objects.count() == 0


class TestConfirm:
    def test_the_rows_are_written_and_counted(self, begin, officer, group):
        PersonFactory(group=group, full_name="Lò Văn A", id_number="010090000011")
        PersonFactory(group=group, full_name="Lò Văn B", id_number="010090000012")
        batch = begin(
            person_row(),
            {"Số định danh": "010090000011", "Họ và tên": "Lò Văn A Sửa"},
            {"Số định danh": "010090000012"},
        )
        done = confirmed(batch, officer)
        assert (done.new_count, done.changed_count, done.unchanged_count) == (1, 1, 1)
        assert sorted(Person.objects.values_list("full_name", flat=True)) == [
            "Giàng A Páo",
            "Lò Văn A Sửa",
            "Lò Văn B",
        ]

    def test_the_rows_of_the_file_are_erased(self, begin, officer):
        batch = confirmed(begin(person_row()), officer)
        batch.refresh_from_db()
        assert (batch.content, batch.is_confirmed) == ("", True)

    def test_one_event_tells_of_the_whole_batch(self, begin, officer, ward):
        confirmed(begin(*many(30)), officer)
        event = assert_audited(AuditAction.PEOPLE_IMPORTED, by=officer, count=30)
        assert (event.unit_id, told_events().count()) == (ward.pk, 1)

    def test_twice_confirmed_is_once_written(self, begin, officer):
        batch = begin(person_row())
        first, second = confirmed(batch, officer), confirmed(batch, officer)
        assert (first.confirmed_at, Person.objects.count()) == (second.confirmed_at, 1)
        assert_audited(AuditAction.PEOPLE_IMPORTED, by=officer)

    def test_rows_with_errors_are_refused_together(self, begin, officer):
        batch = begin(person_row(), person_row(number="1"), person_row(number="2", sex="x"))
        with pytest.raises(ValidationError) as error:
            confirmed(batch, officer)
        assert error.value.messages == [
            "Chưa lưu dòng nào: còn 2 dòng có lỗi. Sửa trong tệp Excel rồi tải lên lại."
        ]
        assert Person.objects.count() == 0
        assert_nothing_audited()

    def test_nothing_to_save_is_refused(self, begin, officer, group):
        PersonFactory(group=group, full_name="Lò Văn A", id_number="010090000011")
        with pytest.raises(ValidationError, match="Không có dòng mới hoặc thay đổi để lưu"):
            confirmed(begin(only(number="010090000011", name="Lò Văn A")), officer)
        assert_nothing_audited()

    def test_what_happened_since_the_preview_counts(self, begin, officer, other_group):
        """Somebody elsewhere registers the person of row 901 while the officer looks at the preview."""
        batch = begin(*many(1000))
        PersonFactory(group=other_group, full_name="Bí Mật", id_number="010090000899")
        with pytest.raises(ValidationError) as error:
            confirmed(batch, officer)
        assert "còn 1 dòng có lỗi" in error.value.messages[0]
        assert Person.objects.count() == 1
        assert_nothing_audited()

    def test_a_refusal_of_the_database_leaves_nothing_half_saved(self, begin, officer, monkeypatch):
        """Two officers confirm the same number at one moment: only the database can tell."""
        monkeypatch.setattr("cases.imports.PersonResource._check_once", lambda *_args: None)
        batch = begin(*many(900), person_row(number="010090000000"))
        with pytest.raises(ValidationError) as error:
            confirmed(batch, officer)
        assert error.value.messages == [
            "Dữ liệu vừa được người khác thay đổi trong lúc lưu; chưa lưu dòng nào. Tải lại trang để xem lại."
        ]
        assert (Person.objects.count(), ImportBatch.objects.get().is_confirmed) == (0, False)
        assert_nothing_audited()

    def test_a_server_that_dies_leaves_nothing_half_saved(self, begin, officer, monkeypatch):
        def killed(**_values):
            raise SystemExit

        monkeypatch.setattr("exchange.batches.close_upload", killed)
        batch = begin(*many(5))
        with pytest.raises(SystemExit):
            confirmed(batch, officer)
        assert (Person.objects.count(), ImportBatch.objects.get().is_confirmed) == (0, False)
        assert_nothing_audited()

    def test_a_batch_may_be_confirmed_after_a_refusal(self, begin, officer, group):
        batch = begin(person_row())
        stranger = PersonFactory(group=group, id_number="010090000777")
        Person.objects.filter(pk=stranger.pk).delete()
        assert confirmed(batch, officer).new_count == 1

    def test_statements_do_not_grow_with_new_rows(
        self, begin, officer, django_assert_max_num_queries
    ):
        confirmed(begin(person_row(number="010090999999")), officer)
        batch = begin(*many(300))
        with django_assert_max_num_queries(40):
            confirmed(batch, officer)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_preview_costs_the_same_for_any_number(
    rows, begin, officer, group, django_assert_num_queries
):
    for number in range(rows):
        PersonFactory(
            group=group, full_name=f"Lò Văn {in_letters(number)}", id_number=f"010091{number:06d}"
        )
    known = [
        {"Họ và tên": f"Lò Văn {in_letters(n)}", "Số định danh": f"010091{n:06d}"}
        for n in range(rows)
    ]
    batch = begin(*many(rows), *known, person_row(number="1"))
    resource = PEOPLE.resource(officer, Permission.IMPORT_DATA)
    with django_assert_num_queries(4):
        preview = preview_of(batch, resource)
    assert (len(preview.new), len(preview.unchanged), preview.faulty_rows) == (rows, rows, 1)


def test_an_integrity_error_is_what_the_database_says_of_a_number_twice(group):
    PersonFactory(group=group, id_number="010090000001")
    with pytest.raises(IntegrityError):
        PersonFactory(group=group, id_number="010090000001")
