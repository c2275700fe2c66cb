"""The numbers of dossiers: one book for each ward, kind and year."""

import threading
from datetime import date

import pytest
from django.db import connection, connections

from cases.actions.dossiers import open_dossier
from cases.models import Dossier
from tests.cases.ledger import refused
from tests.factories.cases import (
    PersonFactory,
)
from tests.factories.wards import GroupFactory, WardFactory
from tests.meanwhile import meanwhile
from wards.actions.groups import place_group

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


def numbers() -> list[str]:
    return list(Dossier.objects.order_by("pk").values_list("number", flat=True))


@pytest.fixture
def numbered(officer):
    """Opens a dossier on a day for a new person of the ward; gives its number."""
    place = WardFactory(code="02671")
    group = GroupFactory(ward=place)

    def number(day=DAY, **fields) -> str:
        person = PersonFactory(group=group)
        return open_dossier(
            by=officer, person=person, kind="management", opened_on=day, **fields
        ).number

    return number


def test_dossiers_are_numbered_by_ward_and_year(numbered):
    assert [numbered(), numbered(), numbered(date(2025, 1, 1)), numbered()] == [
        "SDTP-02671-2024-0001",
        "SDTP-02671-2024-0002",
        "SDTP-02671-2025-0001",
        "SDTP-02671-2024-0003",
    ]


def test_another_ward_counts_for_itself(numbered, open_, ward):
    numbered()
    assert open_().number == f"SDTP-{ward.code}-2024-0001"


def test_a_number_that_is_given_is_kept(numbered):
    assert numbered(number=" 17/HS-CAP ") == "17/HS-CAP"
    assert numbered() == "SDTP-02671-2024-0001"


def test_a_number_given_in_the_same_form_is_counted_on(numbered):
    numbered(number="SDTP-02671-2024-0041")
    assert numbered() == "SDTP-02671-2024-0042"


@pytest.mark.parametrize(
    "typed", ["SDTP-02671-2024-12a", "SDTP-02671-2024-", "SDTP-02671-2024-1-2"]
)
def test_a_number_of_another_form_does_not_disturb_the_count(numbered, typed):
    numbered(number=typed)
    assert numbered() == "SDTP-02671-2024-0001"


def test_the_count_goes_on_past_four_digits(numbered):
    numbered(number="SDTP-02671-2024-9999")
    assert [numbered(), numbered()] == ["SDTP-02671-2024-10000", "SDTP-02671-2024-10001"]


NUMBER_TAKEN = (
    "Xã, phường này đã có hồ sơ mang số này. Ghi số khác hoặc để trống để hệ thống cấp số."
)


def test_a_number_is_not_given_twice_in_a_ward(numbered):
    numbered(number="17/HS")
    with refused(number=NUMBER_TAKEN):
        numbered(number=" 17/HS")


def test_another_ward_keeps_a_book_of_its_own(numbered, open_):
    assert numbered(number="01/2024") == open_(number="01/2024").number == "01/2024"


def test_a_number_is_not_given_twice_to_one_person(open_):
    open_(number="17/HS")
    with refused(number=NUMBER_TAKEN):
        open_(kind="treatment", number="17/HS")


def test_units_that_became_one_have_one_book(numbered, open_, administrator, group):
    numbered(number="01/2024")
    heir = Dossier.objects.get().person.residences.get().group.placements.get().ward
    place_group(by=administrator, group=group, ward=heir, on_day=LATER)
    with refused(number=NUMBER_TAKEN):
        open_(number="01/2024")


def test_where_no_ward_is_known_the_group_has_a_book(open_, group, person, officer):
    group.placements.update(valid_to=date(2021, 1, 1))
    open_(number="01/2024")
    with refused(number=NUMBER_TAKEN):
        open_(person=PersonFactory(group=group), number="01/2024")
    assert open_(person=PersonFactory(), number="01/2024").number == "01/2024"


def test_the_ward_of_the_opening_day_is_in_the_number(officer, administrator, group, ward):
    person, heir = PersonFactory(group=group), WardFactory(code="02746")
    place_group(by=administrator, group=group, ward=heir, on_day=LATER)
    for kind, day in (("management", date(2024, 8, 31)), ("treatment", LATER)):
        open_dossier(by=officer, person=person, kind=kind, opened_on=day)
    assert numbers() == [f"SDTP-{ward.code}-2024-0001", "SDTP-02746-2024-0001"]


def test_a_day_before_the_group_lay_anywhere_has_no_ward_in_its_number(open_, group):
    person = PersonFactory(group=group, status_from=date(2019, 1, 1))
    assert open_(person=person, opened_on=date(2019, 5, 1)).number == "SDTP-00000-2019-0001"


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_get_two_numbers(officer, group, ward):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    people = [PersonFactory(group=group) for _ in range(4)]
    barrier = threading.Barrier(len(people))

    def open_at_once(person):
        barrier.wait(timeout=10)
        try:
            open_dossier(by=officer, person=person, kind="management", opened_on=DAY)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=open_at_once, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(numbers()) == [f"SDTP-{ward.code}-2024-000{n}" for n in (1, 2, 3, 4)]


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_give_a_number_once(open_, group):
    neighbour = PersonFactory(group=group)
    error = meanwhile(
        lambda: open_(number="01/2024"), lambda: open_(person=neighbour, number="01/2024")
    )
    assert error.message_dict == {"number": [NUMBER_TAKEN]}
    assert numbers() == ["01/2024"]


@pytest.mark.django_db(transaction=True)
def test_a_unit_and_its_heir_of_one_code_count_together(officer, group, ward, administrator):
    heir = WardFactory(code=ward.code, valid_from=LATER)
    place_group(by=administrator, group=group, ward=heir, on_day=LATER)
    people = [PersonFactory(group=group) for _ in range(2)]

    def open_on(person, day):
        return lambda: open_dossier(by=officer, person=person, kind="management", opened_on=day)

    meanwhile(open_on(people[0], date(2024, 8, 31)), open_on(people[1], LATER))
    assert sorted(numbers()) == [f"SDTP-{ward.code}-2024-000{n}" for n in (1, 2)]
