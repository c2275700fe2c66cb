"""The ward's report says what the ward is, what moved, what is met and what is lacking; in counts."""

from datetime import date, timedelta

import pytest

from cases.enums import DossierKind
from cases.statuses import PersonStatus
from criteria.actions.snapshots import take_snapshots
from criteria.queries.scores import scores_on
from criteria.sets import CITY_2023, SETS
from incidents.enums import HotspotKind
from incidents.statuses import HotspotState
from reports.catalogue.ward_status import WardStatus
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory, IncidentFactory, IncidentPersonFactory
from tests.factories.wards import (
    REFORM_DAY,
    AreaFactory,
    AreaWardFactory,
    GroupFactory,
    PopulationFigureFactory,
    WardClassificationFactory,
    WardFactory,
    WardSuccessionFactory,
)
from tests.reports.conftest import DAY
from wards.enums import AreaKind, GroupKind
from wards.models import GroupPlacement, Ward

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]


def numbers(row) -> list[int]:
    return [int(cell) for cell in row.cells]


def sums(paper) -> dict[str, list[int]]:
    return {row.sign: numbers(row) for row in paper.body.movement if row.sign}


def reasons(paper) -> dict[str, list[int]]:
    return {row.label: numbers(row) for row in paper.body.movement if not row.sign}


class TestLetterhead:
    def test_the_committee_of_the_ward_under_the_city(self, paper_of, ward, area):
        head = paper_of(ward).letterhead
        assert head.superior == "UBND thành phố Lào Cai"
        assert head.agency == ("ỦY BAN NHÂN DÂN", "PHƯỜNG NAM CƯỜNG")
        assert (head.symbol, head.seat) == ("BC-UBND", "Lào Cai")

    def test_after_the_reform_the_province_is_above(self, paper_of, ward):
        province = AreaFactory(kind=AreaKind.PROVINCE, name="Tỉnh Lào Cai")
        AreaWardFactory(area=province, ward=ward)
        head = paper_of(ward).letterhead
        assert (head.superior, head.seat) == ("UBND tỉnh Lào Cai", "Lào Cai")

    def test_a_city_stands_between_ward_and_province(self, paper_of, ward, area):
        AreaWardFactory(area=AreaFactory(kind=AreaKind.PROVINCE, name="Tỉnh Lào Cai"), ward=ward)
        assert paper_of(ward).letterhead.superior == "UBND thành phố Lào Cai"

    def test_a_set_of_wards_is_no_superior(self, paper_of, ward):
        AreaWardFactory(area=AreaFactory(kind=AreaKind.SET, name="Địa bàn cũ"), ward=ward)
        head = paper_of(ward).letterhead
        assert (head.superior, head.seat) == ("", "Nam Cường")

    def test_the_unit_above_is_that_of_the_day(self, paper_of, ward):
        city = AreaFactory(name="Thành phố Lào Cai")
        AreaWardFactory(area=city, ward=ward, valid_to=REFORM_DAY)
        assert paper_of(ward, date(2025, 6, 30)).letterhead.superior == "UBND thành phố Lào Cai"
        assert paper_of(ward, REFORM_DAY).letterhead.superior == ""

    def test_it_stands_on_the_paper(self, text, ward, area):
        words = text(ward)
        assert "UBND THÀNH PHỐ LÀO CAI ỦY BAN NHÂN DÂN PHƯỜNG NAM CƯỜNG" in words
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in words
        assert "Số: /BC-UBND" in words

    def test_recipients_end_with_the_archive(self, paper_of, ward):
        kinds = ("Như trên", "Đảng ủy, HĐND, UBND phường", "Công an phường", "Lưu: VT, CA")
        assert paper_of(ward).recipients == kinds

    def test_recipients_of_a_commune(self, text):
        words = text(WardFactory(kind="xa", name="Cốc San"))
        assert (
            "Nơi nhận: - Như trên; - Đảng ủy, HĐND, UBND xã; - Công an xã; - Lưu: VT, CA." in words
        )


class TestSituation:
    def test_neighbourhoods_are_counted_without_the_place_outside_them(self, paper_of, ward, group):
        GroupFactory(ward=ward, is_high_risk=True, risk_reason="đồi núi")
        GroupFactory(ward=ward, kind=GroupKind.OTHER_PLACE, name="Khu vực khác")
        facts = paper_of(ward).body.facts
        assert (facts.groups, facts.risky) == (2, 1)

    def test_the_facts_in_words(self, text, ward, group):
        GroupFactory(ward=ward, is_high_risk=True, risk_reason="đồi núi")
        PopulationFigureFactory(ward=ward, residents=4775)
        WardClassificationFactory(ward=ward)
        assert (
            "Phường Nam Cường có 2 thôn, tổ dân phố, trong đó 1 thôn, tổ dân phố có nguy cơ cao về ma túy; "
            "4.775 nhân khẩu đang cư trú; được phân loại trọng điểm về ma túy: loại II theo "
            "Quyết định 28/2025/QĐ-TTg."
        ) in text(ward)

    @pytest.mark.parametrize(
        ("drug_class", "words"),
        [
            ("I", "được phân loại trọng điểm về ma túy: loại I theo"),
            ("III", "được phân loại trọng điểm về ma túy: loại III theo"),
            ("clean", "được phân loại về ma túy: không ma túy theo"),
            ("outside", "được phân loại về ma túy: chưa đạt, không thuộc trọng điểm theo"),
        ],
    )
    def test_only_a_class_makes_a_key_area(self, text, ward, group, drug_class, words):
        WardClassificationFactory(ward=ward, drug_class=drug_class)
        assert f"; {words} Quyết định 28/2025/QĐ-TTg." in text(ward)

    def test_what_is_unknown_is_left_out(self, text, ward, group):
        assert "Phường Nam Cường có 1 thôn, tổ dân phố. 2. Biến động" in text(ward)

    def test_a_border_ward_says_so(self, text, group):
        border = WardFactory(name="Lào Cai", is_border=True)
        assert "là địa bàn giáp biên giới" in text(border)

    def test_the_latest_population_before_the_day_counts(self, paper_of, ward):
        PopulationFigureFactory(ward=ward, residents=100, counted_on=date(2026, 1, 1))
        PopulationFigureFactory(ward=ward, residents=200, counted_on=DAY + timedelta(days=1))
        assert paper_of(ward).body.facts.residents == 100

    def test_it_is_addressed_to_the_committee_of_the_area(self, text, ward, area):
        assert "Kính gửi: Ban Chỉ đạo thành phố Lào Cai." in text(ward)

    def test_it_is_addressed_to_whoever_set_the_goal(self, text, ward, area, plan):
        old = AreaFactory(kind=AreaKind.SET, name="Địa bàn thành phố Lào Cai cũ")
        plan(1, [ward], date(2026, 12, 14), area=old)
        assert "Kính gửi: Ban Chỉ đạo địa bàn thành phố Lào Cai cũ." in text(ward)

    def test_incidents_of_the_period(self, text, group, ward):
        for day in (date(2025, 12, 14), date(2025, 12, 15), DAY, DAY + timedelta(days=1)):
            IncidentPersonFactory(incident=IncidentFactory(group=group, happened_on=day))
        words = "Từ ngày 15/12/2025 đến ngày 30/06/2026 xảy ra 2 vụ việc về ma túy, bắt giữ %s đối tượng"
        assert words % "2" in text(ward, is_exact=True)
        assert words % "< 3" in text(ward)

    def test_a_quiet_period(self, text, ward, group):
        assert "không xảy ra vụ việc về ma túy; không lập hồ sơ đề nghị" in text(ward)

    def test_proposals_of_compulsory_treatment(self, text, ward, group):
        for _person in range(3):
            person = PersonFactory(group=group)
            DossierFactory(person=person, kind=DossierKind.COMPULSORY, valid_from=date(2026, 1, 5))
        assert "lập 3 hồ sơ đề nghị áp dụng biện pháp" in text(ward)


class TestMovement:
    @pytest.fixture
    def moves(self, group):
        """Two stay, one is found, one moves away, one of the period before was found."""
        PersonFactory(group=group, status=PersonStatus.ADDICT)
        PersonFactory(group=group, status=PersonStatus.POST_REHAB)
        PersonFactory(group=group, status=PersonStatus.ADDICT, status_from=date(2026, 3, 1))
        gone = PersonFactory(group=group, status=PersonStatus.SUSPECTED_USE)
        gone.residences.update(valid_to=date(2026, 4, 1))
        PersonFactory(group=group, status=PersonStatus.ILLEGAL_USE, status_from=date(2025, 6, 1))

    def test_the_table_of_the_period(self, paper_of, ward, moves):
        assert sums(paper_of(ward, is_exact=True)) == {
            "I": [1, 1, 1, 1, 4],
            "II": [0, 0, 1, 0, 1],
            "III": [1, 0, 0, 0, 1],
            "IV": [0, 1, 2, 1, 4],
        }

    def test_reasons_stand_under_their_sum(self, paper_of, ward, moves):
        rows = paper_of(ward, is_exact=True).body.movement
        assert [row.sign or row.label for row in rows] == [
            "I",
            "II",
            "mới phát hiện, đưa vào danh sách",
            "III",
            "chuyển nơi cư trú",
            "IV",
        ]

    def test_the_period_is_the_assessment_year(self, text, ward, moves):
        words = text(ward)
        assert "Biến động từ ngày 15/12/2025 (đầu kỳ đánh giá)" in words
        assert "Đầu kỳ (hết ngày 14/12/2025)" in words
        assert "Cuối kỳ (hết ngày 30/06/2026)" in words

    @pytest.mark.parametrize(
        "day",
        [
            date(2025, 12, 14),
            date(2025, 12, 15),
            date(2026, 1, 1),
            date(2026, 4, 1),
            DAY,
            date(2026, 11, 24),
        ],
    )
    def test_it_adds_up_on_any_day(self, day, paper_of, ward, moves):
        found = sums(paper_of(ward, day, is_exact=True))
        for opening, plus, minus, closing in zip(*found.values(), strict=True):
            assert opening + plus - minus == closing

    def test_reasons_add_up_to_their_sums(self, paper_of, ward, moves):
        paper = paper_of(ward, is_exact=True)
        both = [a + b for a, b in zip(sums(paper)["II"], sums(paper)["III"], strict=True)]
        assert [sum(column) for column in zip(*reasons(paper).values(), strict=True)] == both

    def test_the_closing_total_is_the_figure_of_the_criteria(self, paper_of, ward, moves):
        paper = paper_of(ward, is_exact=True)
        this = Ward.objects.filter(pk=ward.pk)
        people = scores_on(DAY, CITY_2023, this)[0].people
        assert (sums(paper)["IV"][-1], paper.body.people) == (people, str(people))

    def test_on_a_paper_that_leaves_the_ward_one_or_two_are_hidden(self, paper_of, ward, moves):
        rows = {row.sign: row.cells for row in paper_of(ward).body.movement}
        assert rows["I"] == ("< 3", "< 3", "< 3", "< 3", "4")
        assert rows["IV"] == ("0", "< 3", "< 3", "< 3", "4")

    def test_such_a_paper_explains_the_sign(self, text, ward, moves):
        note = "Số người từ 1 đến 2 ghi “< 3”."
        assert note in text(ward)
        assert note not in text(ward, is_exact=True)

    def test_the_note_says_how_it_adds_up(self, text, ward, moves):
        assert "IV = I + II \u2212 III" in text(ward)

    def test_a_reorganisation_moves_nobody(self, paper_of, text, ward, group):
        PersonFactory(group=group)
        new = WardFactory(name="Cam Đường", valid_from=date(2026, 3, 1))
        placement = group.placements.get()
        placement.valid_to = date(2026, 3, 1)
        placement.save()
        GroupPlacement.objects.create(group=group, ward=new, valid_from=date(2026, 3, 1))
        found = sums(paper_of(new, is_exact=True))
        assert (found["I"][-1], found["II"][-1], found["IV"][-1]) == (1, 0, 1)
        assert "Số đầu kỳ tính theo địa giới ngày 30/06/2026." in text(new)

    def test_unchanged_borders_need_no_note(self, text, ward, moves):
        assert "địa giới" not in text(ward)

    def test_columns_are_the_statuses_and_their_sum(self, paper_of, ward):
        assert list(paper_of(ward).body.columns) == [
            "Nghi vấn sử dụng",
            "Sử dụng trái phép",
            "Người nghiện",
            "Quản lý sau cai",
            "Tổng số",
        ]


class TestCriteria:
    def test_eight_criteria_and_the_three_of_the_decision(self, paper_of, ward, group):
        body = paper_of(ward).body
        assert [line.number for line in body.city.lines] == list(range(1, 9))
        assert [line.number for line in body.national.lines] == [1, 2, 3]

    def test_a_ward_that_meets_everything_asks_to_be_recognised(self, text, ward, group, equip):
        equip(group)
        words = text(ward)
        assert "Đạt 8/8 tiêu chí, cụ thể:" in words
        assert "Phường Nam Cường đạt đủ 8 tiêu chí. Đề nghị" in words
        assert "trình cấp có thẩm quyền công nhận" in words
        assert "chưa đề nghị công nhận" not in words

    def test_a_ward_that_does_not_says_what_it_still_has_to_do(self, text, ward, group, equip):
        equip(group)
        hotspot = HotspotFactory(group=group, kind=HotspotKind.RETAIL, state=HotspotState.VERIFIED)
        words = text(ward)
        assert "Đạt 7/8 tiêu chí, cụ thể:" in words
        assert (
            "chưa đề nghị công nhận đạt tiêu chí; tập trung khắc phục 1 tiêu chí còn lại" in words
        )
        assert "còn 1 điểm đang hoạt động; trách nhiệm: Công an xã, phường." in words
        assert hotspot.place not in words

    def test_lines_are_those_of_the_engine(self, paper_of, ward, group, equip):
        equip(group)
        PersonFactory(group=group, status=PersonStatus.ADDICT)
        engine = scores_on(DAY, CITY_2023, Ward.objects.filter(pk=ward.pk))[0]
        lines = paper_of(ward, is_exact=True).body.city.lines
        assert [line.figure for line in lines] == [result.figure for result in engine.results]
        assert [line.is_met for line in lines] == [result.is_met for result in engine.results]

    def test_the_decision_is_cited_once_it_is_in_force(self, text, ward, group):
        assert "và Điều 6 Quyết định 28/2025/QĐ-TTg, Ủy ban nhân dân" in text(ward)

    @pytest.mark.parametrize(
        ("day", "in_force"), [(date(2025, 8, 23), False), (date(2025, 8, 24), True)]
    )
    def test_before_that_it_is_only_held_beside(self, day, in_force, text, ward, group):
        words = text(ward, day)
        assert ("chưa có hiệu lực tại thời điểm báo cáo" in words) is not in_force
        assert ("Điều 6 Quyết định 28/2025/QĐ-TTg" in words) is in_force

    def test_a_ward_in_which_nothing_is_registered_has_no_data(self, paper_of, text, ward):
        assert {line.verdict for line in paper_of(ward).body.city.lines} == {"Thiếu dữ liệu"}
        assert "chưa có tổ, thôn nào" in text(ward)

    def test_no_name_stands_on_it(self, text, ward, group, officer):
        person = PersonFactory(group=group, full_name="Giàng Thị Hoa Mai", officer=officer)
        DossierFactory(person=person, number="HS-4711", valid_from=date(2026, 1, 5))
        IncidentPersonFactory(incident__group=group, name="Vàng A Sáu")
        words = text(ward, is_exact=True)
        for told in (person.full_name, officer.full_name, "HS-4711", "Vàng A Sáu", group.head_name):
            assert told not in words


class TestGoals:
    def test_no_goal(self, text, ward):
        assert "Địa bàn chưa được giao chỉ tiêu trong lộ trình." in text(ward)

    def test_the_wards_own_goal(self, paper_of, ward, group, plan):
        plan(2, [ward], date(2026, 12, 14))
        goal = paper_of(ward).body.goals[0]
        assert (goal.phase, goal.units, goal.due_on, goal.state) == (
            "Giai đoạn 2: Nhiệm vụ 2",
            ("phường Nam Cường",),
            date(2026, 12, 14),
            "chưa đến hạn",
        )

    def test_a_goal_that_is_late(self, text, ward, group, plan):
        plan(1, [ward], date(2026, 3, 31))
        assert (
            "Giai đoạn 1: Nhiệm vụ 1. Đơn vị được giao: phường Nam Cường; hạn 31/03/2026; đến nay: chậm."
            in text(ward)
        )

    def test_another_wards_goal_is_not_told(self, paper_of, ward, other_ward, group, plan):
        plan(1, [other_ward], date(2026, 3, 31))
        assert paper_of(ward).body.goals == []

    def test_the_successor_carries_the_goals_of_the_units_that_passed_into_it(self, paper_of, plan):
        old, new = self._merged("Nam Cường", "Bắc Lệnh")
        plan(1, old, date(2026, 12, 14))
        goals = paper_of(new).body.goals
        assert [goal.units for goal in goals] == [("phường Nam Cường", "phường Bắc Lệnh")]

    def test_units_that_stand_differently_have_their_own_lines(self, paper_of, plan):
        old, new = self._merged("Nam Cường", "Bắc Lệnh")
        plan(1, old[:1], date(2026, 3, 31))
        plan(2, old[1:], date(2026, 12, 14))
        assert [goal.state for goal in paper_of(new).body.goals] == ["chậm", "chưa đến hạn"]

    @staticmethod
    def _merged(*names):
        new = WardFactory(name="Cam Đường", valid_from=REFORM_DAY)
        group = GroupFactory(ward=WardFactory(name="Nơi khác"))
        group.placements.update(valid_to=REFORM_DAY)
        GroupPlacement.objects.create(group=group, ward=new, valid_from=REFORM_DAY)
        old = [WardSuccessionFactory(from_ward__name=name, to_ward=new).from_ward for name in names]
        return old, new


class TestFigures:
    def test_what_was_printed_is_plain_data(self, paper_of, ward, group, equip):
        equip(group)
        for _person in range(3):
            PersonFactory(group=group, status=PersonStatus.ADDICT)
        figures = paper_of(ward).figures
        assert figures["people"] == "3"
        assert figures["criteria"]["CITY_2023"]["household_pledge"] == ["1/1", "Đạt"]
        assert figures["criteria"]["CITY_2023"]["addict_file"] == ["0/3", "Chưa đạt"]
        assert set(figures["criteria"]) == {one.code for one in SETS}
        assert figures["movement"][-1] == [
            "IV",
            "Cuối kỳ (hết ngày 30/06/2026)",
            "0",
            "0",
            "3",
            "0",
            "3",
        ]

    def test_hidden_figures_are_kept_hidden(self, paper_of, ward, group):
        PersonFactory(group=group)
        assert paper_of(ward).figures["people"] == "< 3"
        assert paper_of(ward, is_exact=True).figures["people"] == "1"


class TestCost:
    @pytest.mark.parametrize("groups", [1, 30])
    def test_with_snapshots(self, groups, ward, area, django_assert_num_queries):
        self._register(ward, groups)
        for criteria_set in SETS:
            take_snapshots(days=[DAY], criteria_set=criteria_set)
        with django_assert_num_queries(7):
            WardStatus().build(ward, DAY)

    @pytest.mark.parametrize("groups", [1, 30])
    def test_scored_live(self, groups, ward, area, django_assert_num_queries):
        self._register(ward, groups)
        with django_assert_num_queries(10):
            WardStatus().build(ward, DAY)

    @staticmethod
    def _register(ward, groups):
        placed = [GroupFactory(ward=ward) for _n in range(groups)]
        PersonFactory(group=placed[0])
