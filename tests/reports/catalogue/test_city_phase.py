"""The committee's report: phases, the matrix, what holds each ward back, what was done; never a name."""

from datetime import date

import pytest

from cases.enums import DossierKind
from cases.statuses import PersonStatus
from criteria.actions.snapshots import take_snapshots
from criteria.queries.scores import scores_on
from criteria.sets import CITY_2023
from incidents.enums import HotspotKind
from incidents.statuses import HotspotState
from programme.queries.phases import phase_states
from reports.catalogue import get_report
from reports.catalogue.base import Registry
from reports.catalogue.city_phase import CityPhase
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory, IncidentFactory, IncidentPersonFactory
from tests.factories.wards import (
    REFORM_DAY,
    AreaFactory,
    AreaWardFactory,
    GroupFactory,
    WardFactory,
    WardSuccessionFactory,
)
from tests.reports.conftest import DAY
from wards.enums import AreaKind
from wards.models import GroupPlacement, Ward

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

LATER, EARLIER = date(2026, 12, 14), date(2026, 3, 31)


@pytest.fixture
def both(group, other_group, equip):
    """Nam Cường meets everything; Cốc San has a retail point."""
    equip(group)
    equip(other_group)
    HotspotFactory(group=other_group, kind=HotspotKind.RETAIL, state=HotspotState.VERIFIED)


def rows_of(paper) -> dict[str, tuple[tuple[str, ...], str]]:
    return {row.ward: (row.cells, row.met) for row in paper.body.matrix}


class TestLetterhead:
    def test_the_committee_of_a_city(self, paper_of, area):
        head = paper_of(area).letterhead
        assert head.superior == "UBND thành phố Lào Cai"
        assert head.agency == ("BAN CHỈ ĐẠO", "XÂY DỰNG XÃ, PHƯỜNG KHÔNG CÓ MA TÚY")
        assert (head.symbol, head.seat) == ("BC-BCĐ", "Lào Cai")

    def test_a_set_of_wards_lies_in_its_province(self, paper_of):
        province = AreaFactory(kind=AreaKind.PROVINCE, name="Tỉnh Lào Cai")
        old = AreaFactory(kind=AreaKind.SET, name="Địa bàn thành phố Lào Cai cũ", parent=province)
        head = paper_of(old).letterhead
        assert (head.superior, head.seat) == ("UBND tỉnh Lào Cai", "Lào Cai")

    def test_the_nation_has_nobody_above(self, paper_of, nation):
        paper = paper_of(nation)
        assert (paper.letterhead.superior, paper.letterhead.seat) == ("", "Hà Nội")
        assert paper.recipients[0] == "Thành viên Ban Chỉ đạo"

    def test_recipients(self, paper_of, area):
        assert paper_of(area).recipients == (
            "UBND thành phố Lào Cai (để báo cáo)",
            "Thành viên Ban Chỉ đạo",
            "UBND các xã, phường trên địa bàn",
            "Lưu: VT, BCĐ",
        )

    def test_the_head_of_the_committee_signs(self, paper_of, area):
        assert paper_of(area).posts == ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")

    def test_or_the_deputy(self, text, area):
        signed = Registry("05/BC-BCĐ", "Nguyễn Văn A", by_deputy=True)
        words = text(area, registry=signed)
        assert "TM. BAN CHỈ ĐẠO KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN Nguyễn Văn A" in words
        assert "Số: 05/BC-BCĐ" in words


class TestSituation:
    def test_how_many_wards_and_people(self, text, area, both, group):
        for _person in range(3):
            PersonFactory(group=group)
        assert (
            "Thành phố Lào Cai có 2 xã, phường được chấm điểm theo 8 tiêu chí; "
            "0/2 xã, phường đạt đủ các tiêu chí; 3 người trong diện quản lý."
        ) in text(area)

    def test_a_handful_of_people_is_never_told(self, paper_of, area, both, group):
        PersonFactory(group=group)
        assert paper_of(area, is_exact=True).body.people == "< 3"

    def test_what_happened_since_the_programme_began(self, text, area, group):
        for day in (date(2022, 12, 31), date(2023, 1, 1), DAY):
            for _arrested in range(2):
                IncidentPersonFactory(incident=IncidentFactory(group=group, happened_on=day))
        assert (
            "Từ ngày 01/01/2023 đến ngày 30/06/2026: xảy ra 4 vụ việc về ma túy, bắt giữ 4 đối tượng; lập 0 hồ sơ"
        ) in text(area)

    def test_proposals_are_people(self, paper_of, area, group):
        person = PersonFactory(group=group)
        DossierFactory(person=person, kind=DossierKind.COMPULSORY, valid_from=date(2024, 1, 1))
        assert paper_of(area).body.incidents == ("0", "0", "< 3")

    def test_another_citys_incidents_are_not_counted(self, paper_of, area):
        IncidentFactory(group=GroupFactory(), happened_on=DAY)
        assert paper_of(area).body.incidents[0] == "0"


class TestPhases:
    def test_no_phase(self, text, area, both):
        assert "Chưa có giai đoạn nào được lập cho địa bàn." in text(area)

    def test_a_phase_with_its_wards(self, paper_of, area, both, plan, ward, other_ward):
        plan(1, [ward, other_ward], EARLIER, ends_on=EARLIER)
        block = paper_of(area).body.phases[0]
        assert (block.number, block.title, block.done) == (1, "Nhiệm vụ 1", 1)
        assert block.span == "từ ngày 01/01/2023 đến ngày 31/03/2026"
        assert [(row.ward, row.now, row.state) for row in block.targets] == [
            ("phường Nam Cường", "8/8", "đạt sau hạn"),
            ("phường Cốc San", "7/8", "chậm"),
        ]

    def test_states_are_those_of_the_overview(self, paper_of, area, both, plan, ward, other_ward):
        plan(1, [ward], EARLIER)
        plan(2, [other_ward], LATER)
        told = [[row.state for row in block.targets] for block in paper_of(area).body.phases]
        known = phase_states(area, DAY)
        assert told == [[str(one.state.label) for one in phase.targets] for phase in known]

    def test_a_phase_without_an_end(self, text, area, both, plan, ward):
        plan(3, [ward], LATER)
        words = text(area)
        assert "1. Giai đoạn 3 (từ ngày 01/01/2023): Nhiệm vụ 3" in words
        assert "Hoàn thành 1/1 đơn vị; trạng thái chung: đạt đúng hạn." in words

    def test_a_merged_unit_names_its_successor(self, text, paper_of, area, plan):
        succession = WardSuccessionFactory(from_ward__name="Duyên Hải", to_ward__name="Lào Cai")
        plan(1, [succession.from_ward], EARLIER)
        row = paper_of(area).body.phases[0].targets[0]
        assert (row.ward, row.heir) == ("phường Duyên Hải", "")  # nothing is registered there yet
        group = GroupFactory(ward=WardFactory(name="Nơi khác"))
        group.placements.update(valid_to=REFORM_DAY)
        GroupPlacement.objects.create(group=group, ward=succession.to_ward, valid_from=REFORM_DAY)
        assert "Phường Duyên Hải (nay là phường Lào Cai)" in text(area)

    def test_a_unit_that_still_stands_names_none(self, paper_of, area, both, plan, ward):
        plan(1, [ward], EARLIER)
        assert paper_of(area).body.phases[0].targets[0].heir == ""


class TestMatrix:
    def test_verdicts_by_ward_in_words(self, paper_of, area, both):
        assert rows_of(paper_of(area)) == {
            "phường Cốc San": (("Chưa", *["Đạt"] * 7), "7/8"),
            "phường Nam Cường": (("Đạt",) * 8, "8/8"),
        }

    def test_missing_data_is_no_pass(self, paper_of, area, group):
        cells, met = rows_of(paper_of(area))["phường Nam Cường"]
        assert (cells[5], met) == ("Thiếu", "5/8")

    def test_it_is_what_the_engine_says(self, paper_of, area, both):
        engine = scores_on(DAY, CITY_2023, Ward.objects.all())
        paper = paper_of(area)
        assert {str(one.ward): f"{one.met}/{one.total}" for one in engine} == {
            ward: met for ward, (_cells, met) in rows_of(paper).items()
        }

    def test_the_last_row_counts_the_wards_that_meet_each(self, paper_of, area, both):
        body = paper_of(area).body
        assert body.met_by_criterion == (1, 2, 2, 2, 2, 2, 2, 2)
        assert list(body.all_met) == ["phường Nam Cường"]

    def test_the_legend_tells_every_criterion(self, text, area, both):
        words = text(area)
        for criterion in CITY_2023.criteria:
            assert f"TC{criterion.number}: {criterion.title}" in words

    def test_wards_without_groups_are_left_out(self, paper_of, area, group, other_ward):
        assert list(rows_of(paper_of(area))) == ["phường Nam Cường"]

    def test_another_citys_ward_is_not_in_it(self, paper_of, area, both):
        GroupFactory(ward=WardFactory(name="Xa Lạ"))
        assert len(rows_of(paper_of(area))) == 2


class TestWithoutData:
    """Nothing to tell is no pass: neither "0/0" nor a word of praise."""

    PRAISE = (
        "0/0 xã, phường đạt",
        "Không có đơn vị còn tồn tại",
        "giữ vững kết quả",
        "đủ điều kiện",
        "0 vụ việc",
    )

    def test_no_unit_has_registered_anything(self, text, paper_of, area, ward):
        words = text(area)
        assert (
            "Thành phố Lào Cai chưa có số liệu tính đến ngày 30/06/2026: "
            "chưa có xã, phường nào đăng ký tổ dân phố, thôn."
        ) in words
        assert (
            "III. Kết quả theo tiêu chí Chưa có số liệu. IV. Tồn tại theo đơn vị Chưa có số liệu."
            in words
        )
        assert "V. Đề nghị Chưa có số liệu để đề nghị. Trên đây là" in words
        assert [told for told in self.PRAISE if told in words] == []
        report = get_report("city-phase")
        assert report.why_not_issued(paper_of(area)) == (
            "Ngày này chưa có xã, phường nào đăng ký tổ, thôn: chưa có số liệu để báo cáo."
        )

    def test_before_the_programme_whatever_is_registered(self, text, area, both):
        words = text(area, date(2022, 12, 31))
        assert (
            "Thành phố Lào Cai chưa có số liệu tính đến ngày 31/12/2022: "
            "chương trình bắt đầu từ ngày 01/01/2023."
        ) in words
        assert [told for told in self.PRAISE if told in words] == []

    def test_from_its_first_day_with_a_unit_it_tells(self, text, paper_of, area, both):
        assert "có 2 xã, phường được chấm điểm" in text(area, date(2023, 1, 1))
        assert get_report("city-phase").why_not_issued(paper_of(area, date(2023, 1, 1))) == ""


class TestHeldBack:
    def test_by_what_and_who_must_act(self, paper_of, area, both):
        (held,) = paper_of(area).body.held_back
        assert held.ward == "phường Cốc San"
        assert [(line.number, line.lacking, line.responsible) for line in held.lines] == [
            (1, "1 điểm đang hoạt động", "Công an xã, phường")
        ]

    def test_one_or_two_people_are_hidden(self, paper_of, area, both, other_group):
        PersonFactory(group=other_group, status=PersonStatus.POST_REHAB)
        (held,) = paper_of(area, is_exact=True).body.held_back
        assert held.lines[1].lacking == "< 3 người sau cai chưa có hồ sơ quản lý"

    def test_no_name_stands_on_it(self, text, area, both, group, officer):
        person = PersonFactory(group=group, full_name="Giàng Thị Hoa Mai", officer=officer)
        IncidentPersonFactory(incident__group=group, name="Vàng A Sáu")
        words = text(area)
        for told in (person.full_name, officer.full_name, "Vàng A Sáu", group.head_name):
            assert told not in words


class TestProposals:
    def test_those_that_meet_everything_are_to_be_verified(self, text, area, both):
        words = text(area)
        assert "1. Tổ chức thẩm định, công nhận và duy trì kết quả tại: phường Nam Cường." in words
        assert "2. Các đơn vị đã đến hạn tiếp tục giữ vững kết quả." in words
        assert "3. Các đơn vị chưa đến hạn" not in words

    def test_nobody_is_ready(self, text, area, group):
        assert "1. Chưa có xã, phường đủ điều kiện đề nghị thẩm định" in text(area)

    def test_those_behind_are_named_with_how(self, text, area, both, plan, other_ward):
        plan(1, [other_ward], EARLIER)
        assert "khắc phục ngay tồn tại tại mục IV: phường Cốc San (chậm)." in text(area)

    def test_those_to_come_are_named(self, text, area, both, plan, other_ward):
        plan(1, [other_ward], LATER)
        assert (
            "3. Các đơn vị chưa đến hạn tập trung hoàn thành trước thời hạn được giao: phường Cốc San."
            in text(area)
        )

    def test_a_unit_in_two_phases_is_named_once(self, paper_of, area, both, plan, other_ward):
        plan(1, [other_ward], EARLIER)
        plan(2, [other_ward], date(2026, 4, 30))
        assert list(paper_of(area).body.behind) == ["phường Cốc San (chậm)"]

    def test_only_units_of_the_day_are_told_to_act(
        self, text, paper_of, area, both, plan, other_ward
    ):
        """Duyên Hải and Cốc Lếu are due and Kim Tân is not; all three passed into one ward."""
        heir = WardFactory(name="Lào Cai", valid_from=REFORM_DAY)
        AreaWardFactory(area=area, ward=heir, valid_from=REFORM_DAY)
        GroupFactory(ward=heir)
        old = [
            WardFactory(name=name, valid_to=REFORM_DAY)
            for name in ("Duyên Hải", "Cốc Lếu", "Kim Tân")
        ]
        for one in old:
            WardSuccessionFactory(from_ward=one, to_ward=heir)
        plan(1, [*old[:2], other_ward], EARLIER)
        plan(2, old[2:], LATER)
        assert list(paper_of(area).body.coming) == ["phường Lào Cai"]
        assert (
            "2. Yêu cầu các đơn vị chậm hoặc không giữ được kết quả khắc phục ngay tồn tại tại mục IV: "
            "phường Lào Cai (thay phường Duyên Hải, phường Cốc Lếu: chậm); phường Cốc San (chậm). "
            "3. Các đơn vị chưa đến hạn tập trung hoàn thành trước thời hạn được giao: phường Lào Cai."
        ) in text(area)

    def test_goals_of_one_unit_that_stand_differently_are_told_apart(
        self, paper_of, area, ward, group, plan, equip
    ):
        """The goal of Bắc Lệnh was met on its day, that of Pom Hán never."""
        equip(group)
        HotspotFactory(
            group=group,
            kind=HotspotKind.RETAIL,
            state=HotspotState.VERIFIED,
            found_on=date(2026, 6, 10),
        )
        old = [WardFactory(name=name, valid_to=REFORM_DAY) for name in ("Bắc Lệnh", "Pom Hán")]
        for one in old:
            WardSuccessionFactory(from_ward=one, to_ward=ward)
        plan(1, old[:1], date(2026, 6, 5))
        plan(2, old[1:], EARLIER)
        assert list(paper_of(area).body.behind) == [
            "phường Nam Cường (thay phường Bắc Lệnh: đã đạt, nay không giữ được; thay phường Pom Hán: chậm)"
        ]

    def test_it_ends_as_official_papers_do(self, text, area):
        assert "không có ma túy, thành phố Lào Cai./. Nơi nhận:" in text(area)


class TestFigures:
    def test_what_was_printed_is_plain_data(self, paper_of, area, both, plan, ward):
        plan(1, [ward], LATER)
        figures = paper_of(area).figures
        assert (figures["wards"], figures["all_met"]) == (2, ["phường Nam Cường"])
        assert figures["phases"] == {"1": {"phường Nam Cường": ["8/8", "đạt đúng hạn"]}}
        assert figures["matrix"]["phường Cốc San"][0] == "Chưa"
        assert figures["incidents"] == ["0", "0", "0"]


class TestPastAndPresent:
    def test_the_day_decides_which_units_there_are(self, paper_of):
        city = AreaFactory(name="Thành phố Lào Cai", valid_to=REFORM_DAY)
        succession = WardSuccessionFactory(from_ward__name="Nam Cường", to_ward__name="Cam Đường")
        AreaWardFactory(area=city, ward=succession.from_ward, valid_to=REFORM_DAY)
        group = GroupFactory(ward=succession.from_ward)
        group.placements.update(valid_to=REFORM_DAY)
        GroupPlacement.objects.create(group=group, ward=succession.to_ward, valid_from=REFORM_DAY)
        assert list(rows_of(paper_of(city, date(2024, 6, 30)))) == ["phường Nam Cường"]
        assert list(rows_of(paper_of(city, DAY))) == ["phường Cam Đường"]


class TestCost:
    @pytest.fixture
    def wards(self, request, area, plan):
        wards = [WardFactory() for _n in range(request.param)]
        for ward in wards:
            AreaWardFactory(area=area, ward=ward)
            GroupFactory(ward=ward)
        plan(1, wards, EARLIER)
        return wards

    @pytest.mark.parametrize("wards", [1, 3, 60], indirect=True)
    def test_with_snapshots(self, wards, area, django_assert_num_queries):
        take_snapshots(days=[EARLIER, DAY], criteria_set=CITY_2023)
        with django_assert_num_queries(6):
            CityPhase().build(area, DAY)

    @pytest.mark.parametrize("wards", [1, 3, 60], indirect=True)
    def test_scored_live(self, wards, area, django_assert_num_queries):
        with django_assert_num_queries(9):
            CityPhase().build(area, DAY)
