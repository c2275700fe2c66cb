"""What the criteria count of people: on the first day and the last, here and there, away and at home."""

from datetime import date

import pytest

from cases.enums import DossierKind, TreatmentForm
from cases.models import Person
from cases.queries.figures import (
    managed_people,
    not_treated,
    present,
    residents_in_status,
    with_dossier,
)
from cases.statuses import PersonStatus
from tests.around import BEFORE, DAY, LATER, around, places
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    PersonFactory,
    ResidenceFactory,
    StatusPeriodFactory,
    TreatmentFactory,
)
from tests.factories.wards import LONG_AGO

pytestmark = pytest.mark.django_db

P = PersonStatus


# --- people in a status --------------------------------------------------------------------------


@around
def test_a_status_counts_from_its_first_day_to_the_day_before_its_end(group, day, holds):
    person = PersonFactory(group=group, status=None)
    StatusPeriodFactory(person=person, valid_from=DAY, valid_to=LATER)
    found = residents_in_status([P.ADDICT], day)
    assert places(found) == ([(person.pk, group.pk)] if holds else [])


@around
def test_a_resident_counts_from_moving_in_to_the_day_before_moving_out(group, day, holds):
    person = PersonFactory(group=group)
    person.residences.update(valid_from=DAY, valid_to=LATER)
    found = residents_in_status([P.ADDICT], day)
    assert places(found) == ([(person.pk, group.pk)] if holds else [])


@pytest.mark.parametrize("status", P)
def test_only_the_statuses_asked_for_count(group, status):
    person = PersonFactory(group=group, status=status)
    found = residents_in_status([P.ILLEGAL_USE, P.POST_REHAB], DAY)
    assert list(found) == ([person] if status in {P.ILLEGAL_USE, P.POST_REHAB} else [])


def test_who_has_no_status_does_not_count(group):
    PersonFactory(group=group, status=None)
    assert list(residents_in_status(list(P), DAY)) == []


def test_on_the_day_of_a_move_a_person_counts_in_the_new_group_only(group, other_group):
    person = PersonFactory(group=group)
    person.residences.update(valid_to=DAY)
    ResidenceFactory(person=person, group=other_group, valid_from=DAY)
    assert places(residents_in_status([P.ADDICT], BEFORE)) == [(person.pk, group.pk)]
    assert places(residents_in_status([P.ADDICT], DAY)) == [(person.pk, other_group.pk)]


def test_on_the_day_of_a_new_status_a_person_counts_in_it_only(group):
    person = PersonFactory(group=group)
    person.statuses.update(valid_to=DAY, end_reason="next_status")
    StatusPeriodFactory(person=person, status=P.POST_REHAB, valid_from=DAY)
    both = [P.ADDICT, P.POST_REHAB]
    assert residents_in_status(both, DAY).get().since == DAY
    assert residents_in_status(both, BEFORE).get().since == LONG_AGO
    assert list(residents_in_status([P.ADDICT], DAY)) == []


def test_a_person_says_since_when(group):
    PersonFactory(group=group, status_from=DAY)
    assert residents_in_status([P.ADDICT], LATER).get().since == DAY


def test_a_person_of_many_stays_and_statuses_is_one_row(group, other_group):
    person = PersonFactory(group=group)
    ResidenceFactory(person=person, group=other_group)
    StatusPeriodFactory(
        person=person, status=P.SUSPECTED_USE, valid_from=date(2019, 1, 1), valid_to=LONG_AGO
    )
    assert places(residents_in_status(list(P), DAY)) == [(person.pk, group.pk)]


def test_what_counts_can_be_narrowed_to_what_somebody_sees(officer, outsider, group, other_group):
    person = PersonFactory(group=group)
    person.residences.update(valid_to=LATER)
    ResidenceFactory(person=person, group=other_group, valid_from=LATER)
    counted = residents_in_status([P.ADDICT], DAY)
    assert places(counted.visible_to(outsider)) == [(person.pk, group.pk)]
    assert places(counted.visible_to(officer)) == []


@pytest.mark.parametrize("status", P)
def test_whoever_is_not_at_the_end_is_managed(group, status):
    PersonFactory(group=group, status=status)
    assert managed_people(DAY).exists() is (status != P.ENDED)


# --- dossiers ------------------------------------------------------------------------------------


@around
def test_a_dossier_counts_while_it_is_open(group, day, holds):
    person = PersonFactory(group=group)
    dossier = DossierFactory(person=person, valid_from=DAY, valid_to=LATER)
    found = with_dossier(managed_people(day), DossierKind.MANAGEMENT, day)
    assert list(found.values_list("file__pk", flat=True)) == [dossier.pk if holds else None]


def test_a_dossier_of_another_kind_does_not_count(group):
    DossierFactory(person=PersonFactory(group=group), kind="treatment", valid_from=DAY)
    found = with_dossier(managed_people(DAY), DossierKind.MANAGEMENT, DAY)
    assert list(found.values_list("file__pk", flat=True)) == [None]


def test_nor_one_of_another_person(group):
    PersonFactory(group=group)
    DossierFactory(person=PersonFactory(status=None), valid_from=DAY)
    found = with_dossier(managed_people(DAY), DossierKind.MANAGEMENT, DAY)
    assert list(found.values_list("file__pk", flat=True)) == [None]


def test_a_person_of_many_dossiers_is_one_row(group):
    person = PersonFactory(group=group)
    DossierFactory(person=person, valid_from=date(2022, 1, 1), valid_to=DAY)
    now = DossierFactory(person=person, valid_from=DAY)
    for kind in ("treatment", "compulsory"):
        DossierFactory(person=person, kind=kind, valid_from=DAY)
    found = with_dossier(managed_people(DAY), DossierKind.MANAGEMENT, DAY)
    assert list(found.values_list("pk", "file__pk")) == [(person.pk, now.pk)]


# --- present, treated ----------------------------------------------------------------------------


@around
def test_who_is_away_is_not_present(group, day, holds):
    person = PersonFactory(group=group)
    AbsenceFactory(person=person, valid_from=DAY, valid_to=LATER)
    assert list(present(managed_people(day), day)) == ([] if holds else [person])


def test_another_s_absence_takes_nobody_away(group):
    person, other = PersonFactory(group=group), PersonFactory(group=group)
    AbsenceFactory(person=other, valid_from=DAY)
    assert list(present(managed_people(DAY), DAY)) == [person]


def test_two_absences_take_a_person_away_once(group):
    person = PersonFactory(group=group)
    AbsenceFactory(person=person, valid_from=DAY, valid_to=LATER)
    AbsenceFactory(person=person, valid_from=LATER)
    assert list(present(managed_people(LATER), LATER)) == []
    assert list(present(managed_people(BEFORE), BEFORE)) == [person]


@around
def test_who_is_in_treatment_is_treated(group, day, holds):
    person = PersonFactory(group=group)
    TreatmentFactory(person=person, valid_from=DAY, valid_to=LATER)
    assert list(not_treated(managed_people(day), TreatmentForm, day)) == ([] if holds else [person])


@pytest.mark.parametrize("form", TreatmentForm)
def test_only_the_forms_asked_for_are_treatment(group, form):
    person = PersonFactory(group=group)
    TreatmentFactory(person=person, form=form, valid_from=DAY)
    asked = [TreatmentForm.SUBSTITUTION, TreatmentForm.FAMILY]
    assert list(not_treated(managed_people(DAY), asked, DAY)) == ([] if form in asked else [person])


def test_without_any_form_asked_for_nobody_is_treated(group):
    person = PersonFactory(group=group, treated=True)
    assert list(not_treated(managed_people(LATER), [], LATER)) == [person]


def test_what_counts_can_be_joined(group):
    wanted = PersonFactory(group=group)
    AbsenceFactory(person=PersonFactory(group=group), valid_from=DAY)
    TreatmentFactory(person=PersonFactory(group=group), valid_from=DAY)
    people = not_treated(present(managed_people(DAY), DAY), TreatmentForm, DAY)
    rows = with_dossier(people, DossierKind.MANAGEMENT, DAY).filter(file__isnull=True)
    assert list(rows) == [wanted]
    assert Person.objects.count() == 3
