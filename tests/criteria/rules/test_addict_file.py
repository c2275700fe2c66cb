from datetime import date

import pytest

from accounts.permissions import Permission
from cases.actions.dossiers import close_dossier, open_dossier
from cases.actions.residences import record_absence, set_residence
from cases.actions.statuses import move_status
from cases.enums import AbsenceReason, DossierKind
from cases.statuses import PersonStatus
from criteria.criterion import Measurement
from criteria.rules.addict_file import AddictFile
from foundation.dated import OPEN
from tests.criteria.asking import ask, blockers, figure, figures, move_group
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    PersonFactory,
    StatusPeriodFactory,
)
from tests.factories.wards import REFORM_DAY, GroupFactory

RULE = AddictFile()
DAY = date(2024, 6, 30)


def addict(group, **fields):
    return PersonFactory(group=group, status=PersonStatus.ADDICT, **fields)


def filed(group, **fields):
    person = addict(group)
    DossierFactory(
        person=person, kind=DossierKind.MANAGEMENT, **{"valid_from": date(2023, 1, 1), **fields}
    )
    return person


def test_the_worked_example(ward, group):
    for _number in range(23):
        filed(group)
    lacking = {addict(group), addict(group)}

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.percent, result.verdict) == ("23/25", "92,0 %", "missed")
    assert blockers(RULE, ward, DAY) == lacking


def test_the_worked_example_a_dossier_later(ward, group):
    for _number in range(24):
        filed(group)
    addict(group)

    result = ask(RULE, ward, DAY)
    assert (result.figure, result.percent, result.verdict) == ("24/25", "96,0 %", "near")


def test_nobody_addicted_is_met(ward, group):
    result = ask(RULE, ward, DAY)

    assert (result.figure, result.verdict) == ("không phát sinh", "met")


def test_everybody_with_a_dossier_is_met(ward, group):
    filed(group)

    assert figure(RULE, ward, DAY) == ("1/1", "met")


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


@pytest.mark.parametrize(
    "kind", [DossierKind.TREATMENT, DossierKind.POST_REHAB, DossierKind.COMPULSORY]
)
def test_no_other_dossier_will_do(ward, group, kind):
    DossierFactory(person=addict(group), kind=kind, valid_from=date(2023, 1, 1))

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_two_dossiers_of_different_kinds_are_one_person(ward, group):
    person = filed(group)
    DossierFactory(person=person, kind=DossierKind.TREATMENT, valid_from=date(2023, 1, 1))

    assert figure(RULE, ward, DAY) == ("1/1", "met")


def test_a_dossier_counts_from_its_first_day_until_the_day_it_is_closed(ward, group):
    filed(group, valid_from=date(2024, 3, 1), valid_to=date(2024, 9, 1))

    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 8, 31), date(2024, 9, 1))
    assert figures(RULE, ward, *days) == ["0/1", "1/1", "1/1", "0/1"]


def test_two_dossiers_one_after_the_other_are_one_person(ward, group):
    person = filed(group, valid_to=date(2024, 3, 1))
    DossierFactory(person=person, valid_from=date(2024, 3, 1))

    assert figures(RULE, ward, date(2024, 2, 29), date(2024, 3, 1)) == ["1/1", "1/1"]


@pytest.mark.parametrize("reason", AbsenceReason.values)
def test_whoever_is_away_still_lives_in_the_area(ward, group, reason):
    AbsenceFactory(person=addict(group), reason=reason, valid_from=date(2024, 1, 1))

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_the_status_counts_from_its_first_day(ward, group):
    PersonFactory(group=group, status_from=date(2024, 3, 1))

    assert figures(RULE, ward, date(2024, 2, 29), date(2024, 3, 1)) == ["0/0", "0/1"]


def test_the_status_ends_on_the_day_of_the_next(ward, group):
    person = addict(group)
    person.statuses.update(valid_to=date(2024, 3, 1), end_reason="next_status")
    StatusPeriodFactory(
        person=person, status=PersonStatus.POST_REHAB, valid_from=date(2024, 3, 1), valid_to=OPEN
    )

    assert figures(RULE, ward, date(2024, 2, 29), date(2024, 3, 1)) == ["0/1", "0/0"]


def test_people_of_another_ward_do_not_count(ward, group, other_group):
    addict(other_group)

    assert figure(RULE, ward, DAY) == ("0/0", "met")


def test_people_outside_the_neighbourhoods_count(ward, other_place):
    addict(other_place)

    assert figure(RULE, ward, DAY) == ("0/1", "missed")


def test_a_ward_without_groups_has_no_data(ward):
    result = ask(RULE, ward, DAY)

    assert (result.figure, result.verdict) == ("–", "no_data")
    assert result.missing_text == "chưa có tổ, thôn nào"


def test_after_a_move_the_person_counts_in_the_new_group(
    ward, other_ward, group, other_group, officer
):
    person = addict(group)
    set_residence(by=officer, person=person, group=other_group, from_day=date(2024, 3, 1))

    assert figures(RULE, ward, date(2024, 2, 29), date(2024, 3, 1)) == ["0/1", "0/0"]
    assert figures(RULE, other_ward, date(2024, 2, 29), date(2024, 3, 1)) == ["0/0", "0/1"]


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    GroupFactory(ward=ward)
    addict(group)
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["0/1", "0/0"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0/0", "0/1"]


def test_the_blocker_says_since_when_the_status_holds(ward, group):
    PersonFactory(group=group, status_from=date(2024, 3, 1))

    assert RULE.failing(ward, DAY).get().since == date(2024, 3, 1)


def test_what_the_actions_write_is_what_counts(ward, group, officer):
    person = addict(group)
    dossier = open_dossier(
        by=officer, person=person, kind=DossierKind.MANAGEMENT, opened_on=date(2024, 2, 1)
    )
    close_dossier(by=officer, dossier=dossier, closed_on=date(2024, 4, 1), reason="Chuyển đi")
    record_absence(
        by=officer, person=person, reason=AbsenceReason.MISSING, from_day=date(2024, 5, 1)
    )
    move_status(
        by=officer,
        person=person,
        to=PersonStatus.POST_REHAB,
        on_day=date(2024, 6, 1),
        decision_number="3/QĐ-UBND",
        decision_date=date(2024, 6, 1),
        end_reason="next_status",
        unusual_reason="Cai nghiện ở tỉnh khác",
    )

    days = (date(2024, 2, 1), date(2024, 4, 1), date(2024, 5, 31), date(2024, 6, 1))
    assert figures(RULE, ward, *days) == ["1/1", "0/1", "0/1", "0/0"]


def test_what_is_lacking_is_one_person():
    assert Measurement(23, 25).lacking == 2


def test_names_are_for_those_who_see_people():
    assert RULE.view_permission == Permission.VIEW_PEOPLE
    assert RULE.counts_people
