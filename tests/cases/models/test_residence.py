"""Stays and absences: one place a day, never two."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from cases.models import Absence, Residence
from foundation.dated import OPEN
from tests.cases.ledger import refused_by_database
from tests.factories.cases import AbsenceFactory, PersonFactory, ResidenceFactory
from tests.factories.wards import LONG_AGO, GroupFactory

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


@pytest.fixture
def person(group):
    """Lives in `group` since LONG_AGO."""
    return PersonFactory(group=group)


@pytest.mark.parametrize("factory", [ResidenceFactory, AbsenceFactory])
def test_an_interval_does_not_end_before_its_start(person, factory):
    with refused_by_database("ends_not_before_start"):
        factory(person=person, valid_from=date(2019, 1, 1), valid_to=date(2018, 12, 31))


@pytest.mark.parametrize("factory", [ResidenceFactory, AbsenceFactory])
def test_an_interval_may_end_on_its_first_day(person, factory):
    row = factory(person=person, valid_from=date(2019, 1, 1), valid_to=date(2019, 1, 1))
    assert not row.holds_on(date(2019, 1, 1))


def test_an_inverted_stay_is_told_in_words(person):
    stay = ResidenceFactory.build(person=person, valid_from=LATER, valid_to=DAY)
    with pytest.raises(ValidationError) as error:
        stay.validate_constraints()
    assert "Ngày kết thúc không được trước ngày bắt đầu." in error.value.messages


def test_a_second_open_stay_is_refused(person):
    with refused_by_database():
        ResidenceFactory(person=person, valid_from=DAY, valid_to=OPEN)


def test_a_stay_may_not_overlap_the_open_one_by_a_day(person):
    with refused_by_database("cases_residence_no_overlap"):
        ResidenceFactory(person=person, valid_from=date(2019, 1, 1), valid_to=date(2020, 1, 2))


def test_stays_may_touch(person):
    ResidenceFactory(person=person, valid_from=date(2019, 1, 1), valid_to=LONG_AGO)
    assert person.residences.count() == 2


def test_a_gap_between_stays_is_allowed(person):
    ResidenceFactory(person=person, valid_from=date(2018, 1, 1), valid_to=date(2019, 1, 1))
    assert person.residences.count() == 2


def test_moving_a_stay_over_another_is_refused_as_well(person):
    earlier = ResidenceFactory(person=person, valid_from=date(2019, 1, 1), valid_to=LONG_AGO)
    earlier.valid_to = DAY
    with refused_by_database("cases_residence_no_overlap"):
        earlier.save()


def test_the_stays_of_two_people_do_not_meet(person, group):
    PersonFactory(group=group)
    assert Residence.objects.in_force(DAY).filter(group=group).count() == 2


def test_a_group_with_people_cannot_be_deleted(person, group):
    with pytest.raises(ProtectedError):
        group.delete()


def test_absences_do_not_overlap(person):
    AbsenceFactory(person=person, valid_from=DAY, valid_to=LATER)
    with refused_by_database("cases_absence_no_overlap"):
        AbsenceFactory(person=person, valid_from=date(2024, 8, 31), valid_to=OPEN)


def test_one_absence_may_follow_another_on_the_day(person):
    AbsenceFactory(person=person, valid_from=DAY, valid_to=LATER)
    AbsenceFactory(person=person, valid_from=LATER, reason="detained")
    assert list(Absence.objects.in_force(LATER).values_list("reason", flat=True)) == ["detained"]


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2024, 2, 29), False),
        (DAY, True),
        (date(2024, 8, 31), True),
        (LATER, False),
    ],
)
def test_the_first_day_counts_and_the_last_does_not(person, day, holds):
    absence = AbsenceFactory(person=person, valid_from=DAY, valid_to=LATER)
    assert absence.holds_on(day) is holds
    assert Absence.objects.in_force(day).exists() is holds


def test_open_rows_are_those_nobody_ended(person):
    ended = AbsenceFactory(person=person, valid_from=DAY, valid_to=LATER)
    open_ = AbsenceFactory(person=person, valid_from=LATER)
    assert (ended.is_open, open_.is_open) == (False, True)
    assert list(Absence.objects.open()) == [open_]


@pytest.mark.parametrize(
    ("factory", "field"), [(ResidenceFactory, "kind"), (AbsenceFactory, "reason")]
)
def test_a_word_outside_the_list_is_not_clean(person, factory, field):
    row = (
        factory.build(person=person, group=None, **{field: "elsewhere"})
        if field == "kind"
        else (factory.build(person=person, **{field: "elsewhere"}))
    )
    with pytest.raises(ValidationError) as error:
        row.clean_fields(exclude=["group"])
    assert list(error.value.error_dict) == [field]


def test_rows_are_named_without_the_person_s_name(person):
    stay = person.residences.get()
    absence = AbsenceFactory(person=person)
    assert str(stay) == f"{person.pk} · {stay.group}"
    assert str(absence) == f"{person.pk} · đi nơi khác"
    assert person.full_name not in f"{stay}{absence}"


def test_with_the_person_go_the_stays():
    person = PersonFactory(group=GroupFactory())
    person.delete()
    assert Residence.objects.count() == 0
