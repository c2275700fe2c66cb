"""The committee's one page: figures, movements, phases, matrix, trends, map, closest to done."""

from datetime import date

import pytest

from accounts.permissions import Role
from cases.enums import DossierKind
from cases.models import StatusPeriod
from criteria.actions.snapshots import take_snapshots
from criteria.sets import CITY_2023, QD28_2025, SETS
from programme.actions.phases import plan_phase
from programme.enums import PhaseState
from reports.asked import Asked
from reports.dashboards.overview import build, remaining
from reports.days import quarter_before, trend_days
from tests.factories.cases import DossierFactory, PersonFactory
from tests.factories.incidents import HotspotFactory, IncidentFactory, IncidentPersonFactory
from tests.factories.pledges import (
    HotlineBoardFactory,
    HouseholdFactory,
    PledgeFactory,
    TipBoxFactory,
)
from tests.factories.wards import (
    AreaWardFactory,
    GroupFactory,
    PopulationFigureFactory,
    WardFactory,
    WardSuccessionFactory,
    posted,
)
from tests.reports.dashboards.conftest import DAY
from wards.actions.groups import place_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(committee, asked_then):
    """The page, built when asked for."""
    return lambda question=asked_then: build(committee, question)


def cell(page, ward, number):
    row = next(row for row in page.rows if row.ward == ward)
    return row.cells[number - 1]


class TestWhichWards:
    def test_wards_of_the_area_in_which_something_is_registered(
        self, shown, ward, group, other_ward
    ):
        assert [row.ward for row in shown().rows] == [ward]

    def test_wards_go_by_name(self, shown, ward, group, other_ward, other_group):
        assert [row.ward.name for row in shown().rows] == ["Cốc San", "Nam Cường"]

    def test_a_ward_outside_the_area_is_not_there(self, shown, ward, group):
        GroupFactory(ward=WardFactory(name="Sa Pa"))
        assert [row.ward for row in shown().rows] == [ward]

    def test_somebody_without_an_area_has_no_overview(self, nobody, asked_then):
        assert build(nobody, asked_then) is None

    def test_the_name_of_a_city_stands_inside_a_sentence(self, shown, group):
        assert shown().area_name == "thành phố Lào Cai"

    @pytest.mark.parametrize(
        ("name", "inside"),
        [("Tỉnh Lào Cai", "tỉnh Lào Cai"), ("Lào Cai", "Lào Cai"), ("Cả nước", "cả nước")],
    )
    def test_a_noun_in_front_is_small(self, shown, area, group, name, inside):
        area.name = name
        area.save()
        assert shown().area_name == inside

    def test_units_without_data_are_counted_beside_those_with(self, shown, group, other_ward):
        page = shown()
        assert (len(page.rows), page.units) == (1, 2)


class TestMatrix:
    def test_a_ward_that_lacks_nothing_meets_all(self, shown, ward, group, equip):
        equip(group)
        (row,) = shown().rows
        assert row.met == "8/8"
        assert {one.css for one in row.cells} == {"met"}

    def test_a_cell_says_verdict_and_figures_in_words(self, shown, ward, group, equip):
        equip(group)
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        found = cell(shown(), ward, 1)
        assert (found.css, found.sign, found.head, found.foot) == (
            "missed",
            "✕",
            "Chưa đạt",
            "1 điểm",
        )
        assert found.says == (
            "phường Nam Cường: Không tụ điểm, bán lẻ, điểm sử dụng: Chưa đạt, 1 điểm"
        )

    def test_a_ratio_shows_its_share_and_its_counts(self, shown, ward, group, equip):
        equip(group)
        for _ in range(3):
            HouseholdFactory(group=group)
        found = cell(shown(), ward, 6)
        assert (found.css, found.head, found.foot) == ("missed", "25,0 %", "1/4")

    def test_missing_data_says_what_is_missing(self, shown, ward, group, equip):
        equip(group)
        PopulationFigureFactory(ward=ward, households=None, groups=3)
        found = cell(shown(), ward, 7)
        assert (found.css, found.sign, found.head) == ("none", "–", "Thiếu dữ liệu")
        assert found.foot == "thiếu số liệu của 2 tổ, thôn đã khai báo"
        assert found.says.endswith("Thiếu dữ liệu, 1/1, thiếu số liệu của 2 tổ, thôn đã khai báo")

    def test_a_cell_opens_its_evidence_on_the_same_day(self, shown, ward, group):
        url = cell(shown(), ward, 3).url
        assert url == f"/wards/{ward.pk}/CITY_2023/addict_file/?as_of=2024-06-30"

    def test_of_one_or_two_people_no_figure_is_shown(self, shown, ward, group):
        person = PersonFactory(group=group)
        DossierFactory(person=person, kind=DossierKind.MANAGEMENT, valid_from=date(2024, 1, 1))
        found = cell(shown(), ward, 3)
        assert (found.css, found.head, found.foot) == ("met", "Đạt", "< 3/< 3")

    @pytest.mark.parametrize(
        ("filed", "of", "head", "foot"),
        [
            (1, 14, "Chưa đạt", "< 3/14"),
            (13, 14, "Chưa đạt", "trong 14 người"),
            (1, 2, "Chưa đạt", "trong < 3 người"),
            (7, 14, "50,0 %", "7/14"),
        ],
    )
    def test_neither_a_share_nor_the_rest_gives_a_few_away(
        self, shown, ward, group, filed, of, head, foot
    ):
        for person in PersonFactory.create_batch(of, group=group)[:filed]:
            DossierFactory(person=person, kind=DossierKind.MANAGEMENT, valid_from=date(2024, 1, 1))
        found = cell(shown(), ward, 3)
        assert (found.head, found.foot) == (head, foot)
        assert found.says.endswith(f": Chưa đạt, {foot}")

    def test_three_people_are_a_figure(self, shown, ward, group):
        for _ in range(3):
            PersonFactory(group=group)
        assert cell(shown(), ward, 3).foot == "0/3"

    def test_people_counted_against_zero_stay_hidden_when_few(self, shown, ward, group):
        PersonFactory(group=group)
        found = cell(shown(Asked(DAY, QD28_2025)), ward, 1)
        assert (found.head, found.foot) == ("Chưa đạt", "< 3 người")

    def test_the_other_set_has_three_columns(self, shown, group):
        (row,) = shown(Asked(DAY, QD28_2025)).rows
        assert len(row.cells) == 3

    def test_a_border_ward_and_its_phase_are_noted(self, shown, area, ward, group, officer):
        ward.is_border = True
        ward.save()
        plan(area, officer, [ward])
        assert shown().rows[0].note == "phường · biên giới · GĐ 1"

    def test_a_unit_carries_the_phases_of_those_that_passed_into_it(
        self, shown, area, ward, other_ward, group, other_group, officer
    ):
        plan(area, officer, [ward])
        plan(area, officer, [other_ward], number=2)
        WardSuccessionFactory(from_ward=ward, to_ward=other_ward, effective_on=date(2024, 6, 1))
        notes = {str(row.ward): row.note for row in shown().rows}
        assert notes == {"phường Nam Cường": "phường · GĐ 1", "phường Cốc San": "phường · GĐ 1, 2"}


class TestTiles:
    def figures(self, shown):
        return [(tile.figure, tile.note) for tile in shown().tiles]

    def test_wards_that_meet_everything(self, shown, ward, group, other_group, equip):
        equip(group)
        HotspotFactory(group=other_group, state="verified", found_on=date(2024, 2, 14))
        assert self.figures(shown)[0] == ("1 / 2", "không đổi so với quý trước")

    def test_the_same_wards_move(self, shown, group, other_group, equip):
        equip(group)
        equip(other_group)
        HotspotFactory(group=group, state="verified", found_on=date(2024, 5, 14))
        assert self.figures(shown)[0] == ("1 / 2", "▼ 1 so với quý trước")

    def test_other_units_do_not_move_but_stand_beside(
        self, shown, area, ward, group, other_group, equip
    ):
        """Two wards met everything; since 01/05/2024 they are one, which does too."""
        reform = date(2024, 5, 1)
        heir = WardFactory(name="Lào Cai", valid_from=reform)
        AreaWardFactory(area=area, ward=heir, valid_from=reform)
        for one in (group, other_group):
            equip(one)
            place_group(by=None, group=one, ward=heir, on_day=reform)
        assert self.figures(shown)[0] == ("1 / 1", "quý trước: 2/2 đơn vị")

    def test_without_any_unit_then_nothing_is_compared(self, shown, ward, group):
        group.placements.update(valid_from=date(2024, 5, 1))
        assert self.figures(shown)[0] == ("0 / 1", "")

    def test_a_movement_is_against_the_same_day_of_the_quarter_before(self, shown, group):
        for month in (1, 1, 2, 5):
            day = date(2024, month, 1)
            PersonFactory(group=group, since=day, status_from=day)
        assert self.figures(shown)[1] == ("4", "▲ 1 so với quý trước")

    def test_a_movement_does_not_tell_of_one_or_two(self, shown, group):
        for month in (1, 2, 5):
            day = date(2024, month, 1)
            PersonFactory(group=group, since=day, status_from=day)
        assert self.figures(shown)[1] == ("3", "")

    def test_a_decrease_points_down(self, shown, group):
        people = [PersonFactory(group=group) for _ in range(4)]
        StatusPeriod.objects.filter(person=people[0]).update(
            valid_to=date(2024, 5, 1), end_reason="completed"
        )
        assert self.figures(shown)[1] == ("3", "▼ 1 so với quý trước")

    def test_one_or_two_people_of_a_whole_area_are_hidden_too(self, shown, group):
        PersonFactory(group=group)
        assert self.figures(shown)[1][0] == "< 3"

    def test_households_that_signed(self, shown, group, equip):
        equip(group)
        HouseholdFactory(group=group)
        assert self.figures(shown)[2] == ("50,0 %", "1 / 2 hộ")

    def test_households_are_told_under_the_set_that_does_not_ask_for_them_too(
        self, shown, group, equip
    ):
        equip(group)
        HouseholdFactory(group=group)
        tile = shown(Asked(DAY, QD28_2025)).tiles[2]
        assert (tile.figure, tile.note) == ("50,0 %", "1 / 2 hộ")
        assert tile.url == "?as_of=2024-06-30&set=CITY_2023#matrix"

    def test_no_household_is_no_share(self, shown, group):
        assert self.figures(shown)[2] == ("–", "0 / 0 hộ")

    def test_incidents_arrests_and_proposals_since_2023(self, shown, group):
        inside = IncidentFactory(group=group, happened_on=date(2023, 3, 3))
        IncidentPersonFactory(incident=inside, is_arrested=True)
        IncidentPersonFactory(incident=inside, is_arrested=False)
        IncidentFactory(group=group, happened_on=date(2022, 12, 31))
        IncidentFactory(group=group, happened_on=date(2024, 7, 1))
        DossierFactory(
            person=PersonFactory(group=group),
            kind=DossierKind.COMPULSORY,
            valid_from=date(2023, 6, 1),
        )
        assert self.figures(shown)[3] == (
            "1",
            "< 3 đối tượng · < 3 hồ sơ đề nghị cai nghiện bắt buộc",
        )

    def test_each_figure_leads_to_what_is_behind_it(self, shown, group):
        urls = [tile.url for tile in shown().tiles]
        assert urls == [
            "#matrix",
            "/wards/?as_of=2024-06-30&set=CITY_2023",
            "#matrix",
            "/incidents/?as_of=2024-06-30&set=CITY_2023",
        ]


def plan(area, officer, wards, **changes):
    values = {
        "number": 1,
        "title": "Ba phường biên giới",
        "starts_on": date(2023, 1, 1),
        "ends_on": date(2024, 5, 31),
        "set_code": CITY_2023.code,
    }
    return plan_phase(by=officer, area=area, targets=wards, **values | changes)


class TestPhases:
    def test_a_phase_gathers_its_wards_by_state(
        self, shown, area, officer, ward, group, other_ward, other_group, equip
    ):
        equip(group)
        plan(area, officer, [ward, other_ward])
        (card,) = shown().phases
        assert card.by_state == [(PhaseState.LATE, "Cốc San"), (PhaseState.DONE, "Nam Cường")]
        assert (card.progress.state, card.progress.done) == (PhaseState.LATE, 1)

    def test_without_a_plan_there_is_no_phase(self, shown, group):
        assert shown().phases == []


class TestTrendAndMap:
    def test_a_row_for_each_month_end_since_the_programme_began(self, shown, group):
        rows = shown().trend_rows
        assert (len(rows), rows[0][0], rows[-1][0]) == (18, date(2023, 1, 31), DAY)

    def test_a_trend_ends_in_the_figure_above_it(self, shown, group):
        day = date(2024, 6, 10)
        PersonFactory.create_batch(4, group=group, since=day, status_from=day)
        page = shown(Asked(day, CITY_2023))
        assert [(one, people) for one, people, *_rest in page.trend_rows[-2:]] == [
            (date(2024, 5, 31), "0"),
            (day, page.tiles[1].figure),
        ]
        assert page.tiles[1].figure == "4"

    def test_the_chart_is_told_in_a_sentence(self, shown, group):
        PersonFactory(group=group, since=date(2024, 2, 1), status_from=date(2024, 2, 1))
        assert "từ 0 đến &lt; 3, thấp nhất 0, cao nhất &lt; 3" in shown().people_chart
        assert [people for _day, people, *_rest in shown().trend_rows[-6:]] == ["0", *["< 3"] * 5]
        PersonFactory.create_batch(4, group=group, since=DAY, status_from=DAY)
        assert "từ 0 đến 5, thấp nhất 0, cao nhất 5" in shown().people_chart

    def test_a_ward_stands_on_the_map_with_its_sign_and_count(self, shown, group, equip):
        equip(group)
        assert "✓ 8/8" in shown().map
        assert "phường Nam Cường: đạt 8 trên 8 tiêu chí" in shown().map

    @pytest.mark.parametrize(
        ("hotspots", "declared_groups", "unsigned", "sign"),
        [
            (0, 1, 0, "✓ 8/8"),
            (0, 1, 1, "◐ 7/8"),
            (0, 3, 1, "– 5/8"),
            (1, 1, 0, "✕ 7/8"),
            (1, 3, 1, "✕ 4/8"),
        ],
    )
    def test_its_sign_is_that_of_its_worst_criterion(
        self, shown, ward, group, equip, hotspots, declared_groups, unsigned, sign
    ):
        """A hotspot is missed, a group declared and not registered is missing data, 19 of 20 households are near."""
        equip(group)
        PledgeFactory.create_batch(18, household__group=group, valid_from=date(2023, 5, 1))
        HouseholdFactory.create_batch(unsigned, group=group)
        HotspotFactory.create_batch(
            hotspots, group=group, state="verified", found_on=date(2024, 2, 14)
        )
        PopulationFigureFactory(ward=ward, households=None, groups=declared_groups)
        assert sign in shown().map

    def test_a_ward_without_a_position_is_not_drawn(self, shown, ward, group):
        ward.latitude = ward.longitude = None
        ward.save()
        assert "bubble-" not in shown().map


class TestClosest:
    def test_the_fewest_open_criteria_come_first_with_what_is_left(
        self, shown, ward, group, other_ward, other_group, equip
    ):
        equip(group)
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        closest = [(one.ward, words) for one, words in shown().closest]
        assert closest[0] == (ward, "1 điểm đang hoạt động")
        assert closest[1][0] == other_ward

    def test_a_ward_that_meets_all_is_not_listed(self, shown, group, equip):
        equip(group)
        assert shown().closest == []

    def test_few_people_are_not_counted_out(self, shown, group, equip):
        equip(group)
        PersonFactory(group=group)
        ((_score, words),) = shown().closest
        assert words == (
            "< 3 người nghiện chưa có hồ sơ quản lý; < 3 người nghiện có mặt chưa có hồ sơ cai nghiện"
        )

    def test_what_lacks_does_not_tell_of_the_few_who_have_it(self, shown, group, equip):
        equip(group)
        for person in PersonFactory.create_batch(14, group=group)[:1]:
            DossierFactory(person=person, kind=DossierKind.MANAGEMENT, valid_from=date(2024, 1, 1))
        ((_score, words),) = shown().closest
        assert words == (
            "> 11 người nghiện chưa có hồ sơ quản lý; 14 người nghiện có mặt chưa có hồ sơ cai nghiện"
        )

    def test_missing_data_is_named(self, shown, ward, group, equip):
        equip(group)
        PopulationFigureFactory(ward=ward, households=None, groups=3)
        ((one, _words),) = shown().closest
        assert remaining(one).split("; ") == [
            "Hộ ký cam kết: thiếu số liệu hộ của 2 tổ, thôn",
            "Tổ có hòm thư tố giác: thiếu số liệu của 2 tổ, thôn đã khai báo",
            "Tổ niêm yết đường dây nóng: thiếu số liệu của 2 tổ, thôn đã khai báo",
        ]

    def test_missing_data_is_named_beside_what_lacks(self, shown, ward, group, equip):
        """To sign the one household would change nothing: the verdict stays "Thiếu dữ liệu"."""
        equip(group)
        HouseholdFactory(group=group)
        empty = GroupFactory(ward=ward, name="Tổ 2")
        TipBoxFactory(group=empty)
        HotlineBoardFactory(group=empty)
        ((_score, words),) = shown().closest
        assert words == "1 hộ chưa ký cam kết; thiếu số liệu hộ của 1 tổ, thôn"


class TestBudget:
    """Fifteen statements at most; the number of wards and days does not matter."""

    @pytest.mark.parametrize("count", [1, 3, 40])
    def test_from_snapshots(self, count, area, django_assert_num_queries, asked_then):
        for _ in range(count):
            ward = WardFactory()
            AreaWardFactory(area=area, ward=ward)
            GroupFactory(ward=ward)
        days = [DAY, quarter_before(DAY), *trend_days(DAY)]
        for one in SETS:
            take_snapshots(days=days, criteria_set=one)
        for question in (asked_then, Asked(DAY, QD28_2025)):
            with django_assert_num_queries(9):
                build(posted(Role.COMMITTEE, area=area), question)
