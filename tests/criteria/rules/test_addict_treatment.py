from datetime import date

import pytest

from accounts.permissions import Permission
from cases.actions.residences import record_absence, record_return
from cases.enums import AbsenceReason, DossierKind, TreatmentForm
from cases.statuses import PersonStatus
from criteria.rules.addict_treatment import AddictTreatment
from tests.criteria.asking import ask, blockers, figure, figures, move_group
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    PersonFactory,
    TreatmentFactory,
)
from tests.factories.wards import REFORM_DAY, GroupFactory

RULE = AddictTreatment()
DAY = date(2024, 6, 30)


def addict(group, **fields):
    return PersonFactory(group=group, status=PersonStatus.ADDICT, **fields)


def filed(group, **fields):
    person = addict(group)
    fields = {"valid_from": date(2023, 1, 1), "kind": DossierKind.TREATMENT, **fields}
    DossierFactory(person=person, **fields)
    return person


def away(person, first=date(2024, 1, 1), **fields):
    return AbsenceFactory(
        person=person, **{"reason": AbsenceReason.IN_CENTRE, "valid_from": first, **fields}
    )


def test_the_worked_example(ward, group):
    for _number in range(3):
        filed(group)
    lacking = addict(group)
    away(addict(group))

    assert figure(RULE, ward, DAY) == ("3/4", "missed")
    assert blockers(RULE, ward, DAY) == {lacking}


def test_nobody_present_is_met(ward, group):
    away(addict(group))

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.verdict) == ("không phát sinh", "met")


def test_everybody_present_with_a_dossier_is_met(ward, group):
    filed(group)
    away(addict(group))

    assert figure(RULE, ward, DAY) == ("1/1", "met")


@pytest.mark.parametrize("reason", AbsenceReason.values)
def test_whoever_is_away_for_whatever_reason_is_left_out(ward, group, reason):
    away(addict(group), reason=reason)

    assert figure(RULE, ward, DAY) == ("0/0", "met")


def test_whoever_is_away_is_left_out_with_a_dossier_too(ward, group):
    away(filed(group))

    assert figure(RULE, ward, DAY) == ("0/0", "met")


def test_the_person_counts_again_from_the_day_of_return(ward, group):
    away(addict(group), valid_to=date(2024, 3, 1))

    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(2024, 3, 1))
    assert figures(RULE, ward, *days) == ["0/1", "0/0", "0/0", "0/1"]


def test_two_absences_do_not_leave_out_anybody_else(ward, group):
    person = addict(group)
    away(person, valid_to=date(2024, 2, 1))
    away(person, first=date(2024, 3, 1))
    addict(group)

    assert figures(RULE, ward, date(2024, 2, 15), DAY) == ["0/2", "0/1"]


@pytest.mark.parametrize(
    "kind", [DossierKind.MANAGEMENT, DossierKind.POST_REHAB, DossierKind.COMPULSORY]
)
def test_no_other_dossier_will_do(ward, group, kind):
    filed(group, kind=kind)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


@pytest.mark.parametrize("form", TreatmentForm.values)
def test_being_treated_without_the_paper_is_not_enough(ward, group, form):
    TreatmentFactory(person=addict(group), form=form, valid_from=date(2023, 1, 1))

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_a_dossier_counts_from_its_first_day_until_the_day_it_is_closed(ward, group):
    filed(group, valid_from=date(2024, 3, 1), valid_to=date(2024, 9, 1))

    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 8, 31), date(2024, 9, 1))
    assert figures(RULE, ward, *days) == ["0/1", "1/1", "1/1", "0/1"]


@pytest.mark.parametrize(
    "status",
    [
        PersonStatus.SUSPECTED_USE,
        PersonStatus.ILLEGAL_USE,
        PersonStatus.POST_REHAB,
        PersonStatus.ENDED,
    ],
)
def test_no_other_status_counts(ward, group, status):
    PersonFactory(group=group, status=status)

    assert figure(RULE, ward, DAY) == ("0/0", "met")


def test_from_95_percent_it_is_near(ward, group):
    for _number in range(19):
        filed(group)
    addict(group)

    assert figure(RULE, ward, DAY) == ("19/20", "near")


def test_people_of_another_ward_do_not_count(ward, group, other_group):
    addict(other_group)

    assert figure(RULE, ward, DAY) == ("0/0", "met")


def test_people_outside_the_neighbourhoods_count(ward, other_place):
    addict(other_place)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, DAY) == ("0/0", "no_data")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    GroupFactory(ward=ward)
    addict(group)
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["0/1", "0/0"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0/0", "0/1"]


def test_what_the_actions_write_is_what_counts(ward, group, officer):
    person = addict(group)
    record_absence(
        by=officer, person=person, reason=AbsenceReason.DETAINED, from_day=date(2024, 2, 1)
    )
    record_return(by=officer, person=person, on_day=date(2024, 4, 1))

    days = (date(2024, 1, 31), date(2024, 2, 1), date(2024, 3, 31), date(2024, 4, 1))
    assert figures(RULE, ward, *days) == ["0/1", "0/0", "0/0", "0/1"]


def test_names_are_for_those_who_see_people():
    assert RULE.view_permission == Permission.VIEW_PEOPLE
    assert RULE.counts_people
