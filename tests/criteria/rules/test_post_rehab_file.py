from datetime import date

import pytest

from accounts.permissions import Permission
from cases.actions.statuses import move_status
from cases.enums import DossierKind
from cases.statuses import PersonStatus
from criteria.rules.post_rehab_file import PostRehabFile
from tests.criteria.asking import ask, blockers, figure, figures, move_group
from tests.factories.cases import AbsenceFactory, DossierFactory, PersonFactory
from tests.factories.wards import REFORM_DAY, GroupFactory

RULE = PostRehabFile()
DAY = date(2024, 6, 30)


def person_after_rehab(group, **fields):
    return PersonFactory(group=group, status=PersonStatus.POST_REHAB, **fields)


def filed(group, **fields):
    person = person_after_rehab(group)
    fields = {"valid_from": date(2023, 1, 1), "kind": DossierKind.POST_REHAB, **fields}
    DossierFactory(person=person, **fields)
    return person


def test_the_worked_example(ward, group):
    for _number in range(10):
        filed(group)
    lacking = {person_after_rehab(group) for _number in range(3)}

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.percent, result.verdict) == ("10/13", "76,9 %", "missed")
    assert blockers(RULE, ward, DAY) == lacking


def test_nobody_after_rehabilitation_is_met(ward, group):
    assert ask(RULE, ward, DAY).figure == "không phát sinh"
    assert figure(RULE, ward, DAY) == ("0/0", "met")


def test_everybody_with_the_dossier_is_met(ward, group):
    filed(group)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


@pytest.mark.parametrize(
    "kind", [DossierKind.MANAGEMENT, DossierKind.TREATMENT, DossierKind.COMPULSORY]
)
def test_a_dossier_from_the_time_of_addiction_does_not_count(ward, group, kind):
    filed(group, kind=kind)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


@pytest.mark.parametrize(
    "status",
    [PersonStatus.SUSPECTED_USE, PersonStatus.ILLEGAL_USE, PersonStatus.ADDICT, PersonStatus.ENDED],
)
def test_no_other_status_counts(ward, group, status):
    PersonFactory(group=group, status=status)

    assert figure(RULE, ward, DAY) == ("0/0", "met")


def test_leaving_the_list_takes_the_person_out_from_that_day(ward, group, officer):
    person = person_after_rehab(group)
    move_status(
        by=officer,
        person=person,
        to=PersonStatus.ENDED,
        on_day=date(2024, 4, 1),
        end_reason="completed",
    )

    assert figures(RULE, ward, date(2024, 3, 31), date(2024, 4, 1)) == ["0/1", "0/0"]


def test_a_dossier_counts_from_its_first_day_until_the_day_it_is_closed(ward, group):
    filed(group, valid_from=date(2024, 3, 1), valid_to=date(2024, 9, 1))

    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 8, 31), date(2024, 9, 1))
    assert figures(RULE, ward, *days) == ["0/1", "1/1", "1/1", "0/1"]


def test_whoever_is_away_still_counts(ward, group):
    AbsenceFactory(person=person_after_rehab(group), valid_from=date(2024, 1, 1))

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_from_95_percent_it_is_near(ward, group):
    for _number in range(19):
        filed(group)
    person_after_rehab(group)

    assert figure(RULE, ward, DAY) == ("19/20", "near")


def test_people_of_another_ward_do_not_count(ward, group, other_group):
    person_after_rehab(other_group)

    assert figure(RULE, ward, DAY) == ("0/0", "met")


def test_people_outside_the_neighbourhoods_count(ward, other_place):
    person_after_rehab(other_place)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, DAY) == ("0/0", "no_data")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    GroupFactory(ward=ward)
    filed(group)
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["1/1", "0/0"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0/0", "1/1"]


def test_names_are_for_those_who_see_people():
    assert RULE.view_permission == Permission.VIEW_PEOPLE
    assert RULE.counts_people
