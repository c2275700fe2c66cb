"""What every list shares: drafts, comparing, checking, previews. The list of people stands for all."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.permissions import Permission
from cases.imports import PersonResource
from exchange.resource import Draft, LedgerResource, Preview, errors_of
from exchange.table import Table
from tests.factories.cases import PersonFactory
from tests.workbooks import book, person_row, read_rows


@pytest.fixture
def resource(officer, group):
    return PersonResource(officer, Permission.IMPORT_DATA)


@pytest.fixture
def preview(resource):
    def of(*rows):
        return resource.preview(resource.format.read(book(*rows)))

    return of


class TestDraft:
    def test_a_new_row_has_only_what_it_says(self):
        draft = Draft(2, {"a": 1})
        assert (draft.stored, draft.changes) == (None, {"a": 1})

    def test_a_known_row_begins_as_it_is_stored(self):
        draft = Draft.known(2, "row", {"a": 1})
        assert (draft.values, draft.changes, draft.existing) == ({"a": 1}, {}, "row")

    def test_changing_the_values_leaves_what_is_stored(self):
        draft = Draft.known(2, "row", {"a": 1, "b": 2})
        draft.values["a"] = 3
        assert (draft.stored, draft.changes) == ({"a": 1, "b": 2}, {"a": 3})


class TestPreview:
    def test_a_row_is_new_unchanged_changed_or_faulty(self, preview, group):
        PersonFactory(group=group, full_name="Lò Văn A", id_number="010090000011")
        PersonFactory(group=group, full_name="Lò Văn B", id_number="010090000012")
        found = preview(
            person_row(),
            {"Số định danh": "010090000011", "Họ và tên": "Lò Văn A"},
            {"Số định danh": "010090000012", "Họ và tên": "Lò Văn Bê"},
            person_row(number="x"),
        )
        counts = [len(rows) for rows in (found.new, found.unchanged, found.changed, found.problems)]
        assert counts == [1, 1, 1, 1]
        assert [d.row for d in (*found.new, *found.unchanged, *found.changed)] == [2, 3, 4]

    def test_a_problem_names_row_letter_header_and_value(self, preview):
        (problem,) = preview(person_row(), person_row(number="0123")).problems
        assert (problem.row, problem.letter, problem.header, problem.value) == (
            3,
            "E",
            "Số định danh",
            "0123",
        )
        assert problem.sentence == "Số định danh có 4 chữ số; CCCD phải đủ 12, CMND cũ đủ 9."

    def test_problems_of_a_row_go_from_left_to_right(self, preview):
        found = preview(
            person_row(name="Páo", born="31/02/1990", sex="x", group="Tổ 9", number="0")
        )
        assert [problem.letter for problem in found.problems] == ["A", "B", "C", "E", "G"]
        assert found.faulty_rows == 1

    def test_a_problem_of_a_column_that_is_not_there_has_no_letter(self, preview):
        row = {k: v for k, v in person_row().items() if k != "Số quyết định"}
        (problem,) = preview(row).problems
        assert (problem.letter, problem.header, problem.value) == ("", "Số quyết định", "")

    def test_every_required_blank_is_told(self, preview):
        (first, *others) = preview(
            person_row(name=None, sex=None, people=None, since=None, status=None)
        ).problems
        assert first.sentence == "Thiếu “Họ và tên”: ghi vào ô này."
        assert [p.header for p in others] == [
            "Giới tính",
            "Dân tộc",
            "Cư trú từ ngày",
            "Diện quản lý",
        ]

    def test_notes_of_a_faulty_row_are_not_told(self, preview):
        found = preview(person_row(number="063123801", sex="x"), person_row(number="063123802"))
        assert [note.row for note in found.notes] == [3]

    def test_it_can_be_saved_only_without_problems_and_with_something_to_save(self):
        table, draft = Table((), (), ()), Draft(2)
        assert Preview(table, [draft], [], [], [], []).can_be_saved
        assert Preview(table, [], [draft], [], [], []).can_be_saved
        assert not Preview(table, [], [], [draft], [], []).can_be_saved
        assert not Preview(table, [draft], [], [], ["problem"], []).can_be_saved

    def test_a_resource_may_preview_twice(self, resource):
        table = resource.format.read(book(person_row()))
        assert [len(resource.preview(table).new) for _time in range(2)] == [1, 1]

    def test_nothing_is_written(self, preview, django_assert_num_queries):
        with django_assert_num_queries(2):
            preview(person_row())

    def test_a_mistake_of_ours_is_not_taken_for_one_of_the_file(self, resource, monkeypatch):
        def broken(_draft):
            raise ZeroDivisionError

        monkeypatch.setattr(resource, "check_new", broken)
        with pytest.raises(ZeroDivisionError):
            resource.preview(resource.format.read(book(person_row())))


class TestCells:
    def test_a_cell_that_says_nothing_readable_is_none(self, resource):
        row = {"Ngày sinh": "31/02/1990", "Họ và tên": " Giàng A Páo "}
        assert resource.cell_of(row, "full_name") == "Giàng A Páo"
        assert (resource.cell_of(row, "birth_date"), resource.cell_of(row, "sex")) == (None, None)


class TestTemplate:
    def test_it_holds_the_headers_and_an_example_that_is_not_imported(self, resource):
        rows = read_rows(resource.template())
        assert rows[0][0] == "Họ và tên *"
        assert rows[1][0] == "(Ví dụ) Giàng A Mẫu"
        with pytest.raises(ValidationError) as error:
            resource.format.read(resource.template())
        assert error.value.messages == ["Trang “Người” chưa có dòng dữ liệu nào."]

    def test_the_example_is_itself_without_fault(self, resource):
        draft = Draft(0, resource.example())
        (found,) = resource.preview(resource.format.read(resource.workbook([draft]))).new
        assert found.values["full_name"] == "Giàng A Mẫu"

    def test_its_lists_hold_the_own_groups_only(self, resource, other_group):
        guide = read_rows(resource.template(), 1)
        place = [cell.removesuffix(" *") for cell in guide[0]].index("Tổ, thôn")
        assert [row[place] for row in guide[3:] if row[place]] == ["Tổ 1"]

    def test_a_workbook_is_vietnamese_whatever_the_reader_speaks(self, officer, group):
        with translation.override("en"):
            guide = read_rows(PersonResource(officer, Permission.IMPORT_DATA).template(), 1)
        assert guide[1][0] == "Bắt buộc với dòng mới"
        assert "nam" in [row[4] for row in guide]


class TestErrorsOf:
    def test_refusals_of_all_checks_are_put_together(self):
        def first():
            raise ValidationError({"a": "một"})

        def second():
            raise ValidationError({"a": "hai", "b": "ba"})

        told = ValidationError(errors_of(first, lambda: None, second)).message_dict
        assert told == {"a": ["một", "hai"], "b": ["ba"]}

    def test_nothing_refused_is_nothing(self):
        assert errors_of(lambda: None) == {}


@pytest.mark.parametrize(
    "act",
    [
        lambda r: r.look_up([]),
        lambda r: r.find({}),
        lambda r: r.check_new(Draft(1)),
        lambda r: r.check_known(Draft(1)),
        lambda r: r.prepared(None),
        lambda r: r.exported(),
        lambda r: r.record_export([], ""),
    ],
)
def test_a_list_must_say_how(act, officer):
    with pytest.raises(NotImplementedError):
        act(LedgerResource(officer, Permission.IMPORT_DATA))


def test_days_of_drafts_are_written_as_dates(resource):
    rows = read_rows(
        resource.workbook([Draft(2, {"full_name": "A B", "birth_date": date(1990, 3, 5)})])
    )
    assert rows[1][2] == date(1990, 3, 5)
