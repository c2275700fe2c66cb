"""`render_report` writes a PDF, or says in Vietnamese what is wrong."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pypdf import PdfReader

from reports.models import IssuedReport
from tests.factories.cases import PersonFactory
from tests.factories.wards import REFORM_DAY, AreaFactory, GroupFactory, WardFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]


@pytest.fixture
def output(tmp_path):
    return tmp_path / "report.pdf"


def render(output, slug="ward-status", **options) -> str:
    told = io.StringIO()
    call_command("render_report", slug, output=output, stdout=told, **options)
    return told.getvalue()


def words_of(path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


class TestWrites:
    def test_a_wards_report(self, output, ward, group):
        told = render(output, ward=ward.code, as_of="2026-06-30")
        assert output.read_bytes().startswith(b"%PDF")
        assert "Số liệu tính đến ngày 30/06/2026" in words_of(output)
        assert told.startswith(f"Đã ghi {output} (")
        assert "phường Nam Cường, tính đến ngày 30/06/2026" in told

    def test_an_areas_report(self, output, area, group):
        render(output, "city-phase", area=area.code, as_of="2024-06-30")
        assert "Tiến độ lộ trình" in words_of(output)

    def test_a_draft_of_today_unless_told_otherwise(self, output, ward, group):
        render(output, ward=ward.code)
        words = words_of(output)
        assert f"Số liệu tính đến ngày {timezone.localdate():%d/%m/%Y}" in words
        assert "Bản dự thảo, chưa ban hành" in words
        assert not IssuedReport.objects.exists()

    def test_a_number_when_given(self, output, ward, group):
        render(output, ward=ward.code, number="05/BC-UBND")
        assert "Số: 05/BC-UBND" in words_of(output)

    def test_small_counts_in_full_unless_it_goes_outside(self, output, ward, group):
        PersonFactory(group=group)
        render(output, ward=ward.code)
        assert "< 3" not in words_of(output)
        render(output, ward=ward.code, outside=True)
        assert "< 3" in words_of(output)

    def test_a_code_means_the_unit_of_that_day(self, output):
        old = WardFactory(code="02671", name="Nam Cường", valid_to=REFORM_DAY)
        WardFactory(code="02671", name="Cam Đường", valid_from=REFORM_DAY)
        GroupFactory(ward=old)
        assert "phường Nam Cường" in render(output, ward="02671", as_of="2024-06-30")
        assert "phường Cam Đường" in render(output, ward="02671", as_of="2026-06-30")

    def test_an_abolished_area_answers_for_later_days_too(self, output):
        AreaFactory(code="080", name="Thành phố Lào Cai", valid_to=REFORM_DAY)
        assert "Thành phố Lào Cai" in render(output, "city-phase", area="080")


class TestRefuses:
    @pytest.mark.parametrize("text", ["2024-02-31", "hôm qua", "30/06/2024", "2024"])
    def test_a_day_that_is_none(self, text, output, ward):
        with pytest.raises(CommandError, match=f"“{text}” không phải ngày dạng NĂM-THÁNG-NGÀY"):
            render(output, ward=ward.code, as_of=text)
        assert not output.exists()

    def test_a_day_to_come(self, output, ward):
        tomorrow = timezone.localdate() + timedelta(days=1)
        with pytest.raises(CommandError, match="ở tương lai, chưa có số liệu"):
            render(output, ward=ward.code, as_of=tomorrow.isoformat())

    def test_an_unknown_report(self, output, ward):
        with pytest.raises(CommandError, match=r"“khac”\. Các báo cáo: ward-status, city-phase"):
            render(output, "khac", ward=ward.code)

    def test_an_unknown_ward(self, output):
        with pytest.raises(
            CommandError, match="Không có xã, phường nào mang mã 99999 vào ngày 30/06/2026"
        ):
            render(output, ward="99999", as_of="2026-06-30")

    def test_a_ward_that_did_not_stand_that_day(self, output):
        WardFactory(code="02671", valid_from=date(2025, 7, 1))
        with pytest.raises(CommandError, match="mang mã 02671 vào ngày 30/06/2024"):
            render(output, ward="02671", as_of="2024-06-30")

    def test_an_unknown_area(self, output):
        with pytest.raises(CommandError, match="Không có địa bàn nào mang mã X"):
            render(output, "city-phase", area="X")

    @pytest.mark.parametrize(("slug", "name"), [("ward-status", "ward"), ("city-phase", "area")])
    def test_no_place(self, slug, name, output):
        with pytest.raises(CommandError, match=f"Báo cáo {slug} cần --{name} MÃ"):
            render(output, slug)

    def test_a_place_of_the_other_kind_is_no_place(self, output, ward):
        with pytest.raises(CommandError, match="cần --area"):
            render(output, "city-phase", ward=ward.code)

    def test_a_folder_that_is_not_there(self, tmp_path, ward, group):
        with pytest.raises(CommandError, match=r"Không ghi được .*mất/x\.pdf"):
            render(tmp_path / "mất/x.pdf", ward=ward.code)
