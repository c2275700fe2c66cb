"""A ward's page: figures with blockers as each reader may see them."""

from datetime import date

import pytest

from accounts.permissions import Role
from cases.enums import TreatmentForm
from criteria.actions.snapshots import take_snapshots
from criteria.sets import CITY_2023, QD28_2025, SETS
from programme.actions.phases import plan_phase
from reports.asked import Asked
from reports.dashboards.ward import build
from reports.days import trend_days
from tests.factories.cases import DossierFactory, PersonFactory, TreatmentFactory
from tests.factories.incidents import HotspotFactory, IncidentPersonFactory, SuspicionFactory
from tests.factories.pledges import HotlineBoardFactory, HouseholdFactory, TipBoxFactory
from tests.factories.wards import (
    GroupFactory,
    PopulationFigureFactory,
    WardFactory,
    WardSuccessionFactory,
    posted,
)
from tests.reports.dashboards.conftest import DAY
from wards.actions.groups import place_group
from wards.models import Ward

pytestmark = pytest.mark.django_db


def card(page, number):
    return page.cards[number - 1]


@pytest.fixture
def shown(ward, asked_then):
    """`shown(user)` is the ward's page as that user sees it."""
    return lambda user, question=asked_then: build(user, ward, question)


class TestBlockers:
    @pytest.fixture
    def unfiled(self, group, officer):
        return PersonFactory(
            group=group, full_name="Lò A Tùng", officer=officer, status_from=date(2024, 5, 3)
        )

    def test_the_wards_police_see_who_since_when_and_who_is_responsible(
        self, shown, officer, unfiled
    ):
        (blocker,) = card(shown(officer), 3).blockers
        assert (blocker.label, blocker.group, blocker.since, blocker.responsible) == (
            "Lò A Tùng",
            "Tổ 1",
            date(2024, 5, 3),
            str(officer),
        )
        assert blocker.url == unfiled.get_absolute_url()

    def test_the_committee_gets_a_number(self, shown, committee, unfiled):
        found = card(shown(committee), 3)
        assert (found.blockers, found.more) == ([], "< 3 người nghiện chưa có hồ sơ quản lý")

    def test_a_verifier_sees_the_name_covered_and_no_way_to_the_file(
        self, shown, verifier, unfiled
    ):
        (blocker,) = card(shown(verifier), 3).blockers
        assert (blocker.label, blocker.url) == ("Lò A T.", "")

    def test_three_are_shown_and_the_rest_counted(self, shown, officer, group):
        for _ in range(5):
            PersonFactory(group=group)
        found = card(shown(officer), 3)
        assert (len(found.blockers), found.more) == (
            3,
            "và 2 người nghiện chưa có hồ sơ quản lý khác",
        )

    def test_people_go_by_given_name(self, shown, officer, group):
        for name in ("Vàng A Tủa", "Giàng A Chu", "Lò Văn Ánh"):
            PersonFactory(group=group, full_name=name)
        labels = [blocker.label for blocker in card(shown(officer), 3).blockers]
        assert labels == ["Lò Văn Ánh", "Giàng A Chu", "Vàng A Tủa"]

    def test_a_criterion_that_is_met_blocks_nothing(self, shown, officer, group):
        found = card(shown(officer), 3)
        assert (found.blockers, found.more) == ([], "")

    def test_hotspots_and_suspicions_by_kind_and_place(self, shown, officer, group):
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        SuspicionFactory(group=group, valid_from=date(2024, 3, 1))
        page = shown(officer)
        assert [b.detail for b in card(page, 1).blockers] == ["Nhà trọ cuối ngõ 12"]
        assert [b.detail for b in card(page, 2).blockers] == ["Người thuê trọ hay ra vào ban đêm"]

    def test_a_verifier_does_not_learn_the_place(self, shown, verifier, group):
        HotspotFactory(group=group, state="verified", found_on=date(2024, 2, 14))
        assert [b.detail for b in card(shown(verifier), 1).blockers] == [""]

    def test_households_lead_to_their_page(self, shown, officer, group):
        household = HouseholdFactory(group=group, head_name="Lý Láo San")
        (blocker,) = card(shown(officer), 6).blockers
        assert (blocker.label, blocker.responsible) == ("Lý Láo San", "Nguyễn Văn Tổ")
        assert blocker.url == f"/households/{household.pk}/"

    @pytest.mark.parametrize(
        ("role", "blockers", "more"),
        [
            ("officer", 1, "thiếu số liệu hộ của 1 tổ, thôn"),
            ("committee", 0, "1 hộ chưa ký cam kết; thiếu số liệu hộ của 1 tổ, thôn"),
        ],
    )
    def test_missing_data_is_named_beside_what_lacks(
        self, shown, role, blockers, more, request, ward, group
    ):
        HouseholdFactory(group=group)
        GroupFactory(ward=ward, name="Tổ 2")
        page = shown(request.getfixturevalue(role))
        found = card(page, 6)
        assert (len(found.blockers), found.more) == (blockers, more)
        assert "1 hộ chưa ký cam kết; thiếu số liệu hộ của 1 tổ, thôn; " in page.remaining

    def test_a_verifier_sees_households_covered(self, shown, verifier, group):
        HouseholdFactory(group=group, head_name="Lý Láo San")
        (blocker,) = card(shown(verifier), 6).blockers
        assert (blocker.label, blocker.responsible, blocker.url) == ("Lý Láo S.", "", "")

    def test_groups_are_named_to_all_their_heads_to_those_who_know_the_households(
        self, shown, officer, committee, group
    ):
        for reader, head in ((officer, "Nguyễn Văn Tổ"), (committee, "")):
            (blocker,) = card(shown(reader), 7).blockers
            assert (blocker.label, blocker.responsible) == ("Tổ 1", head)

    @pytest.mark.parametrize(
        ("filed", "of", "figure", "percent", "more"),
        [
            (1, 14, "< 3/14", "", "> 11 người nghiện chưa có hồ sơ quản lý"),
            (13, 14, "trong 14 người", "", "< 3 người nghiện chưa có hồ sơ quản lý"),
            (10, 14, "10/14", "71,4 %", "4 người nghiện chưa có hồ sơ quản lý"),
        ],
    )
    def test_figure_share_and_rest_are_told_to_the_committee_by_one_rule(
        self, shown, committee, group, filed, of, figure, percent, more
    ):
        for person in PersonFactory.create_batch(of, group=group)[:filed]:
            DossierFactory(person=person, valid_from=date(2024, 1, 5))
        found = card(shown(committee), 3)
        assert (found.shown.figure, found.shown.percent, found.more) == (figure, percent, more)

    def test_what_is_left_counts_exactly_for_the_own_ward_only(
        self, shown, officer, committee, group, unfiled, equip
    ):
        equip(group)
        assert shown(officer).remaining.startswith("1 người nghiện chưa có hồ sơ quản lý")
        assert shown(committee).remaining.startswith("< 3 người nghiện chưa có hồ sơ quản lý")


class TestSets:
    def test_the_other_set_stands_beside(self, shown, officer, group):
        person = PersonFactory(group=group)
        page = shown(officer)
        assert page.other_set is QD28_2025
        assert [one.result.figure for one in page.other] == ["1 người", "0 người", "0 điểm"]
        TreatmentFactory(person=person, form=TreatmentForm.COMMUNITY, valid_from=date(2024, 1, 5))
        assert shown(officer).other[0].result.figure == "0 người"

    def test_asked_the_other_way_round(self, shown, officer, group):
        page = shown(officer, Asked(DAY, QD28_2025))
        assert (len(page.cards), page.other_set, len(page.other)) == (3, CITY_2023, 8)

    def test_each_figure_leads_to_its_evidence(self, shown, officer, ward, group):
        page = shown(officer)
        assert card(page, 8).url == f"/wards/{ward.pk}/CITY_2023/hotline_board/?as_of=2024-06-30"
        assert page.other[0].url == f"/wards/{ward.pk}/QD28_2025/no_user/?as_of=2024-06-30"

    def test_a_committee_sees_few_people_hidden_beside_as_well(
        self, shown, committee, officer, group
    ):
        PersonFactory(group=group)
        assert shown(committee).other[0].shown.figure == "< 3 người"
        assert shown(officer).other[0].shown.figure == "1 người"


class TestAround:
    def test_groups_of_that_day_in_the_order_of_their_numbers(self, shown, officer, ward):
        for number in (10, 2, 1):
            GroupFactory(ward=ward, name=f"Tổ {number}")
        assert [group.name for group in shown(officer).groups] == ["Tổ 1", "Tổ 2", "Tổ 10"]

    def test_a_group_that_moved_away_is_shown_in_the_past(
        self, shown, officer, ward, group, other_ward
    ):
        place_group(by=None, group=group, ward=other_ward, on_day=date(2025, 1, 1))
        assert [g.name for g in shown(officer).groups] == ["Tổ 1"]
        assert list(shown(officer, Asked(date(2025, 1, 1), CITY_2023)).groups) == []

    def test_households_are_counted_on_that_day(self, shown, officer, group):
        HouseholdFactory(group=group)
        HouseholdFactory(group=group, valid_from=date(2024, 7, 1))
        assert [g.household_count for g in shown(officer).groups] == [1]

    def test_groups_at_high_risk_stand_apart(self, shown, officer, ward, group):
        GroupFactory(ward=ward, name="Tổ 11", is_high_risk=True, risk_reason="đồi núi")
        assert [g.name for g in shown(officer).risky] == ["Tổ 11"]

    def test_the_phase_of_the_ward(self, shown, officer, ward, group, area):
        plan_phase(
            by=officer,
            area=area,
            number=2,
            title="Loại II",
            starts_on=date(2024, 7, 1),
            ends_on=date(2024, 12, 31),
            set_code=CITY_2023.code,
            targets=[ward],
        )
        assert list(shown(officer).phases) == [2]

    def test_no_phase(self, shown, officer, group):
        assert list(shown(officer).phases) == []

    def test_the_class_under_decision_28(self, shown, officer, group):
        page = shown(officer)
        assert (page.drug_class.counts.residents, page.drug_class.drug_class) == (None, None)

    def test_the_trend_of_people(self, shown, officer, group):
        PersonFactory(group=group, since=date(2024, 2, 1), status_from=date(2024, 2, 1))
        rows = [(day, str(people)) for day, people in shown(officer).trend_rows]
        assert rows[0] == (date(2023, 1, 31), "0")
        assert rows[-1] == (DAY, "1")
        assert "Người trong diện quản lý: từ 0 đến 1" in shown(officer).chart

    @pytest.mark.parametrize("role", ["committee", "verifier"])
    def test_one_and_two_people_look_the_same_from_outside(self, shown, role, group, request):
        reader, seen = request.getfixturevalue(role), set()
        for _ in range(2):
            PersonFactory(group=group, since=date(2024, 6, 1), status_from=date(2024, 6, 1))
            page = shown(reader)
            assert page.hides_few
            assert "từ 0 đến &lt; 3, thấp nhất 0, cao nhất &lt; 3" in page.chart
            assert ">&lt; 3 người</text>" in page.chart
            seen.add(page.chart)
        assert len(seen) == 1

    def test_the_few_behind_the_class_stay_hidden_and_the_class_does_not(
        self, shown, officer, committee, ward, group
    ):
        PopulationFigureFactory(ward=ward, residents=1000)
        DossierFactory(person=PersonFactory(group=group), valid_from=date(2024, 1, 5))
        IncidentPersonFactory(
            incident__group=group, incident__happened_on=date(2024, 5, 1), is_arrested=True
        )
        told = {"own": shown(officer), "outside": shown(committee)}
        assert [told["own"].class_lines[line].figure for line in (0, 2)] == ["1", "1"]
        assert [told["outside"].class_lines[line].figure for line in (0, 2)] == ["< 3", "< 3"]
        assert {str(one.drug_class.drug_class) for one in told.values()} == {"III"}


class TestEndedUnits:
    @pytest.fixture
    def succession(self):
        return WardSuccessionFactory(from_ward__name="Nam Cường cũ", to_ward__name="Cam Đường")

    def test_an_ended_ward_names_its_successor(self, officer, succession, asked_then):
        page = build(officer, succession.from_ward, asked_then)
        assert page.successors == [succession.to_ward]

    def test_the_phases_of_the_units_it_came_from_go_on_with_it(
        self, officer, succession, area, other_ward
    ):
        """From the day of the reorganisation; each phase once."""
        old = [succession.from_ward, WardFactory()]
        for one in old[1:]:
            WardSuccessionFactory(from_ward=one, to_ward=succession.to_ward)
        for number, targets in ((3, old), (1, old[:1]), (2, [other_ward])):
            plan_phase(
                by=officer,
                area=area,
                number=number,
                title="Nhiệm vụ",
                starts_on=date(2023, 1, 1),
                ends_on=date(2024, 5, 31),
                set_code=CITY_2023.code,
                targets=targets,
            )
        told = [
            list(build(officer, succession.to_ward, Asked(day, CITY_2023)).phases)
            for day in (date(2025, 6, 30), date(2025, 7, 1))
        ]
        assert told == [[], [1, 3]]

    def test_a_ward_in_force_has_none(self, shown, officer, group):
        assert shown(officer).successors == []

    def test_the_successors_police_see_the_past_by_name(self, succession, asked_then):
        old, new = succession.from_ward, succession.to_ward
        group = GroupFactory(ward=old)
        PersonFactory(group=group, full_name="Lò A Tùng")
        place_group(by=None, group=group, ward=new, on_day=succession.effective_on)
        heir = posted(Role.OFFICER, ward=new)
        assert [b.label for b in card(build(heir, old, asked_then), 3).blockers] == ["Lò A Tùng"]

    def test_only_when_all_of_its_groups_came_over(self, succession, other_ward, asked_then):
        old, new = succession.from_ward, succession.to_ward
        here, there = GroupFactory(ward=old), GroupFactory(ward=old)
        PersonFactory(group=there, full_name="Lò A Tùng")
        place_group(by=None, group=here, ward=new, on_day=succession.effective_on)
        place_group(by=None, group=there, ward=other_ward, on_day=succession.effective_on)
        found = card(build(posted(Role.OFFICER, ward=new), old, asked_then), 3)
        assert (found.blockers, found.more) == ([], "< 3 người nghiện chưa có hồ sơ quản lý")


class TestBudget:
    @pytest.mark.parametrize("count", [1, 30])
    def test_the_page_costs_the_same_for_any_number(
        self, count, officer, ward, group, django_assert_num_queries, asked_then
    ):
        for _ in range(count):
            person = PersonFactory(group=group)
            DossierFactory(person=person, valid_from=date(2024, 1, 5))
        for one in SETS:
            take_snapshots(days=[DAY, *trend_days(DAY)], criteria_set=one)
        fresh = type(officer).objects.get(pk=officer.pk)
        with django_assert_num_queries(9):
            build(fresh, Ward.objects.get(pk=ward.pk), asked_then)


def test_a_ward_without_groups_has_no_data(officer, asked_then):
    empty = WardFactory()
    page = build(officer, empty, asked_then)
    assert {str(one.result.verdict) for one in page.cards} == {"no_data"}
    assert page.remaining.startswith("Không tụ điểm, bán lẻ, điểm sử dụng: chưa có tổ, thôn nào")


def test_unsuitable_boxes_and_boards_say_since_when(shown, officer, group):
    TipBoxFactory(group=group, valid_from=date(2024, 4, 2), broken=True)
    HotlineBoardFactory(group=group, valid_from=date(2024, 5, 6), faded=True)
    page = shown(officer)
    assert [b.since for b in card(page, 7).blockers] == [date(2024, 4, 2)]
    assert [b.since for b in card(page, 8).blockers] == [date(2024, 5, 6)]
