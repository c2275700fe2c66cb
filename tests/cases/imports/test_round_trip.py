"""People out of a workbook and back into one: new, recognised, changed, exported."""

from datetime import date

import pytest

from cases.enums import Drug, Ethnicity, ResidenceKind, Route, Sex
from cases.imports import PEOPLE, PersonResource, stored_values
from cases.models import Person, Residence, StatusPeriod
from cases.queries.people_list import with_course
from cases.statuses import PersonStatus
from exchange.batches import confirm, start
from tests.cases.imports.conftest import told
from tests.factories.cases import PersonFactory
from tests.workbooks import book, only, person_row, read_rows


@pytest.fixture
def save(officer, group):
    def rows(*rows):
        batch = start(by=officer, importable=PEOPLE, file_name="a.xlsx", content=book(*rows))
        return confirm(by=officer, importable=PEOPLE, batch=batch)

    return rows


class TestNewPeople:
    def test_every_column_reaches_the_file_of_the_person(self, save, group, officer, rules):
        save(
            person_row(
                other="Páo Con",
                kind="tạm trú",
                address="Số 12",
                issuer="Chủ tịch UBND phường",
                drug="heroine",
                job="Lái xe",
                rehabs=2,
                first_use=2010,
                status="quản lý sau cai",
            )
            | {"Hình thức sử dụng": "tiêm chích", "Trình độ văn hóa": "tiểu học"}
        )
        person = Person.objects.get()
        assert (person.full_name, person.other_name, person.occupation) == (
            "Giàng A Páo",
            "Páo Con",
            "Lái xe",
        )
        assert (person.birth_date, person.birth_year) == (date(1990, 3, 5), 1990)
        assert (person.sex, person.ethnicity) == (Sex.MALE, Ethnicity.MONG)
        assert (person.id_number, person.phone) == ("010090000001", "0912000001")
        assert (person.drug, person.route, person.education) == (
            Drug.HEROIN,
            Route.INJECT,
            "primary",
        )
        assert (person.past_rehab_count, person.first_use_year) == (2, 2010)
        assert (person.officer, person.version) == (officer, 1)
        stay = Residence.objects.get()
        assert (stay.group, stay.kind, stay.address) == (group, ResidenceKind.TEMPORARY, "Số 12")
        assert stay.valid_from == date(2022, 1, 15)
        period = StatusPeriod.objects.get()
        assert (period.status, period.valid_from) == (PersonStatus.POST_REHAB, date(2023, 6, 1))
        assert (period.decision_number, period.decision_date) == ("25/QĐ-UBND", date(2023, 5, 30))
        assert (period.issuer, period.term_end) == ("Chủ tịch UBND phường", date(2024, 5, 30))

    def test_blank_optional_cells_take_what_is_usual(self, save):
        save(person_row(number=None, phone=None, status_from=None, decided="01/01/2022"))
        assert Residence.objects.get().kind == ResidenceKind.PERMANENT
        assert StatusPeriod.objects.get().valid_from == date(2022, 1, 1)
        assert Person.objects.get().id_number_index is None

    def test_only_a_year_of_birth_is_enough(self, save):
        save(person_row(born=None, year=1979))
        person = Person.objects.get()
        assert (person.birth_date, person.birth_year) == (None, 1979)

    def test_a_year_that_agrees_with_the_date_is_no_mistake(self, preview):
        (draft,) = preview(person_row(year=1990)).new
        assert draft.values["birth_year"] is None

    def test_a_phone_typed_as_a_number_gets_its_zero_back(self, save):
        save(person_row(phone=912000001))
        assert Person.objects.get().phone == "0912000001"

    def test_a_formula_stays_the_text_that_was_typed(self, save):
        save(person_row(job="=HYPERLINK(1)"))
        assert Person.objects.get().occupation == "=HYPERLINK(1)"

    def test_a_new_person_is_found_by_the_number(self, save):
        save(person_row())
        assert Person.objects.all().with_id_number("010090000001").count() == 1


class TestRecognition:
    def test_the_number_finds_the_person_whatever_the_name(self, preview, known):
        (draft,) = preview(only(number="010088000011", name="Lò Văn Anh")).changed
        assert draft.existing == known
        assert draft.changes == {"full_name": "Lò Văn Anh"}

    def test_blanks_in_numbers_do_not_matter(self, preview, known):
        row = only(number="010 088 000 011", phone="0912 000-011")
        assert len(preview(row).unchanged) == 1

    def test_without_a_number_name_birth_and_group_find_the_person(self, preview, group):
        person = PersonFactory(group=group, full_name="Lù Thị B", birth_year=1990, id_number="")
        (draft,) = preview(only(name="lù thị b", year=1990, group="Tổ 1", job="Lái xe")).changed
        assert draft.existing == person

    @pytest.mark.parametrize(
        "other", [{"year": 1991}, {"name": "Lù Thị C"}, {"year": None, "born": "01/02/1990"}]
    )
    def test_a_difference_in_name_or_birth_makes_another_person(self, other, preview, group):
        PersonFactory(group=group, full_name="Lù Thị B", birth_year=1990, id_number="")
        row = person_row(number=None, name="Lù Thị B", born=None, year=1990)
        headers = {"year": "Năm sinh", "name": "Họ và tên", "born": "Ngày sinh"}
        changed = row | {headers[name]: value for name, value in other.items()}
        assert len(preview(changed).new) == 1

    def test_a_number_can_be_added_to_a_person_without_one(self, preview, group):
        person = PersonFactory(group=group, full_name="Lù Thị B", birth_year=1990, id_number="")
        row = only(name="Lù Thị B", year=1990, group="Tổ 1", number="010190000077")
        (draft,) = preview(row).changed
        assert (draft.existing, draft.changes) == (person, {"id_number": "010190000077"})

    def test_two_namesakes_without_numbers_are_not_guessed_between(self, preview, group):
        PersonFactory.create_batch(
            2, group=group, full_name="Lù Thị B", birth_year=1990, id_number=""
        )
        found = preview(person_row(name="Lù Thị B", born=None, year=1990, number=None))
        assert told(found) == [
            (
                "Họ và tên",
                "Nhiều hồ sơ cùng họ tên, ngày sinh trong tổ này mà không có số định danh; sửa trên màn hình.",
            )
        ]

    def test_somebody_elsewhere_is_never_found_by_name(self, preview, other_group):
        PersonFactory(
            group=other_group, full_name="Giàng A Páo", birth_date=date(1990, 3, 5), id_number=""
        )
        found = preview(person_row(number=None))
        assert (len(found.new), found.notes) == (1, [])


class TestChanges:
    def test_filled_cells_change_and_blank_ones_leave(self, save, known):
        save(only(number="010088000011", job="Lái xe", phone="0912 000 012"))
        known.refresh_from_db()
        assert (known.occupation, known.phone, known.full_name, known.version) == (
            "Lái xe",
            "0912000012",
            "Lò Văn A",
            2,
        )

    def test_a_new_name_is_found_and_sorted(self, save, known):
        save(only(number="010088000011", name="Vàng Thị Xuân"))
        known.refresh_from_db()
        assert known.search_key == "vang thi xuan"

    def test_a_birth_date_takes_the_place_of_the_year(self, save, group):
        person = PersonFactory(group=group, birth_year=1990, id_number="010090000055")
        save(only(number="010090000055", born="05/03/1991"))
        person.refresh_from_db()
        assert (person.birth_date, person.birth_year) == (date(1991, 3, 5), 1991)

    def test_a_year_against_a_stored_date_is_refused(self, preview, known):
        found = preview(only(number="010088000011", year=1990))
        assert told(found) == [
            ("Năm sinh", "Năm sinh không khớp với ngày sinh. Bỏ trống một trong hai cột.")
        ]

    def test_a_changed_birth_after_what_is_written_is_told_beside_it(self, preview, group):
        day = date(2022, 10, 1)
        PersonFactory(
            group=group, birth_year=1990, id_number="010090000055", since=day, status_from=day
        )
        found = preview(only(number="010090000055", born="02/10/2022"))
        words = "Hồ sơ có việc ghi ngày 01/10/2022, trước khi người này sinh ra. Xem lại ngày sinh."
        assert told(found) == [("Ngày sinh", words)]

    def test_a_changed_value_obeys_the_same_rules(self, preview, known):
        found = preview(only(number="010088000011", phone="123", name="A"))
        assert [header for header, _sentence in told(found)] == ["Họ và tên", "Điện thoại"]

    def test_a_person_changed_twice_in_one_file_is_refused(self, preview, known):
        found = preview(
            only(number="010088000011", job="Lái xe"), only(number="010088000011", job="Thợ mộc")
        )
        assert told(found) == [("Số định danh", "Cùng một người với dòng 2. Chỉ giữ một dòng.")]

    def test_the_place_and_the_status_stay(self, save, known):
        before = list(StatusPeriod.objects.values()), list(Residence.objects.values())
        save(only(number="010088000011", job="Lái xe", status="quản lý sau cai"))
        assert (list(StatusPeriod.objects.values()), list(Residence.objects.values())) == before


class TestExport:
    def exported(self, resource):
        return resource.workbook(resource.exported())

    def test_what_is_exported_is_unchanged_when_it_comes_back(self, resource, known, group):
        PersonFactory(group=group, birth_year=1970, id_number="", full_name="Lù Thị B")
        PersonFactory(group=group, woman=True, status=PersonStatus.SUSPECTED_USE)
        PersonFactory(group=group, status=PersonStatus.ENDED, occupation="=1+1", phone="0912000001")
        found = resource.preview(resource.format.read(self.exported(resource)))
        assert (len(found.unchanged), found.new, found.changed) == (4, [], [])
        assert (found.problems, found.notes, found.table.notices) == ([], [], ())

    def test_what_was_imported_comes_back_unchanged(self, save, resource):
        save(person_row(), person_row(name="Lù Thị B", sex="nữ", number=None, born=None, year=1980))
        found = resource.preview(resource.format.read(self.exported(resource)))
        assert len(found.unchanged) == 2

    def test_people_are_sorted_by_given_name(self, resource, group):
        for name in ("Lò Văn Yên", "Lò Văn An", "Lò Thị Ân"):
            PersonFactory(group=group, full_name=name)
        rows = read_rows(self.exported(resource))
        assert [row[0] for row in rows[1:]] == ["Lò Văn An", "Lò Thị Ân", "Lò Văn Yên"]

    def test_zeros_in_front_and_formulas_stay_text(self, resource, group):
        PersonFactory(
            group=group, id_number="010090000001", occupation="=1+1", other_name="+Bí danh"
        )
        row = read_rows(self.exported(resource))[1]
        assert {"010090000001", "=1+1", "+Bí danh"} <= set(row)

    def test_people_elsewhere_are_not_exported(self, resource, known, other_group):
        PersonFactory(group=other_group, full_name="Bí Mật Văn")
        assert [row[0] for row in read_rows(self.exported(resource))[1:]] == ["Lò Văn A"]

    def test_somebody_whose_status_is_missing_is_exported_all_the_same(self, resource, group):
        PersonFactory(group=group, status=None)
        (draft,) = resource.exported()
        assert draft.stored["status"] is None


def test_the_stored_values_are_those_of_the_columns(known, officer):
    (person,) = with_course(Person.objects.all())
    assert set(stored_values(person)) == set(PersonResource.fields)
