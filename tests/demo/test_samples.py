"""The two workbooks of the demonstration: what is committed is what the program makes; both are imported."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.permissions import Permission
from cases.enums import AuditAction
from cases.models import Person
from cases.statuses import PersonStatus
from demo.samples import CAMPAIGN, GROUPS, HOUSEHOLDS_WITH_MISTAKES, PEOPLE_WITH_MISTAKES, SAMPLES
from exchange.batches import confirm, preview_of, start
from exchange.registry import importables
from pledges.enums import AuditAction as PledgeAction
from pledges.models import Household, Pledge, PledgeCampaign
from tests.assertions import assert_audited
from tests.factories.pledges import PledgeCampaignFactory
from tests.factories.wards import GroupFactory

LISTS = {one.kind: one for one in importables()}


@pytest.fixture
def places(ward):
    """The groups and the campaign that the workbooks name, without the rest of the demonstration."""
    for name in GROUPS:
        GroupFactory(ward=ward, name=name)
    PledgeCampaignFactory(name=CAMPAIGN, starts_on=date(2023, 1, 15), ends_on=date(2023, 12, 15))


@pytest.fixture
def begin(officer, places, settings):
    def of(kind, name):
        content = (settings.IMPORT_SAMPLES / f"{name}.xlsx").read_bytes()
        return start(by=officer, importable=LISTS[kind], file_name=f"{name}.xlsx", content=content)

    return of


@pytest.fixture
def look(begin, officer):
    def of(kind, name):
        resource = LISTS[kind].resource(officer, Permission.IMPORT_DATA)
        return preview_of(begin(kind, name), resource)

    return of


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_what_is_committed_is_what_the_program_makes(name, settings):
    assert (settings.IMPORT_SAMPLES / f"{name}.xlsx").read_bytes() == SAMPLES[name]()


def test_the_command_writes_both(settings, tmp_path):
    settings.IMPORT_SAMPLES = tmp_path / "workbooks"
    out = StringIO()
    call_command("make_samples", stdout=out)
    assert sorted(p.name for p in settings.IMPORT_SAMPLES.iterdir()) == [
        "tep-co-loi.xlsx",
        "tep-dung.xlsx",
    ]
    assert "tep-dung.xlsx: " in out.getvalue()


class TestWithoutAFault:
    @pytest.mark.parametrize(("kind", "rows"), [("people", 4), ("households", 3)])
    def test_every_row_is_new(self, kind, rows, look):
        found = look(kind, "tep-dung")
        assert (len(found.new), found.problems, found.can_be_saved) == (rows, [], True)

    def test_people_are_saved_as_they_stand_in_the_file(self, begin, officer, rules):
        confirm(by=officer, importable=LISTS["people"], batch=begin("people", "tep-dung"))
        assert_audited(AuditAction.PEOPLE_IMPORTED, by=officer, count=4)
        rows = Person.objects.order_by("full_name").values_list(
            "full_name", "birth_date", "birth_year"
        )
        assert list(rows) == [
            ("Giàng A Páo", date(1990, 3, 5), 1990),
            ("Nguyễn Thị Hạnh", date(1998, 11, 7), 1998),
            ("Tẩn Láo Tả", None, 1979),
            ("Vàng Thị Sẻn", None, 2003),
        ]
        statuses = Person.objects.order_by("full_name").values_list(
            "statuses__status", "statuses__valid_from"
        )
        assert list(statuses) == [
            (PersonStatus.ADDICT, date(2024, 3, 15)),
            (PersonStatus.ILLEGAL_USE, date(2026, 5, 20)),
            (PersonStatus.POST_REHAB, date(2025, 12, 1)),
            (PersonStatus.SUSPECTED_USE, date(2023, 9, 2)),
        ]
        phones = [person.phone for person in Person.objects.order_by("full_name")]
        assert phones == ["0912000801", "", "", "0912000804"]

    def test_households_are_saved_as_they_stand_in_the_file(self, begin, officer):
        confirm(by=officer, importable=LISTS["households"], batch=begin("households", "tep-dung"))
        assert_audited(PledgeAction.HOUSEHOLDS_IMPORTED, by=officer, count=3)
        rows = Household.objects.order_by("pk").values_list("code", "head_name", "members")
        assert list(rows) == [
            ("M8-0001", "Hoàng Văn Tuyên", 4),
            ("M8-0002", "Lù Thị Nhẩn", 2),
            ("8003", "Chảo Phù Sinh", 6),
        ]
        signed = Pledge.objects.order_by("pk").values_list(
            "representative", "relation", "valid_from"
        )
        assert list(signed) == [
            ("Hoàng Văn Tuyên", "head", date(2023, 3, 15)),
            ("Lù Văn Pín", "child", date(2023, 3, 16)),
        ]
        assert PledgeCampaign.objects.get().pledges.count() == 2

    @pytest.mark.parametrize(("kind", "rows"), [("people", 4), ("households", 3)])
    def test_sent_again_nothing_is_new(self, kind, rows, begin, look, officer):
        confirm(by=officer, importable=LISTS[kind], batch=begin(kind, "tep-dung"))
        found = look(kind, "tep-dung")
        assert (len(found.unchanged), found.new, found.changed) == (rows, [], [])


class TestWithMistakes:
    """The row in Excel, its column, and how the sentence begins."""

    PEOPLE = (
        (4, "Họ và tên", "Ghi đủ họ và tên."),
        (5, "Họ và tên", "Thiếu “Họ và tên”"),
        (6, "Ngày sinh", "Không có ngày 31/02/1990 trong lịch."),
        (7, "Ngày sinh", "Không hiểu ngày “tháng 3/1990”."),
        (8, "Ngày sinh", "Ngày sinh không được sau hôm nay."),
        (9, "Ngày sinh", "Ghi ngày sinh, hoặc năm sinh"),
        (10, "Năm sinh", "Năm sinh không khớp với ngày sinh."),
        (11, "Số định danh", "Ô là kiểu số nên Excel đã bỏ số 0 ở đầu"),
        (12, "Số định danh", "Số định danh có 11 chữ số"),
        (13, "Số định danh", "Số định danh chỉ gồm chữ số"),
        (14, "Điện thoại", "Số điện thoại phải có"),
        (15, "Giới tính", "“nma” không có trong danh sách."),
        (16, "Dân tộc", "“Xá Phó” không có trong danh sách."),
        (17, "Tổ, thôn", "“Tổ 99” không có trong danh sách."),
        (18, "Diện quản lý", "Người mới không thể bắt đầu ở diện này."),
        (19, "Số quyết định", "Diện này phải có số quyết định."),
        (19, "Ngày quyết định", "Diện này phải có ngày quyết định."),
        (20, "Ngày quyết định", "Ngày quyết định phải trước hoặc đúng"),
        (21, "Cư trú từ ngày", "Ngày không được sau hôm nay."),
        (22, "Cư trú từ ngày", "Ô chứa số 44576, không phải ngày."),
        (23, "Số định danh", "Cùng một người với dòng 22."),
    )
    HOUSEHOLDS = (
        (4, "Mã hộ", "Thiếu “Mã hộ”"),
        (5, "Chủ hộ", "Thiếu “Chủ hộ”"),
        (6, "Số nhân khẩu", "“bốn” không phải số nguyên."),
        (7, "Số nhân khẩu", "0 ngoài khoảng cho phép."),
        (8, "Số nhân khẩu", "“3.5” không phải số nguyên."),
        (9, "Tổ, thôn", "“Tổ 8 Nam Cuong A” không có trong danh sách. Có phải “Tổ 8 Nam Cường”?"),
        (10, "Từ ngày", "Ngày không được sau hôm nay."),
        (11, "Ngày ký cam kết", "Hộ này không ở tổ vào ngày ký."),
        (12, "Ngày ký cam kết", "Thiếu “Ngày ký cam kết”"),
        (13, "Đợt ký", "Thiếu “Đợt ký”"),
        (14, "Đợt ký", "“Đợt 99” không có trong danh sách."),
        (15, "Quan hệ với chủ hộ", "“hàng xóm” không có trong danh sách."),
        (16, "Người đại diện ký", "Ghi tên người ký khi chủ hộ không ký."),
        (17, "Quan hệ với chủ hộ", "Người ký không phải chủ hộ"),
        (18, "Mã hộ", "Trùng mã hộ với dòng 17 của cùng tổ, thôn."),
    )

    @pytest.mark.parametrize(("kind", "expected"), [("people", PEOPLE), ("households", HOUSEHOLDS)])
    def test_each_mistake_is_told_in_its_row_and_column(self, kind, expected, look):
        found = [(p.row, p.header) for p in look(kind, "tep-co-loi").problems]
        assert found == [(row, header) for row, header, _begins in expected]
        for problem, (_row, _header, begins) in zip(
            look(kind, "tep-co-loi").problems, expected, strict=True
        ):
            assert problem.sentence.startswith(begins)

    @pytest.mark.parametrize(
        ("kind", "rows"),
        [("people", PEOPLE_WITH_MISTAKES), ("households", HOUSEHOLDS_WITH_MISTAKES)],
    )
    def test_every_row_is_faulty_and_none_can_be_saved(self, kind, rows, look):
        found = look(kind, "tep-co-loi")
        assert (found.faulty_rows, found.can_be_saved) == (len(rows), False)
        assert len(rows) >= 12

    def test_what_is_untidy_is_told_and_stops_nothing(self, look):
        assert look("people", "tep-co-loi").table.notices == (
            "Không nhập các cột ngoài mẫu: “Ghi chú của tổ”.",
            "Chỉ đọc trang “Người”; không đọc: Hộ.",
        )
