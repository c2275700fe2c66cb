"""Rows of households: what the database holds and refuses, what is derived, in which order they stand."""

from datetime import date

import pytest

from foundation.dated import OPEN
from pledges.models import Household
from tests.factories.pledges import END_DAY, HouseholdFactory
from tests.factories.wards import LONG_AGO
from tests.pledges.ledger import refused_by_database, sentences_of

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 1)


def household_named(name: str) -> Household:
    household = HouseholdFactory.build(group=None, head_name=name)
    household.clean()
    return household


class TestDates:
    def test_a_household_does_not_end_before_it_began(self, group):
        with refused_by_database("household_ends_not_before_start"):
            HouseholdFactory(group=group, valid_from=FIRST, valid_to=date(2023, 12, 31))

    def test_an_end_before_the_start_is_refused_in_words(self, group):
        household = HouseholdFactory(group=group, valid_from=FIRST)
        household.valid_to = date(2023, 12, 31)
        assert sentences_of(household) == {
            "__all__": ["Ngày kết thúc không được trước ngày bắt đầu."]
        }

    @pytest.mark.parametrize(
        ("day", "is_there"),
        [(date(2023, 12, 31), False), (FIRST, True), (date(2024, 5, 31), True), (LAST, False)],
    )
    def test_a_household_is_there_from_its_first_day_until_the_day_before_its_end(
        self, group, day, is_there
    ):
        household = HouseholdFactory(group=group, valid_from=FIRST, valid_to=LAST)
        found = Household.objects.in_force(day).filter(pk=household.pk).exists()
        assert (found, household.holds_on(day)) == (is_there, is_there)

    def test_a_household_without_an_end_is_open(self, household):
        assert (household.is_open, household.valid_to) == (True, OPEN)

    def test_a_household_that_left_is_not_open(self, group):
        assert HouseholdFactory(group=group, left=True).is_open is False


class TestCode:
    def test_a_code_is_given_once_in_a_group_among_those_who_are_there(self, household, group):
        with refused_by_database():
            HouseholdFactory(group=group, code=household.code)

    def test_every_group_has_a_book_of_its_own(self, household, other_group):
        assert HouseholdFactory(group=other_group, code=household.code).pk != household.pk

    def test_a_code_given_twice_in_a_group_is_refused_in_words(self, household, group):
        twin = HouseholdFactory.build(group=group, code=household.code)
        assert sentences_of(twin) == {"__all__": ["Tổ, thôn này đã có hộ mang mã này."]}

    def test_a_code_is_free_again_when_its_household_left(self, group):
        gone = HouseholdFactory(group=group, left=True)
        assert HouseholdFactory(group=group, code=gone.code, valid_from=END_DAY).pk != gone.pk

    def test_a_household_that_left_may_share_the_code_of_one_that_stays(self, household):
        assert HouseholdFactory(code=household.code, left=True).pk

    def test_a_code_is_needed(self, household):
        household.code = ""
        assert list(sentences_of(household)) == ["code"]

    def test_a_code_has_forty_letters_at_most(self, household):
        household.code = "N" * 41
        assert list(sentences_of(household)) == ["code"]


class TestMembers:
    def test_a_household_without_members_is_refused_by_the_database(self, group):
        with refused_by_database("household_has_members"):
            HouseholdFactory(group=group, members=0)

    def test_a_household_without_members_is_refused_in_words(self, household):
        household.members = 0
        assert sentences_of(household) == {"members": ["Hộ phải có ít nhất một người."]}

    def test_a_household_beyond_the_limit_is_refused_by_the_database(self, group):
        with refused_by_database("household_not_too_big"):
            HouseholdFactory(group=group, members=201)

    def test_a_household_beyond_the_limit_is_refused_in_words(self, household):
        household.members = 201
        assert list(sentences_of(household)) == ["members"]

    def test_the_biggest_household_stands(self, group):
        assert HouseholdFactory(group=group, members=200).members == 200

    def test_one_person_is_a_household(self, group):
        assert HouseholdFactory(group=group, members=1).members == 1


class TestName:
    def test_the_name_is_stored_in_one_form(self):
        assert household_named("  Hoàng   Văn  Páo ").head_name == "Hoàng Văn Páo"

    def test_the_name_is_searched_without_accents(self):
        assert household_named("Đặng Thị Quỳnh").search_key == "dang thi quynh"

    def test_both_ways_of_writing_a_tone_are_one_name(self):
        keys = {household_named(name).search_key for name in ("Hoà", "Hòa")}
        assert keys == {"hoa"}

    def test_a_name_is_needed(self, household):
        household.head_name = " "
        household.clean()
        assert list(sentences_of(household)) == ["head_name"]

    def test_households_stand_by_given_name(self, group):
        for name in ("Lò A Tùng", "Vàng Thị An", "Đặng Văn Bình", "Sùng A Ánh"):
            HouseholdFactory(group=group, head_name=name)
        names = [household.head_name for household in Household.objects.all()]
        assert names == ["Vàng Thị An", "Sùng A Ánh", "Đặng Văn Bình", "Lò A Tùng"]

    def test_households_of_one_name_stand_in_the_order_they_came(self, group):
        first, second = HouseholdFactory.create_batch(2, group=group, head_name="Lò A Tùng")
        assert list(Household.objects.all()) == [first, second]

    def test_a_household_is_called_by_code_and_head(self, household):
        assert str(household) == "NC-001 · Hoàng Văn Páo"


class TestSplit:
    def test_a_household_remembers_which_one_it_came_from(self, household, group):
        child = HouseholdFactory(group=group, split_from=household)
        assert list(household.splits.all()) == [child]

    def test_the_origin_may_be_deleted_without_the_child(self, household, group):
        child = HouseholdFactory(group=group, split_from=household)
        household.delete()
        child.refresh_from_db()
        assert child.split_from is None


class TestPrivacy:
    def test_who_lives_where_is_sensitive(self):
        sensitive = set(Household.Privacy.sensitive)
        assert sensitive == {"head_name", "search_key", "sort_key", "address"}

    def test_a_new_household_has_version_one(self, household):
        assert (household.version, household.valid_from) == (1, LONG_AGO)
