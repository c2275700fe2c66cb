"""Every kind of mistake in a workbook of people, and what is only noted."""

from datetime import date

import pytest

from accounts.permissions import Permission
from cases.imports import PersonResource
from tests.cases.imports.conftest import told
from tests.cases.ledger import TAKEN
from tests.factories.cases import PersonFactory
from tests.factories.wards import GroupFactory
from tests.workbooks import book, only, person_row

LOST_ZERO = (
    "Ô là kiểu số nên Excel đã bỏ số 0 ở đầu, chỉ còn 11 chữ số (10090000001). Có phải 010090000001? "
    "Đổi định dạng cột sang Văn bản (Text) rồi ghi lại đủ 12 chữ số."
)

FUTURE = "01/01/2099"


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
                {"born": "31/02/1990"},
                "Ngày sinh",
                "Không có ngày 31/02/1990 trong lịch. Kiểm tra lại ngày và tháng (dd/mm/yyyy).",
            ),
            ({"born": FUTURE}, "Ngày sinh", "Ngày sinh không được sau hôm nay."),
            ({"born": None}, "Ngày sinh", "Ghi ngày sinh, hoặc năm sinh nếu không rõ ngày."),
            (
                {"born": 1990},
                "Ngày sinh",
                "Chỉ có năm 1990. Ghi đủ ngày dạng dd/mm/yyyy, ví dụ 05/03/1990.",
            ),
            (
                {"born": None, "year": 1850},
                "Năm sinh",
                "1850 ngoài khoảng cho phép. Ghi số từ 1900 đến 2100.",
            ),
            (
                {"year": 1985},
                "Năm sinh",
                "Năm sinh không khớp với ngày sinh. Bỏ trống một trong hai cột.",
            ),
            ({"sex": None}, "Giới tính", "Thiếu “Giới tính”: ghi vào ô này."),
            (
                {"sex": "khác"},
                "Giới tính",
                "“khác” không có trong danh sách. Ghi một trong: nam; nữ.",
            ),
            (
                {"people": "Xá Phó"},
                "Dân tộc",
                "“Xá Phó” không có trong danh sách. Chọn trong trang “Giá trị cho phép” của tệp mẫu.",
            ),
            ({"people": None}, "Dân tộc", "Thiếu “Dân tộc”: ghi vào ô này."),
            (
                {"number": "12345678"},
                "Số định danh",
                "Số định danh có 8 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            (
                {"number": "01009000000"},
                "Số định danh",
                "Số định danh có 11 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            (
                {"number": "0100900000123"},
                "Số định danh",
                "Số định danh có 13 chữ số; CCCD phải đủ 12, CMND cũ đủ 9.",
            ),
            (
                {"number": "01009000000O"},
                "Số định danh",
                "Số định danh chỉ gồm chữ số; kiểm tra lại.",
            ),
            (
                {"number": 10090000001},
                "Số định danh",
                LOST_ZERO,
            ),
            (
                {"phone": "12345"},
                "Điện thoại",
                "Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84.",
            ),
            ({"group": None}, "Tổ, thôn", "Thiếu “Tổ, thôn”: ghi vào ô này."),
            (
                {"group": "Bản Mới"},
                "Tổ, thôn",
                "“Bản Mới” không có trong danh sách. Ghi một trong: Tổ 1.",
            ),
            ({"since": None}, "Cư trú từ ngày", "Thiếu “Cư trú từ ngày”: ghi vào ô này."),
            ({"since": FUTURE}, "Cư trú từ ngày", "Ngày không được sau hôm nay."),
            (
                {"since": "01/01/1989"},
                "Cư trú từ ngày",
                "Ngày này trước khi người này sinh ra.",
            ),
            (
                {"since": 44576},
                "Cư trú từ ngày",
                "Ô chứa số 44576, không phải ngày. Đổi định dạng ô sang Ngày (Date) hoặc ghi dd/mm/yyyy.",
            ),
            ({"status": None}, "Diện quản lý", "Thiếu “Diện quản lý”: ghi vào ô này."),
            (
                {"status": "chấm dứt quản lý"},
                "Diện quản lý",
                "Người mới không thể bắt đầu ở diện này.",
            ),
            (
                {"status": "người nghiện ma túy"},
                "Diện quản lý",
                "“người nghiện ma túy” không có trong danh sách. Có phải “người nghiện”?",
            ),
            ({"status_from": FUTURE}, "Diện từ ngày", "Ngày không được sau hôm nay."),
            ({"decision": None}, "Số quyết định", "Diện này phải có số quyết định."),
            ({"decided": None}, "Ngày quyết định", "Diện này phải có ngày quyết định."),
            (
                {"decided": "02/06/2023"},
                "Ngày quyết định",
                "Ngày quyết định phải trước hoặc đúng ngày bắt đầu.",
            ),
            (
                {"first_use": "lâu rồi"},
                "Năm sử dụng lần đầu",
                "“lâu rồi” không phải số nguyên. Ghi bằng chữ số, ví dụ 4.",
            ),
            (
                {"rehabs": -1},
                "Số lần đã cai nghiện",
                "-1 ngoài khoảng cho phép. Ghi số từ 0 đến 50.",
            ),
        ],
    )
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

    def test_a_first_use_before_birth_is_told(self, preview):
        found = told(preview(person_row(first_use=1989)))
        assert found == [("Năm sử dụng lần đầu", "Năm sử dụng lần đầu không được trước năm sinh.")]

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


class TestNotes:
    def test_a_namesake_with_another_number_is_worth_a_look(self, preview, group):
        PersonFactory(
            group=group,
            full_name="Giàng A Páo",
            birth_date=date(1990, 3, 5),
            id_number="010090000777",
        )
        assert noted(preview(person_row())) == [
            (
                "Họ và tên",
                "Trùng họ tên và ngày sinh với một hồ sơ đã có; kiểm tra có phải cùng một người.",
            )
        ]

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
        assert noted(found) == [
            (
                header,
                f"Đang lưu “{was}”, tệp ghi “{now}”: không nhập thay đổi này, sửa trên trang hồ sơ.",
            )
        ]
        assert (len(found.unchanged), found.changed) == (1, [])
