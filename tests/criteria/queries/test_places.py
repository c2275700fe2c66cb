from datetime import date

from criteria.queries.places import scored_wards
from tests.factories.wards import REFORM_DAY, GroupFactory, WardFactory

DAY = date(2024, 6, 30)


def names(day=DAY, **asked):
    return sorted(ward.name for ward in scored_wards(day, **asked))


def test_wards_of_the_day_in_which_something_is_registered(ward, other_ward, group):
    GroupFactory(ward=WardFactory(name="Cam Đường", valid_from=REFORM_DAY))

    assert names() == ["Nam Cường"]
    assert names(date(2019, 1, 1)) == []


def test_all_of_them_on_request(ward, other_ward, group):
    assert names(with_groups=False) == ["Cốc San", "Nam Cường"]


def test_groups_that_left_no_longer_make_a_ward_worth_scoring(ward, group):
    group.placements.update(valid_to=DAY)

    assert names(date(2024, 6, 29)) == ["Nam Cường"]
    assert names() == []


def test_a_code_names_the_ward_that_bore_it_that_day(db):
    WardFactory(code="02671", name="Cốc San", valid_to=REFORM_DAY)
    WardFactory(code="02671", name="Cam Đường", valid_from=REFORM_DAY)

    assert names(code="02671") == ["Cốc San"]
    assert names(REFORM_DAY, code="02671") == ["Cam Đường"]
    assert names(code="99999") == []
