from datetime import date

import pytest

from accounts.permissions import Permission
from cases.actions.treatments import end_treatment, start_treatment
from cases.enums import AbsenceReason, DossierKind, TreatmentForm
from cases.statuses import EndReason, PersonStatus
from criteria.rules.no_user import NoUser
from tests.criteria.asking import blockers, figure, figures, move_group
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    PersonFactory,
    TreatmentFactory,
)
from tests.factories.wards import REFORM_DAY, GroupFactory

RULE = NoUser()
DAY = date(2025, 9, 1)
COUNTED = (PersonStatus.ADDICT, PersonStatus.ILLEGAL_USE)
EXEMPT = (TreatmentForm.SUBSTITUTION, TreatmentForm.FAMILY, TreatmentForm.COMMUNITY)


def person(group, status=PersonStatus.ADDICT, **fields):
    return PersonFactory(group=group, status=status, **fields)


def treated(one, form, **fields):
    return TreatmentFactory(person=one, form=form, **{"valid_from": date(2025, 1, 1), **fields})


def test_the_worked_example(ward, group):
    for _number in range(15):
        treated(person(group), TreatmentForm.SUBSTITUTION)
    for _number in range(10):
        person(group, PersonStatus.POST_REHAB)
    for _number in range(3):
        person(group, PersonStatus.SUSPECTED_USE)

    assert figure(RULE, ward, DAY) == ("0", "met")


@pytest.mark.parametrize("status", COUNTED)
def test_addicts_and_illegal_users_count(ward, group, status):
    one = person(group, status)

    assert figure(RULE, ward, DAY) == ("1", "missed")
    assert blockers(RULE, ward, DAY) == {one}


@pytest.mark.parametrize(
    "status", [PersonStatus.SUSPECTED_USE, PersonStatus.POST_REHAB, PersonStatus.ENDED]
)
def test_nobody_else_counts(ward, group, status):
    person(group, status)

    assert figure(RULE, ward, DAY) == ("0", "met")


@pytest.mark.parametrize("form", EXEMPT)
@pytest.mark.parametrize("status", COUNTED)
def test_treatment_at_home_or_with_methadone_exempts(ward, group, form, status):
    treated(person(group, status), form)

    assert figure(RULE, ward, DAY) == ("0", "met")


@pytest.mark.parametrize("form", [TreatmentForm.VOLUNTARY_CENTRE, TreatmentForm.COMPULSORY])
def test_treatment_in_a_centre_exempts_nobody_who_is_at_home(ward, group, form):
    treated(person(group), form)

    assert figure(RULE, ward, DAY) == ("1", "missed")


@pytest.mark.parametrize("reason", AbsenceReason.values)
def test_whoever_is_away_does_not_reside_there_now(ward, group, reason):
    AbsenceFactory(person=person(group), reason=reason, valid_from=date(2025, 1, 1))

    assert figure(RULE, ward, DAY) == ("0", "met")


def test_the_person_counts_again_from_the_day_of_return(ward, group):
    AbsenceFactory(person=person(group), valid_from=date(2025, 3, 1), valid_to=date(2025, 6, 1))

    days = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 5, 31), date(2025, 6, 1))
    assert figures(RULE, ward, *days) == ["1", "0", "0", "1"]


def test_the_exemption_lasts_as_long_as_the_treatment(ward, group):
    treated(person(group), TreatmentForm.SUBSTITUTION, valid_to=date(2025, 6, 1))

    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 5, 31), date(2025, 6, 1))
    assert figures(RULE, ward, *days) == ["1", "0", "0", "1"]


def test_two_courses_exempt_one_person_only(ward, group):
    one = person(group)
    treated(one, TreatmentForm.SUBSTITUTION)
    treated(one, TreatmentForm.COMMUNITY)
    person(group)

    assert figure(RULE, ward, DAY) == ("1", "missed")


def test_being_managed_for_illegal_use_is_no_exemption(ward, group):
    DossierFactory(
        person=person(group, PersonStatus.ILLEGAL_USE),
        kind=DossierKind.MANAGEMENT,
        valid_from=date(2025, 1, 1),
    )

    assert figure(RULE, ward, DAY) == ("1", "missed")


def test_people_of_another_ward_do_not_count(ward, group, other_group):
    person(other_group)

    assert figure(RULE, ward, DAY) == ("0", "met")


def test_people_outside_the_neighbourhoods_count(ward, other_place):
    person(other_place)

    assert figure(RULE, ward, DAY) == ("1", "missed")


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, DAY) == ("0", "no_data")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    GroupFactory(ward=ward)
    person(group)
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["1", "0"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0", "1"]


def test_what_the_actions_write_is_what_counts(ward, group, officer):
    one = person(group)
    course = start_treatment(
        by=officer, person=one, form=TreatmentForm.COMMUNITY, started_on=date(2025, 3, 1)
    )
    end_treatment(by=officer, treatment=course, ended_on=date(2025, 5, 1), reason=EndReason.DROPPED)

    days = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 30), date(2025, 5, 1))
    assert figures(RULE, ward, *days) == ["1", "0", "0", "1"]


def test_names_are_for_those_who_see_people():
    assert RULE.view_permission == Permission.VIEW_PEOPLE
    assert RULE.counts_people
