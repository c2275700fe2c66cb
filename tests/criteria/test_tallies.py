"""Frames, tallies and the fold: one statement for any number of figures, wards and days."""

from datetime import date

import pytest
from django.db.models import F

from cases.queries.figures import managed_people
from criteria.tallies import (
    DECLARED,
    GROUPS,
    ONE,
    ZERO,
    Frame,
    Place,
    Scope,
    Sums,
    Tally,
    fold_by_ward,
    load_frames,
    place_tallies,
    placed,
)
from incidents.queries.figures import verified_hotspots
from incidents.statuses import HotspotState
from tests.criteria.asking import move_group
from tests.factories.cases import PersonFactory
from tests.factories.incidents import HotspotFactory
from tests.factories.law import LegalRuleFactory
from tests.factories.wards import (
    LONG_AGO,
    REFORM_DAY,
    GroupFactory,
    PopulationFigureFactory,
    WardFactory,
)
from wards.enums import GroupKind
from wards.models import NeighbourhoodGroup, Ward

DAY = date(2024, 6, 30)
BEFORE = date(2025, 6, 30)


def frame(day=DAY, wards=None) -> Frame:
    return load_frames([day], wards)[0]


def people(scope):
    return Tally("people", scope, managed_people(scope.day))


# ------------------------------------------------------------------------------------- frames ----


def test_a_frame_holds_the_wards_of_its_day(ward, other_ward):
    gone = WardFactory(valid_to=DAY)
    WardFactory(valid_from=date(2024, 7, 1))

    assert set(frame().wards) == {ward.pk, other_ward.pk}
    assert set(frame(date(2024, 6, 29)).wards) == {ward.pk, other_ward.pk, gone.pk}


def test_wards_come_in_the_order_of_their_names(db):
    for name in ("Xuân Tăng", "Bắc Cường", "Cốc Lếu"):
        WardFactory(name=name)

    assert [ward.name for ward in frame().wards.values()] == ["Bắc Cường", "Cốc Lếu", "Xuân Tăng"]


def test_a_frame_of_some_wards_names_them(ward, other_ward):
    some = frame(wards=Ward.objects.filter(pk=ward.pk))

    assert set(some.wards) == {ward.pk}
    assert some.scope == Scope(DAY, (ward.pk,))


def test_a_frame_of_all_wards_names_none(ward):
    assert frame().scope == Scope(DAY)


def test_very_many_wards_are_not_named_one_by_one(db):
    Ward.objects.bulk_create(WardFactory.build_batch(501))

    assert frame(wards=Ward.objects.all()).scope.ward_ids is None
    assert len(frame(wards=Ward.objects.all()).wards) == 501


def test_an_ordered_or_cut_queryset_of_wards_will_do(ward, other_ward):
    chosen = Ward.objects.filter(name="Cốc San").order_by("-code")

    assert set(frame(wards=chosen).wards) == {other_ward.pk}


def test_frames_of_several_days_come_in_order_once_each(ward):
    frames = load_frames([BEFORE, DAY, BEFORE], None)

    assert [one.scope.day for one in frames] == [DAY, BEFORE]


def test_no_days_no_frames(ward, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert load_frames([], None) == []


@pytest.mark.parametrize("days", [[DAY], [DAY, BEFORE], [date(2024, m, 1) for m in range(1, 13)]])
def test_three_statements_for_any_number_of_days(ward, days, django_assert_num_queries):
    with django_assert_num_queries(3):
        load_frames(days, None)


def test_declarations_that_stood_on_the_day(ward, other_ward):
    PopulationFigureFactory(ward=ward, counted_on=LONG_AGO, households=5, groups=2)
    PopulationFigureFactory(ward=ward, counted_on=DAY, households=7, groups=None)
    PopulationFigureFactory(ward=ward, counted_on=date(2024, 7, 1), households=9, groups=9)

    assert frame(date(2019, 1, 1)).declared == {}
    assert frame(date(2024, 6, 29)).declared == {ward.pk: (5, 2)}
    assert frame().declared == {ward.pk: (7, 2)}


def test_declarations_of_wards_that_are_not_asked_are_not_read(ward, other_ward):
    PopulationFigureFactory(ward=other_ward, counted_on=LONG_AGO, households=5)

    assert frame(wards=Ward.objects.filter(pk=ward.pk)).declared == {}


def test_the_terms_of_the_day(ward):
    LegalRuleFactory(key="box_check_validity", value=90, valid_from=LONG_AGO, valid_to=DAY)
    LegalRuleFactory(key="box_check_validity", value=60, valid_from=DAY)
    LegalRuleFactory(key="residence_check", value=1)

    assert frame(date(2024, 6, 29)).scope.check_validity == (("box_check_validity", 90),)
    assert frame().scope.validity("box_check_validity") == 60
    assert frame().scope.validity("board_check_validity") is None


@pytest.mark.parametrize(("by_groups", "whole"), [(4, 5), (5, 5), (6, 6)])
def test_a_place_joins_what_is_registered_and_the_larger_declaration(ward, by_groups, whole):
    PopulationFigureFactory(ward=ward, counted_on=LONG_AGO, households=5, groups=2)
    sums = {(GROUPS, DAY): {ward.pk: Sums(4, 3)}, (DECLARED, DAY): {ward.pk: Sums(by_groups)}}

    assert frame().place(ward.pk, sums) == Place(4, 3, whole, 2)
    assert frame().place(0, sums) == Place()


# ------------------------------------------------------------------------------------ tallies ----


def test_groups_are_counted_with_and_without_khu_vuc_khac(ward, group, other_place, other_ward):
    found = fold_by_ward(place_tallies(frame().scope)).run()

    assert found == {(GROUPS, DAY): {ward.pk: Sums(2, 1)}, (DECLARED, DAY): {}}


def test_households_are_declared_by_neighbourhoods(ward, group, other_place, other_ward):
    for place, households in ((group, 40), (other_place, 7)):
        PopulationFigureFactory(ward=None, group=place, households=households)

    found = fold_by_ward(place_tallies(frame().scope)).run()
    assert found[DECLARED, DAY] == {ward.pk: Sums(40)}


def test_every_kind_of_neighbourhood_is_one(ward):
    for kind in GroupKind.values:
        GroupFactory(ward=ward, kind=kind)

    assert fold_by_ward(place_tallies(frame().scope)).run()[GROUPS, DAY] == {ward.pk: Sums(4, 3)}


def test_rows_are_counted_in_the_ward_of_their_group(ward, other_ward, group, other_group):
    for place in (group, group, other_group):
        PersonFactory(group=place)

    found = fold_by_ward([people(frame().scope)]).run()["people", DAY]
    assert found == {ward.pk: Sums(2), other_ward.pk: Sums(1)}


def test_a_ward_without_rows_is_not_in_the_answer(ward, other_ward, group, other_group):
    PersonFactory(group=group)

    assert set(fold_by_ward([people(frame().scope)]).run()["people", DAY]) == {ward.pk}


def test_two_tallies_of_one_name_are_added(ward, group):
    scope = frame().scope
    groups = NeighbourhoodGroup.objects.annotate(group_ref=F("pk"))
    tallies = [
        Tally("both", scope, groups, total=ONE, passed=ZERO),
        Tally("both", scope, groups, total=ZERO, passed=ONE, seen=ONE),
    ]

    assert fold_by_ward(tallies).run() == {("both", DAY): {ward.pk: Sums(1, 1, 1)}}


def test_tallies_of_different_names_are_kept_apart(ward, group):
    PersonFactory(group=group)
    HotspotFactory(group=group, found_on=DAY, state=HotspotState.VERIFIED)
    scope = frame().scope
    hotspots = Tally("hotspots", scope, verified_hotspots(DAY))

    found = fold_by_ward([people(scope), hotspots, place_tallies(scope)[0]]).run()
    assert list(found) == [("people", DAY), ("hotspots", DAY), (GROUPS, DAY)]
    assert [by_ward[ward.pk].total for by_ward in found.values()] == [1, 1, 1]


def test_a_tally_of_neighbourhoods_leaves_out_khu_vuc_khac(ward, group, other_place):
    for place in (group, other_place):
        PersonFactory(group=place)
    scope = frame().scope
    only = Tally("only", scope, managed_people(DAY), neighbourhoods_only=True)

    found = fold_by_ward([people(scope), only]).run()
    assert found["people", DAY][ward.pk] == Sums(2)
    assert found["only", DAY][ward.pk] == Sums(1)


def test_only_the_named_wards_are_counted(ward, other_ward, group, other_group):
    for place in (group, other_group):
        PersonFactory(group=place)

    found = fold_by_ward([people(Scope(DAY, (ward.pk,)))]).run()
    assert found == {("people", DAY): {ward.pk: Sums(1)}}


def test_each_day_has_its_own_borders_and_facts(ward, other_ward, group):
    PersonFactory(group=group, since=date(2021, 1, 1), status_from=date(2021, 1, 1))
    PersonFactory(group=group, since=REFORM_DAY, status_from=REFORM_DAY)
    move_group(group, other_ward, REFORM_DAY)

    days = (date(2020, 6, 30), BEFORE, REFORM_DAY)
    found = fold_by_ward([people(one.scope) for one in load_frames(days, None)]).run()
    assert found == {
        ("people", days[0]): {},
        ("people", days[1]): {ward.pk: Sums(1)},
        ("people", days[2]): {other_ward.pk: Sums(2)},
    }


@pytest.mark.parametrize("count", [1, 3, 12])
def test_one_statement_for_any_number_of_tallies_and_days(
    ward, group, count, django_assert_num_queries
):
    PersonFactory(group=group)
    scopes = [Scope(date(2024, month, 1)) for month in range(1, count + 1)]

    with django_assert_num_queries(1):
        found = fold_by_ward(
            [tally for scope in scopes for tally in (people(scope), *place_tallies(scope))]
        ).run()
    assert len(found) == 3 * count


def test_a_statement_may_be_run_again_after_the_ledger_changed(ward, group):
    statement = fold_by_ward([people(Scope(DAY))])
    assert statement.run()["people", DAY] == {}

    PersonFactory(group=group)
    assert statement.run()["people", DAY] == {ward.pk: Sums(1)}


def test_the_groups_of_a_ward_on_a_day(ward, other_ward, group, other_place, other_group):
    move_group(group, other_ward, REFORM_DAY)

    def ids(day, *wards):
        return {row["group_id"] for row in placed(day, [one.pk for one in wards])}

    assert ids(BEFORE, ward) == {group.pk, other_place.pk}
    assert ids(REFORM_DAY, ward) == {other_place.pk}
    assert ids(REFORM_DAY, ward, other_ward) == {group.pk, other_place.pk, other_group.pk}
    assert ids(BEFORE) == set()
