"""For every criterion, whatever lies in the ledgers: the figure is as many rows as it opens to."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from criteria.sets import CITY_2023, SETS
from criteria.tallies import load_frames
from tests.criteria.asking import assert_opens
from tests.criteria.world import draw
from wards.enums import GroupKind
from wards.models import NeighbourhoodGroup, Ward

EVERY = [criterion for one in SETS for criterion in one.criteria]
a_seed = given(seed=st.integers(0, 10_000))
few = settings(
    derandomize=True,
    max_examples=12,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@few
@a_seed
def test_count_is_rows(undone, seed):
    with undone():
        for day in draw(seed).days_to_ask(3):
            frame = load_frames([day], None)[0]
            for criterion in EVERY:
                for ward_id, measurement in criterion.measure(frame).items():
                    assert_opens(criterion, Ward(pk=ward_id), day, measurement)


@few
@a_seed
def test_one_ward_alone_measures_as_among_all(undone, seed):
    with undone():
        for day in draw(seed).days_to_ask(2):
            frame = load_frames([day], None)[0]
            alone = [load_frames([day], Ward.objects.filter(pk=pk))[0] for pk in frame.wards]
            for criterion in EVERY:
                parts = [item for one in alone for item in criterion.measure(one).items()]
                assert dict(parts) == criterion.measure(frame), criterion.code


@few
@a_seed
def test_every_row_says_where_it_counts_since_when_and_whether_it_passes(undone, seed):
    with undone():
        world = draw(seed)
        groups = {group.pk for group in world.groups}
        for day in world.days_to_ask(3):
            for row in (row for criterion in EVERY for row in criterion.rows(day)):
                assert row.group_ref in groups
                assert row.since is None or row.since <= day
                assert row.passes in {True, False}


@few
@a_seed
def test_no_row_counts_twice(undone, seed):
    with undone():
        for day in draw(seed).days_to_ask(3):
            for criterion in EVERY:
                keys = list(criterion.rows(day).values_list("pk", flat=True))
                assert len(keys) == len(set(keys)), criterion.code


@few
@a_seed
def test_khu_vuc_khac_never_counts_in_criteria_6_to_8(undone, seed):
    with undone():
        world = draw(seed)
        outside = NeighbourhoodGroup.objects.filter(kind=GroupKind.OTHER_PLACE)
        hidden = set(outside.values_list("pk", flat=True))
        for day in world.days_to_ask(3):
            for criterion in CITY_2023.criteria[5:]:
                counted = criterion.rows(day).values_list("group_ref", flat=True)
                assert hidden.isdisjoint(counted), criterion.code


@few
@a_seed
def test_the_wards_of_a_day_share_out_all_rows(undone, seed):
    with undone():
        world = draw(seed)
        for day in world.days_to_ask(3):
            wards = [ward for ward in world.wards if ward.holds_on(day)]
            for criterion in EVERY:
                parts = [row.pk for ward in wards for row in criterion.in_ward(ward, day)]
                assert sorted(parts) == sorted(row.pk for row in criterion.rows(day)), (
                    criterion.code
                )
