"""Reads for documents: what surrounds a ward, its goals, first choices and numbers."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import Role
from reports.queries import (
    WardFacts,
    archive,
    area_above,
    areas_to_choose,
    first_area,
    first_ward,
    heirs_of,
    knows_people,
    next_number,
    ward_facts,
    ward_plan,
    wards_to_choose,
)
from tests.factories.reports import IssuedReportFactory
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
from wards.enums import AreaKind, ClassificationScheme, DrugClass, GroupKind
from wards.models import GroupPlacement

pytestmark = pytest.mark.django_db


def moved_into(group, ward, on):
    """The group lies in `ward` from that day."""
    placement = group.placements.get()
    placement.valid_to = on
    placement.save()
    return GroupPlacement.objects.create(group=group, ward=ward, valid_from=on)


def facts_of(ward, day=DAY):
    return ward_facts(ward, date(2025, 12, 15), day)


class TestWardFacts:
    def test_an_empty_ward(self, ward):
        assert facts_of(ward) == WardFacts(0, 0, None, None, None, has_other_borders=False)

    def test_each_figure_is_its_own(self, ward, group):
        GroupFactory(ward=ward, is_high_risk=True, risk_reason="Nhiều điểm trọ")
        GroupFactory(
            ward=ward, kind=GroupKind.OTHER_PLACE, is_high_risk=True, risk_reason="Nhiều điểm trọ"
        )
        PopulationFigureFactory(ward=ward, residents=4_321)
        WardClassificationFactory(
            ward=ward, scheme=ClassificationScheme.QD28, drug_class=DrugClass.II
        )
        assert facts_of(ward) == WardFacts(
            2, 1, 4_321, DrugClass.II, ClassificationScheme.QD28, has_other_borders=False
        )

    def test_the_classification_of_the_day(self, ward):
        WardClassificationFactory(
            ward=ward, scheme=ClassificationScheme.QD3122, valid_to=date(2025, 8, 24)
        )
        new = WardClassificationFactory(
            ward=ward, drug_class=DrugClass.III, valid_from=date(2025, 8, 24)
        )
        before, after = (facts_of(ward, date(2025, 8, day)) for day in (23, 24))
        assert before.scheme == ClassificationScheme.QD3122
        assert (after.scheme, after.drug_class) == (new.scheme, DrugClass.III)

    def test_groups_of_the_day(self, ward, other_ward, group):
        moved_into(group, other_ward, REFORM_DAY)
        assert facts_of(ward, REFORM_DAY - timedelta(days=1)).groups == 1
        assert facts_of(ward, REFORM_DAY).groups == 0

    def test_a_figure_without_residents_does_not_count(self, ward):
        PopulationFigureFactory(ward=ward, residents=100, counted_on=date(2025, 1, 1))
        PopulationFigureFactory(ward=ward, residents=None, counted_on=date(2026, 1, 1))
        assert facts_of(ward).residents == 100

    def test_another_wards_facts_are_its_own(self, ward, other_ward, other_group):
        PopulationFigureFactory(ward=other_ward, residents=100)
        WardClassificationFactory(ward=other_ward)
        assert facts_of(ward) == WardFacts(0, 0, None, None, None, has_other_borders=False)

    def test_one_statement(self, ward, group, django_assert_num_queries):
        with django_assert_num_queries(1):
            facts_of(ward)


class TestAreaAbove:
    def test_none(self, ward):
        assert area_above(ward, DAY) is None

    def test_the_nation_is_too_far(self, ward, nation):
        AreaWardFactory(area=nation, ward=ward)
        assert area_above(ward, DAY) is None

    def test_the_city_before_the_province(self, ward, area):
        AreaWardFactory(area=AreaFactory(kind=AreaKind.PROVINCE), ward=ward)
        assert area_above(ward, DAY) == area


class TestWardPlan:
    def test_only_the_own_goals(self, ward, other_ward, plan):
        plan(1, [ward, other_ward], date(2026, 3, 31))
        plan(2, [other_ward], date(2026, 3, 31))
        found = ward_plan(ward, DAY)
        told = {phase.number: [target.ward for target in targets] for phase, targets in found.goals}
        assert told == {1: [ward]}

    def test_goals_of_what_passed_into_it(self, plan):
        succession = WardSuccessionFactory()
        plan(1, [succession.from_ward], date(2024, 6, 30))
        found = ward_plan(succession.to_ward, DAY)
        assert found.ward_ids == {succession.from_ward_id, succession.to_ward_id}

    def test_goals_of_the_successor_are_not_those_of_the_past(self, plan):
        succession = WardSuccessionFactory()
        plan(1, [succession.to_ward], date(2026, 12, 14))
        assert ward_plan(succession.from_ward, date(2024, 6, 30)).goals == []

    def test_phases_in_their_order(self, ward, plan):
        plan(2, [ward], date(2026, 3, 31))
        plan(1, [ward], date(2026, 3, 31))
        assert [phase.number for phase, _targets in ward_plan(ward, DAY).goals] == [1, 2]

    def test_phases_of_one_number_stay_apart(self, ward, plan, area):
        other = AreaFactory(kind=AreaKind.SET)
        phases = [
            plan(1, [ward], date(2026, 3, 31)),
            plan(1, [ward], date(2026, 6, 30), area=other),
        ]
        assert [phase for phase, _targets in ward_plan(ward, DAY).goals] == phases

    def test_two_statements(self, ward, other_ward, plan, django_assert_num_queries):
        plan(1, [ward], date(2026, 3, 31))
        plan(2, [ward, other_ward], date(2026, 3, 31))
        with django_assert_num_queries(2):
            ward_plan(ward, DAY)


def has_other_borders(ward, first):
    return ward_facts(ward, first, DAY).has_other_borders


class TestBorders:
    def test_the_same_groups(self, ward, group):
        assert not has_other_borders(ward, date(2025, 12, 15))

    def test_a_group_that_came_from_elsewhere(self, ward, other_group):
        moved_into(other_group, ward, date(2026, 3, 1))
        assert has_other_borders(ward, date(2025, 12, 15))
        assert not has_other_borders(ward, date(2026, 3, 1))

    def test_a_new_group(self, ward):
        GroupFactory(ward=ward).placements.update(valid_from=date(2026, 3, 1))
        assert has_other_borders(ward, date(2025, 12, 15))

    def test_a_group_that_left_is_no_longer_asked_for(self, ward, other_ward, group):
        moved_into(group, other_ward, date(2026, 3, 1))
        assert not has_other_borders(ward, date(2025, 12, 15))


class TestKnowsPeople:
    def test_those_of_the_ward_who_see_its_people_and_no_others(self, user_as, ward):
        found = {role: knows_people(user_as(role), ward, DAY) for role in Role}
        knowing = (Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE)
        assert found == dict.fromkeys(Role, False) | dict.fromkeys(knowing, True)

    def test_nor_those_of_another_ward(self, outsider, ward, group):
        assert not knows_people(outsider, ward, DAY)

    def test_half_of_a_ward_of_the_past_is_not_enough(self, officer, ward, group, other_group):
        old = WardFactory(valid_to=REFORM_DAY)
        for one in (group, other_group):
            one.placements.update(valid_from=REFORM_DAY)
            GroupPlacement.objects.create(
                group=one, ward=old, valid_from=date(2020, 1, 1), valid_to=REFORM_DAY
            )
        assert not knows_people(officer, old, date(2024, 6, 30))


class TestHeirs:
    def test_a_ward_that_stands_is_its_own(self, ward):
        assert heirs_of(ward, DAY) == [ward]

    def test_through_two_reorganisations_to_the_units_of_the_day(self, ward, other_ward):
        first = WardFactory(valid_to=REFORM_DAY)
        between = WardFactory(valid_from=REFORM_DAY, valid_to=date(2026, 1, 1))
        WardSuccessionFactory(from_ward=first, to_ward=between)
        for heir in (ward, other_ward):
            WardSuccessionFactory(from_ward=between, to_ward=heir, effective_on=date(2026, 1, 1))
        assert heirs_of(first, DAY) == [ward, other_ward]
        assert heirs_of(first, REFORM_DAY) == [between]

    def test_two_ways_to_one_unit_name_it_once(self, ward):
        first = WardFactory(valid_to=REFORM_DAY)
        for _half in range(2):
            half = WardFactory(valid_from=REFORM_DAY, valid_to=date(2026, 1, 1))
            WardSuccessionFactory(from_ward=first, to_ward=half)
            WardSuccessionFactory(from_ward=half, to_ward=ward, effective_on=date(2026, 1, 1))
        assert heirs_of(first, DAY) == [ward]

    def test_a_unit_without_a_successor_has_none(self):
        assert heirs_of(WardFactory(valid_to=REFORM_DAY), DAY) == []


class TestChoices:
    def test_the_own_ward_first(self, officer, ward, group, other_group):
        assert first_ward(officer) == ward

    def test_a_ward_in_which_nothing_is_registered_is_no_choice(self, officer, ward):
        assert first_ward(officer) is None
        assert list(wards_to_choose(officer)) == []

    def test_a_committee_gets_the_first_by_name(
        self, committee, area, other_ward, group, other_group
    ):
        assert first_ward(committee) == other_ward

    def test_no_area_for_those_who_serve_a_ward(self, officer, area):
        assert first_area(officer) is None

    def test_a_committees_own_area(self, committee, area):
        assert (first_area(committee), list(areas_to_choose(committee))) == (area, [area])

    def test_those_who_serve_nowhere_choose_nothing(self, nobody, group, area):
        assert (first_ward(nobody), first_area(nobody)) == (None, None)


class TestArchive:
    def test_bytes_and_figures_stay_behind(self, officer, ward, django_assert_num_queries):
        IssuedReportFactory.create_batch(3, ward=ward)
        rows = list(archive(officer))
        assert {"file", "figures"} <= rows[0].get_deferred_fields()
        with django_assert_num_queries(0):
            assert [(row.place, str(row.issued_by)) for row in rows]


class TestNextNumber:
    def test_the_first_of_the_year(self, ward):
        assert next_number(ward, "BC-UBND") == "01/BC-UBND"

    @pytest.mark.parametrize(("given", "following"), [("08", "09"), ("09", "10"), ("99", "100")])
    def test_after_the_highest(self, given, following, ward):
        this_year = timezone.localdate().year
        IssuedReportFactory(ward=ward, number=f"{given}/BC-UBND", year=this_year)
        IssuedReportFactory(ward=ward, number="02/BC-UBND", year=this_year)
        assert next_number(ward, "BC-UBND") == f"{following}/BC-UBND"

    def test_last_years_numbers_do_not_count(self, ward):
        last_year = timezone.localdate().year - 1
        IssuedReportFactory(ward=ward, number="40/BC-UBND", year=last_year)
        assert next_number(ward, "BC-UBND") == "01/BC-UBND"

    def test_nor_do_those_of_another_place(self, ward, other_ward, area):
        this_year = timezone.localdate().year
        IssuedReportFactory(ward=other_ward, number="40/BC-UBND", year=this_year)
        IssuedReportFactory(ward=None, area=area, number="07/BC-BCĐ", year=this_year)
        assert next_number(ward, "BC-UBND") == "01/BC-UBND"
        assert next_number(area, "BC-BCĐ") == "08/BC-BCĐ"

    def test_a_number_of_another_shape_is_passed_over(self, ward):
        IssuedReportFactory(ward=ward, number="đặc biệt", year=timezone.localdate().year)
        assert next_number(ward, "BC-UBND") == "01/BC-UBND"
