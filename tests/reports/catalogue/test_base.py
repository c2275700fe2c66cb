"""What every paper carries: dates with their zeros, letterhead names, small cells, registry, posts."""

from datetime import date

import pytest
import time_machine
from django.utils import translation

from criteria.criterion import Measurement, Result
from criteria.enums import Verdict
from criteria.sets import CITY_2023, QD28_2025
from reports.catalogue import CATALOGUE, get_report
from reports.catalogue.base import (
    Registry,
    committee_of,
    criterion_line,
    in_sentence,
    long_date,
    plain_name,
    shown,
)
from tests.factories.wards import AreaFactory
from tests.reports.conftest import DAY
from wards.enums import AreaKind

FILE = CITY_2023.criterion("addict_file")
PLEDGE = CITY_2023.criterion("household_pledge")
NO_HOTSPOT = CITY_2023.criterion("no_hotspot")
NO_USER = QD28_2025.criterion("no_user")


def result(criterion, numerator, denominator, **rest) -> Result:
    measurement = Measurement(numerator, denominator, **rest)
    return Result(criterion, measurement, criterion.judge(measurement))


class TestLongDate:
    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
            (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
            (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
            (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
            (date(2026, 9, 1), "ngày 01 tháng 9 năm 2026"),
            (date(2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
            (date(2026, 11, 24), "ngày 24 tháng 11 năm 2026"),
            (date(2026, 12, 8), "ngày 08 tháng 12 năm 2026"),
        ],
    )
    def test_a_zero_goes_before_days_under_ten_and_before_january_and_february(self, day, words):
        assert long_date(day) == words

    def test_no_other_month_has_a_zero(self):
        months = [long_date(date(2026, month, 20)).split()[3] for month in range(1, 13)]
        assert months == ["01", "02", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]


def figure_of(one, *, is_exact):
    return criterion_line(one, is_exact=is_exact).figure


def lacking_of(one, *, is_exact):
    return criterion_line(one, is_exact=is_exact).lacking


class TestNames:
    @pytest.mark.parametrize(
        ("name", "plain"),
        [("Tỉnh Lào Cai", "Lào Cai"), ("Thành phố Lào Cai", "Lào Cai"), ("Cụm 1", "Cụm 1")],
    )
    def test_the_kind_is_no_part_of_the_place(self, name, plain):
        assert plain_name(AreaFactory.build(name=name)) == plain

    def test_a_set_of_wards_sits_where_its_unit_sits(self):
        province = AreaFactory.build(kind=AreaKind.PROVINCE, name="Tỉnh Lào Cai")
        old = AreaFactory.build(kind=AreaKind.SET, name="Địa bàn thành phố cũ", parent=province)
        assert plain_name(old) == "Lào Cai"

    def test_a_set_without_a_unit_has_its_own_name(self):
        assert plain_name(AreaFactory.build(kind=AreaKind.SET, name="Cụm số 1")) == "Cụm số 1"

    def test_no_area_no_name(self):
        assert plain_name(None) == ""

    def test_inside_a_sentence(self):
        assert in_sentence(AreaFactory.build(name="Địa bàn Lào Cai cũ")) == "địa bàn Lào Cai cũ"

    def test_to_whom_a_ward_reports(self):
        assert committee_of(AreaFactory.build(name="Tỉnh Lào Cai")) == "Ban Chỉ đạo tỉnh Lào Cai"
        assert committee_of(None) == "Ban Chỉ đạo cấp trên"


class TestShown:
    @pytest.mark.parametrize(
        ("count", "outside"), [(0, "0"), (1, "< 3"), (2, "< 3"), (3, "3"), (1234, "1.234")]
    )
    def test_one_or_two_people_are_not_told_outside(self, count, outside):
        assert shown(count, is_exact=False) == outside

    @pytest.mark.parametrize(("count", "inside"), [(0, "0"), (1, "1"), (2, "2"), (1234, "1.234")])
    def test_the_own_ward_reads_every_number(self, count, inside):
        assert shown(count, is_exact=True) == inside

    def test_the_limit_is_the_programmes(self, settings):
        settings.SMALL_CELL_LIMIT = 5
        assert shown(4, is_exact=False) == "< 5"


class TestFigure:
    @pytest.mark.parametrize(
        ("numerator", "denominator", "outside"),
        [
            (67, 67, "67/67"),
            (60, 67, "60/67"),
            (66, 67, "trong 67 người"),
            (65, 67, "trong 67 người"),
            (64, 67, "64/67"),
            (2, 2, "< 3/< 3"),
            (1, 2, "trong < 3 người"),
            (2, 30, "< 3/30"),
            (0, 0, "không phát sinh"),
        ],
    )
    def test_a_share_of_people_gives_nobody_away(self, numerator, denominator, outside):
        assert figure_of(result(FILE, numerator, denominator), is_exact=False) == outside

    @pytest.mark.parametrize(("count", "outside"), [(0, "0"), (2, "< 3"), (10, "10")])
    def test_a_count_of_people(self, count, outside):
        told = figure_of(result(NO_USER, count, None), is_exact=False)
        assert told == f"{outside} người"

    def test_the_own_ward_reads_it_in_full(self):
        assert figure_of(result(FILE, 66, 67), is_exact=True) == "66/67"
        assert figure_of(result(NO_USER, 1, None), is_exact=True) == "1 người"

    def test_households_and_points_are_no_people_of_the_register(self):
        assert figure_of(result(PLEDGE, 279, 280), is_exact=False) == "279/280"
        assert figure_of(result(NO_HOTSPOT, 1, None), is_exact=False) == "1 điểm"

    def test_a_place_without_groups_has_no_figure(self):
        nothing = result(FILE, 0, 0, has_places=False)
        assert figure_of(nothing, is_exact=False) == "–"


class TestLacking:
    def test_what_is_met_lacks_nothing(self):
        assert lacking_of(result(FILE, 3, 3), is_exact=True) == ""

    def test_how_many_and_of_what(self):
        told = lacking_of(result(PLEDGE, 268, 280), is_exact=False)
        assert told == "12 hộ chưa ký cam kết"

    def test_one_or_two_people_stay_hidden(self):
        one = result(FILE, 66, 67)
        assert lacking_of(one, is_exact=False) == "< 3 người nghiện chưa có hồ sơ quản lý"
        assert lacking_of(one, is_exact=True) == "1 người nghiện chưa có hồ sơ quản lý"

    def test_what_lacks_does_not_tell_of_the_few_who_have_it(self):
        most = result(FILE, 1, 14)
        assert lacking_of(most, is_exact=False) == "> 11 người nghiện chưa có hồ sơ quản lý"
        assert lacking_of(most, is_exact=True) == "13 người nghiện chưa có hồ sơ quản lý"

    def test_missing_data_is_said_as_such(self):
        told = lacking_of(result(PLEDGE, 250, 280, missing=3), is_exact=False)
        assert told == "30 hộ chưa ký cam kết; thiếu số liệu hộ của 3 tổ, thôn"

    def test_missing_data_alone(self):
        told = lacking_of(result(PLEDGE, 280, 280, missing=12), is_exact=False)
        assert told == "thiếu số liệu hộ của 12 tổ, thôn"

    def test_a_place_without_groups(self):
        told = lacking_of(result(PLEDGE, 0, 0, has_places=False), is_exact=False)
        assert told == "chưa có tổ, thôn nào"

    def test_a_line_says_who_must_act(self):
        line = criterion_line(result(PLEDGE, 268, 280), is_exact=False)
        assert (line.number, line.code, line.is_met) == (6, "household_pledge", False)
        assert line.responsible == "Tổ trưởng, trưởng thôn"
        assert line.verdict == str(Verdict.NEAR.label)


class TestPaper:
    def test_without_a_number_it_is_a_draft(self, paper_of, ward):
        assert paper_of(ward).is_draft
        assert not paper_of(ward, registry=Registry("05/BC-UBND")).is_draft

    def test_the_foot_tells_the_day_and_the_number(self, paper_of, ward, settings):
        settings.DEMO = False
        issued = paper_of(ward, registry=Registry("05/BC-UBND"))
        assert issued.foot == "Số liệu tính đến ngày 30/06/2026 · Số 05/BC-UBND"
        assert paper_of(ward).foot.endswith("· Bản dự thảo, chưa ban hành")

    def test_the_foot_of_a_demonstration_says_so(self, paper_of, ward, settings):
        settings.DEMO = True
        assert paper_of(ward).foot.endswith("· dữ liệu minh họa")

    def test_it_is_dated_on_the_day_of_making(self, paper_of, ward):
        with time_machine.travel("2026-11-25T03:00:00+00:00"):
            assert paper_of(ward).signed_on == date(2026, 11, 25)

    def test_the_day_is_that_of_viet_nam(self, paper_of, ward):
        with time_machine.travel("2026-11-24T18:00:00+00:00"):
            assert paper_of(ward).place_and_date.endswith("ngày 25 tháng 11 năm 2026")

    def test_the_title_names_report_place_and_day(self, paper_of, ward):
        words = "kết quả xây dựng xã, phường không có ma túy – phường Nam Cường, tính đến ngày 30/06/2026"
        assert paper_of(ward).title == f"Báo cáo {words}"

    def test_a_file_is_named_by_code_and_day(self, paper_of, ward):
        assert paper_of(ward).file_name == f"ward-status_{ward.code}_2026-06-30.pdf"

    def test_the_head_signs(self, paper_of, ward):
        assert paper_of(ward).posts == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")

    def test_a_deputy_signs_for_the_head(self, paper_of, ward):
        signed = paper_of(ward, registry=Registry("05/BC-UBND", by_deputy=True))
        assert signed.posts == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")

    def test_small_counts_are_hidden_unless_asked_for(self, paper_of, ward):
        assert paper_of(ward).is_exact is False

    def test_it_is_vietnamese_whoever_reads(self, paper_of, ward, group):
        with translation.override("en"):
            lines = paper_of(ward).body.city.lines
        assert lines[2].title == "100 % người nghiện ma túy trên địa bàn có hồ sơ quản lý"


class TestCatalogue:
    def test_a_report_is_found_by_its_slug(self):
        assert [get_report(report.slug) for report in CATALOGUE] == list(CATALOGUE)
        assert get_report("khong-co") is None

    def test_slugs_are_unique(self):
        assert len({report.slug for report in CATALOGUE}) == len(CATALOGUE)

    def test_a_paper_keeps_the_day_it_was_asked_for(self, paper_of, ward):
        assert paper_of(ward).as_of == DAY
