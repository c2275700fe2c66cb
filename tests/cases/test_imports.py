"""The list of people as a workbook: every kind of mistake, recognition, round trip."""

from datetime import date

import pytest

from accounts.permissions import Permission
from cases.enums import Drug, Ethnicity, ResidenceKind, Route, Sex
from cases.imports import PEOPLE, PersonResource, stored_values, with_course
from cases.models import Person, Residence, StatusPeriod
from cases.statuses import PersonStatus
from tests.factories.cases import PersonFactory
from tests.factories.wards import GroupFactory
from tests.workbooks import book, only, person_row, read_rows
from wards.imports.batches import confirm, start

TAKEN = (
    "Số định danh này đã có hồ sơ trong hệ thống. Nếu người này chuyển đến, đề nghị công an nơi cũ bàn giao hồ sơ; "
    "không lập hồ sơ thứ hai."
)
LOST_ZERO = (
    "Ô là kiểu số nên Excel đã bỏ số 0 ở đầu, chỉ còn 11 chữ số (10090000001). Có phải 010090000001? "
    "Đổi định dạng cột sang Văn bản (Text) rồi ghi lại đủ 12 chữ số."
)
FUTURE = "01/01/2099"


@pytest.fixture
def resource(officer, group):
    return PersonResource(officer, Permission.IMPORT_DATA)


@pytest.fixture
def preview(resource):
    def of(*rows):
        return resource.preview(resource.format.read(book(*rows)))

    return of


@pytest.fixture
def save(officer, group):
    def rows(*rows):
        batch = start(by=officer, importable=PEOPLE, file_name="a.xlsx", content=book(*rows))
        return confirm(by=officer, importable=PEOPLE, batch=batch)

    return rows


@pytest.fixture
def known(group):
    """Somebody of the ward with everything filled in."""
    return PersonFactory(
        group=group, full_name="Lò Văn A", birth_year=None, birth_date=date(1988, 5, 6),
        id_number="010088000011", phone="0912000011", occupation="Thợ xây",
    )  # fmt: skip


def told(preview) -> list[tuple[str, str]]:
    return [(problem.header, problem.sentence) for problem in preview.problems]


def noted(preview) -> list[tuple[str, str]]:
    return [(note.header, note.sentence) for note in preview.notes]


class TestMistakes:
    """One mistake in an otherwise faultless row: its column, and how to mend it."""

    @pytest.mark.parametrize(
        ("changes", "header", "sentence"),
        [
            ({"name": "Páo"}, "Họ và tên", "Ghi đủ họ và tên."),
            ({"name": None}, "Họ và tên", "Thiếu “Họ và tên”: ghi vào ô này."),
            (
                {"born": "31/02/1990"}, "Ngày sinh",
                "Không có ngày 31/02/1990 trong lịch. Kiểm tra lại ngày và tháng (dd/mm/yyyy).",
            ),
            ({"born": FUTURE}, "Ngày sinh", "Ngày sinh không được sau hôm nay."),
            ({"born": None}, "Ngày sinh", "Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày."),
            (
                {"born": 1990}, "Ngày sinh",
                "Chỉ có năm 1990. Ghi đủ ngày dạng dd/mm/yyyy, ví dụ 05/03/1990.",
            ),
            (
                {"born": None, "year": 1850}, "Năm sinh",
                "1850 ngoài khoảng cho phép. Ghi số từ 1900 đến 2100.",
            ),
            (
                {"year": 1985}, "Năm sinh",
                "Năm sinh không khớp với ngày sinh. Bỏ trống một trong hai cột.",
            ),
            ({"sex": None}, "Giới tính", "Thiếu “Giới tính”: ghi vào ô này."),
            (
                {"sex": "khác"}, "Giới tính",
                "“khác” không có trong danh sách. Ghi một trong: nam; nữ.",
            ),
            (
                {"people": "Xá Phó"}, "Dân tộc",
                "“Xá Phó” không có trong danh sách. Chọn trong trang “Giá trị cho phép” của tệp mẫu.",
            ),
            ({"people": None}, "Dân tộc", "Thiếu “Dân tộc”: ghi vào ô này."),
            (
                {"number": "12345678"}, "Số định danh",
                "Số định danh có 8 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            (
                {"number": "01009000000"}, "Số định danh",
                "Số định danh có 11 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            (
                {"number": "0100900000123"}, "Số định danh",
                "Số định danh có 13 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            (
                {"number": "01009000000O"}, "Số định danh",
                "Số định danh chỉ gồm chữ số; kiểm tra lại.",
            ),
            (
                {"number": 10090000001}, "Số định danh",
                LOST_ZERO,
            ),
            (
                {"phone": "12345"}, "Điện thoại",
                "Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84.",
            ),
            ({"group": None}, "Tổ, thôn", "Thiếu “Tổ, thôn”: ghi vào ô này."),
            (
                {"group": "Bản Mới"}, "Tổ, thôn",
                "“Bản Mới” không có trong danh sách. Ghi một trong: Tổ 1.",
            ),
            ({"since": None}, "Cư trú từ ngày", "Thiếu “Cư trú từ ngày”: ghi vào ô này."),
            ({"since": FUTURE}, "Cư trú từ ngày", "Ngày không được sau hôm nay."),
            (
                {"since": "01/01/1989"}, "Cư trú từ ngày",
                "Ngày này trước khi người này sinh ra.",
            ),
            (
                {"since": 44576}, "Cư trú từ ngày",
                "Ô chứa số 44576, không phải ngày. Đổi định dạng ô sang Ngày (Date) hoặc ghi dd/mm/yyyy.",
            ),
            ({"status": None}, "Diện quản lý", "Thiếu “Diện quản lý”: ghi vào ô này."),
            (
                {"status": "chấm dứt quản lý"}, "Diện quản lý",
                "Người mới không thể bắt đầu ở diện này.",
            ),
            (
                {"status": "người nghiện ma túy"}, "Diện quản lý",
                "“người nghiện ma túy” không có trong danh sách. Có phải “người nghiện”?",
            ),
            ({"status_from": FUTURE}, "Diện từ ngày", "Ngày không được sau hôm nay."),
            ({"decision": None}, "Số quyết định", "Diện này phải có số quyết định."),
            ({"decided": None}, "Ngày quyết định", "Diện này phải có ngày quyết định."),
            (
                {"decided": "02/06/2023"}, "Ngày quyết định",
                "Ngày quyết định phải trước hoặc đúng ngày bắt đầu.",
            ),
            (
                {"first_use": "lâu rồi"}, "Năm sử dụng lần đầu",
                "“lâu rồi” không phải số nguyên. Ghi bằng chữ số, ví dụ 4.",
            ),
            (
                {"rehabs": -1}, "Số lần đã cai nghiện",
                "-1 ngoài khoảng cho phép. Ghi số từ 0 đến 50.",
            ),
        ],
    )  # fmt: skip
    def test_a_mistake_is_told_beside_its_column(self, changes, header, sentence, preview):
        assert told(preview(person_row(**changes))) == [(header, sentence)]

    def test_a_status_day_before_birth_is_told(self, preview):
        found = told(preview(person_row(status_from="01/06/1989", decided="01/06/1989")))
        assert found == [("Diện từ ngày", "Ngày này trước khi người này sinh ra.")]

    def test_a_day_that_stands_for_both_is_told_once(self, preview):
        found = preview(person_row(since=FUTURE, status_from=None))
        assert told(found) == [("Cư trú từ ngày", "Ngày không được sau hôm nay.")]

    def test_a_year_of_birth_to_come_is_told_first(self, preview):
        found = told(preview(person_row(born=None, year=2099)))
        assert found[0] == ("Năm sinh", "Năm sinh không được sau năm nay.")

    def test_a_name_beyond_the_column_is_refused(self, preview):
        ((header, sentence),) = told(preview(person_row(name="Giàng " + "A" * 120)))
        assert header == "Họ và tên"
        assert "120" in sentence

    def test_a_number_twice_in_the_file_is_told_at_the_second(self, preview):
        found = preview(person_row(), person_row(name="Giàng A Em"))
        assert [(p.row, p.sentence) for p in found.problems] == [
            (3, "Cùng một người với dòng 2. Chỉ giữ một dòng.")
        ]

    def test_a_person_twice_without_a_number_is_told(self, preview):
        found = preview(person_row(number=None), person_row(number=None, name="giàng a páo"))
        assert told(found) == [("Họ và tên", "Cùng một người với dòng 2. Chỉ giữ một dòng.")]

    def test_namesakes_of_two_groups_are_two_people(self, ward, group, officer):
        GroupFactory(ward=ward, name="Tổ 2")
        resource = PersonResource(officer, Permission.IMPORT_DATA)
        rows = person_row(number=None), person_row(number=None, group="Tổ 2")
        found = resource.preview(resource.format.read(book(*rows)))
        assert (len(found.new), told(found)) == (2, [])

    def test_another_wards_group_is_refused(self, preview, other_group):
        assert told(preview(person_row(group="Thôn 1"))) == [
            ("Tổ, thôn", "“Thôn 1” không có trong danh sách. Có phải “Tổ 1”?")
        ]

    def test_a_person_of_another_ward_is_not_revealed(self, preview, other_group):
        PersonFactory(group=other_group, full_name="Bí Mật Văn", id_number="010090000001")
        found = preview(person_row())
        assert told(found) == [("Số định danh", TAKEN)]
        assert "Bí Mật" not in str(found)

    def test_suspicion_of_use_needs_no_decision(self, preview):
        row = person_row(status="nghi vấn sử dụng trái phép", decision=None, decided=None)
        assert told(preview(row)) == []


class TestNewPeople:
    def test_every_column_reaches_the_file_of_the_person(self, save, group, officer, rules):
        save(
            person_row(
                other="Páo Con", kind="tạm trú", address="Số 12", issuer="Chủ tịch UBND phường", drug="heroine",
                job="Lái xe", rehabs=2, first_use=2010, status="quản lý sau cai",
            )
            | {"Hình thức sử dụng": "tiêm chích", "Trình độ văn hóa": "tiểu học"}
        )  # fmt: skip
        person = Person.objects.get()
        assert (person.full_name, person.other_name, person.occupation) == (
            "Giàng A Páo", "Páo Con", "Lái xe",
        )  # fmt: skip
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
        assert (period.issuer, period.term_end) == ("Chủ tịch UBND phường", date(2024, 6, 1))

    def test_blank_optional_cells_take_what_is_usual(self, save):
        save(person_row(number=None, phone=None, status_from=None, decided="01/01/2022"))
        assert Residence.objects.get().kind == ResidenceKind.PERMANENT
        assert StatusPeriod.objects.get().valid_from == date(2022, 1, 15)
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
        assert told(found) == [(
            "Họ và tên",
            "Nhiều hồ sơ cùng họ tên, ngày sinh trong tổ này mà không có số định danh; sửa trên màn hình.",
        )]  # fmt: skip

    def test_somebody_elsewhere_is_never_found_by_name(self, preview, other_group):
        PersonFactory(
            group=other_group, full_name="Giàng A Páo", birth_date=date(1990, 3, 5), id_number=""
        )
        found = preview(person_row(number=None))
        assert (len(found.new), found.notes) == (1, [])


class TestNotes:
    def test_a_namesake_with_another_number_is_worth_a_look(self, preview, group):
        PersonFactory(group=group, full_name="Giàng A Páo", birth_date=date(1990, 3, 5))
        assert noted(preview(person_row())) == [(
            "Họ và tên", "Trùng họ tên và ngày sinh với một hồ sơ đã có; kiểm tra có phải cùng một người.",
        )]  # fmt: skip

    @pytest.mark.parametrize(
        ("number", "sentence"),
        [
            ("063123801", "Số 9 chữ số là CMND cũ; bổ sung số CCCD khi có."),
            ("010190000001", "Chữ số thứ tư của CCCD không khớp với giới tính và thế kỷ sinh."),
            ("010091000001", "Hai chữ số năm sinh trong CCCD không khớp với năm sinh đã ghi."),
        ],
    )
    def test_an_odd_number_is_told_and_taken(self, number, sentence, preview):
        found = preview(person_row(number=number))
        assert (noted(found), found.can_be_saved) == ([("Số định danh", sentence)], True)

    @pytest.mark.parametrize(
        ("changes", "header", "was", "now"),
        [
            ({"group": "Tổ 2"}, "Tổ, thôn", "Tổ 1", "Tổ 2"),
            ({"since": "01/01/2024"}, "Cư trú từ ngày", "01/01/2020", "01/01/2024"),
            ({"status": "quản lý sau cai"}, "Diện quản lý", "người nghiện", "quản lý sau cai"),
            ({"decision": "99/QĐ"}, "Số quyết định", "12/QĐ-UBND", "99/QĐ"),
            ({"kind": "tạm trú"}, "Hình thức cư trú", "thường trú", "tạm trú"),
            ({"issuer": "UBND"}, "Cơ quan ban hành", "trống", "UBND"),
        ],
    )
    def test_a_move_is_not_made_by_a_list(
        self, changes, header, was, now, known, ward, officer, group
    ):
        GroupFactory(ward=ward, name="Tổ 2")
        resource = PersonResource(officer, Permission.IMPORT_DATA)
        row = only(number="010088000011", **changes)
        found = resource.preview(resource.format.read(book(row)))
        assert noted(found) == [(
            header,
            f"Đang lưu “{was}”, tệp ghi “{now}”: không nhập thay đổi này, sửa trên trang hồ sơ.",
        )]  # fmt: skip
        assert (len(found.unchanged), found.changed) == (1, [])


class TestChanges:
    def test_filled_cells_change_and_blank_ones_leave(self, save, known):
        save(only(number="010088000011", job="Lái xe", phone="0912 000 012"))
        known.refresh_from_db()
        assert (known.occupation, known.phone, known.full_name, known.version) == (
            "Lái xe", "0912000012", "Lò Văn A", 2,
        )  # fmt: skip

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
