"""The ward of a group and what places declared, put right, taken out and brought back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from corrections.actions.corrections import correct_row, remove_row, restore
from corrections.previews import preview_change
from corrections.units import GROUP_POPULATION, PLACEMENT, WARD_POPULATION
from criteria.actions.snapshots import rescore_changed, take_snapshots
from criteria.models import WardSnapshot
from criteria.sets import CITY_2023
from foundation.dated import OPEN
from tests.cases.ledger import changes_told
from tests.factories.cases import PersonFactory
from tests.factories.wards import LONG_AGO, GroupFactory, WardFactory
from wards.actions.groups import place_group
from wards.actions.population import record_population
from wards.models import GroupPlacement, PopulationFigure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
WHY = "Xếp nhầm đơn vị khi nhập danh sách"


@pytest.fixture
def correct(administrator):
    def correct(kind, row, /, **values):
        return correct_row(by=administrator, correctable=kind, row=row, values=values, reason=WHY)

    return correct


@pytest.fixture
def remove(administrator):
    def remove(kind, row):
        return remove_row(by=administrator, correctable=kind, row=row, reason=WHY)

    return remove


def placements(group):
    rows = group.placements.order_by("valid_from")
    return list(rows.values_list("ward", "valid_from", "valid_to"))


class TestPlacement:
    @pytest.fixture
    def moved(self, administrator, group, other_ward):
        return place_group(by=administrator, group=group, ward=other_ward, on_day=DAY)

    def test_a_wrong_ward_changes_the_figures_of_both(
        self, correct, group, ward, other_ward, other_group
    ):
        neighbour = GroupFactory(ward=ward, name="Tổ 2")
        correct(PLACEMENT, group.placements.get(), ward=other_ward)
        assert placements(group) == [(other_ward.pk, LONG_AGO, OPEN)]
        told = {(one.pk, LONG_AGO) for one in (group, neighbour, other_group)}
        assert told <= changes_told()

    def test_the_day_of_a_move_moves_the_end_of_the_one_before(
        self, correct, group, ward, other_ward, moved
    ):
        correct(PLACEMENT, moved, valid_from=LATER)
        assert placements(group) == [(ward.pk, LONG_AGO, LATER), (other_ward.pk, LATER, OPEN)]

    def test_a_move_that_never_was(self, administrator, remove, group, ward, other_ward, moved):
        correction = remove(PLACEMENT, moved)
        assert placements(group) == [(ward.pk, LONG_AGO, OPEN)]
        restore(by=administrator, correction=correction, reason=WHY)
        assert placements(group) == [(ward.pk, LONG_AGO, DAY), (other_ward.pk, DAY, OPEN)]

    def test_the_first_passes_its_time_on(self, remove, group, other_ward, moved):
        remove(PLACEMENT, group.placements.get(valid_from=LONG_AGO))
        assert placements(group) == [(other_ward.pk, LONG_AGO, OPEN)]

    def test_a_group_lies_somewhere(self, remove, group):
        with pytest.raises(ValidationError):
            remove(PLACEMENT, group.placements.get())

    @pytest.mark.parametrize("ends", [date(2024, 2, 1), DAY])
    def test_no_ward_that_was_not_in_force(self, correct, group, moved, ends):
        ended = WardFactory(valid_to=ends)
        with pytest.raises(ValidationError):
            correct(PLACEMENT, moved, ward=ended)
        assert GroupPlacement.objects.get(pk=moved.pk).ward != ended

    def test_no_move_into_the_ward_where_it_lies(self, correct, ward, moved):
        with pytest.raises(ValidationError):
            correct(PLACEMENT, moved, ward=ward)

    def test_the_preview_compares_both_wards(
        self, administrator, chief, group, ward, other_ward, other_group
    ):
        """For who may see figures there; an administrator of units sees none."""
        GroupFactory(ward=ward, name="Tổ 2")
        effect = preview_change(
            by=administrator,
            correctable=PLACEMENT,
            row=group.placements.get(),
            values={"ward": other_ward},
        )
        assert effect.figures == ()
        assert placements(group) == [(ward.pk, LONG_AGO, OPEN)]


class TestSnapshots:
    @pytest.mark.parametrize("has_neighbour", [True, False])
    def test_both_wards_are_scored_again_even_one_that_has_no_group_left(
        self, has_neighbour, correct, group, ward, other_ward, other_group
    ):
        PersonFactory(group=group)
        if has_neighbour:
            GroupFactory(ward=ward, name="Tổ 2")
        take_snapshots(days=[LATER], criteria_set=CITY_2023)
        correct(PLACEMENT, group.placements.get(), ward=other_ward)
        rescore_changed()
        people = dict(WardSnapshot.objects.values_list("ward", "people"))
        assert people.get(ward.pk, 0) == 0
        assert people[other_ward.pk] == 1


class TestPopulation:
    @pytest.fixture
    def figure(self, officer, group):
        return record_population(
            by=officer, group=group, counted_on=DAY, households=153, source="sổ hộ"
        )

    @pytest.fixture
    def of_ward(self, officer, ward, group):
        return record_population(
            by=officer, ward=ward, counted_on=DAY, residents=9000, groups=12, source="báo cáo"
        )

    def test_a_figure_is_put_right_and_counts_since_its_day(self, correct, figure, group):
        correct(GROUP_POPULATION, figure, households=135, counted_on=LATER)
        figure.refresh_from_db()
        assert (figure.households, figure.counted_on) == (135, LATER)
        assert (group.pk, DAY) in changes_told()

    def test_it_goes_and_comes_back(self, administrator, remove, figure):
        correction = remove(GROUP_POPULATION, figure)
        assert not PopulationFigure.objects.exists()
        restore(by=administrator, correction=correction, reason=WHY)
        assert PopulationFigure.objects.get() == figure

    def test_that_of_a_ward_counts_in_all_its_groups(self, correct, of_ward, ward, group):
        neighbour = GroupFactory(ward=ward, name="Tổ 2")
        correct(WARD_POPULATION, of_ward, groups=13)
        assert {(group.pk, DAY), (neighbour.pk, DAY)} <= changes_told()

    @pytest.mark.parametrize(
        "values", [{"households": None}, {"counted_on": date(2099, 1, 1)}, {"households": -1}]
    )
    def test_what_cannot_be_recorded_cannot_be_corrected_to(self, correct, figure, values):
        with pytest.raises(ValidationError):
            correct(GROUP_POPULATION, figure, **values)

    def test_a_place_has_one_figure_a_day(self, correct, officer, group, figure):
        other = record_population(
            by=officer, group=group, counted_on=LATER, households=150, source="sổ hộ"
        )
        with pytest.raises(ValidationError):
            correct(GROUP_POPULATION, other, counted_on=DAY)
