from datetime import date

from accounts.permissions import Permission
from criteria.rules.no_offender import NoOffender
from incidents.actions.incidents import record_incident
from incidents.enums import Act
from tests.criteria.asking import blockers, figure, figures, move_group
from tests.factories.cases import PersonFactory
from tests.factories.incidents import IncidentFactory, IncidentPersonFactory
from tests.factories.wards import REFORM_DAY, GroupFactory

RULE = NoOffender()
ARRESTED = date(2026, 3, 3)


def offender(group, on=ARRESTED, **fields):
    """Somebody in an incident, living in the group unless another home is named."""
    incident = IncidentFactory(group=group, happened_on=on)
    return IncidentPersonFactory(incident=incident, **fields)


def test_the_worked_example(ward, group):
    one = offender(group)

    days = (date(2026, 3, 2), ARRESTED, date(2026, 12, 14), date(2026, 12, 15))
    assert figures(RULE, ward, *days) == ["0", "1", "1", "0"]
    assert figure(RULE, ward, ARRESTED)[1] == "missed"
    assert blockers(RULE, ward, ARRESTED) == {one}


def test_nobody_is_met(ward, group):
    IncidentFactory(group=group, happened_on=ARRESTED)

    assert figure(RULE, ward, ARRESTED) == ("0", "met")


def test_the_first_day_of_the_period_counts_and_the_day_before_does_not(ward, group):
    offender(group, on=date(2025, 12, 15))
    offender(group, on=date(2025, 12, 14))

    assert figures(RULE, ward, date(2025, 12, 14), date(2025, 12, 15)) == ["1", "1"]
    assert RULE.failing(ward, date(2026, 6, 30)).get().since == date(2025, 12, 15)


def test_whoever_lives_elsewhere_does_not_count_against_the_ward(ward, group, other_group):
    offender(group, resident_group=other_group)

    assert figure(RULE, ward, ARRESTED) == ("0", "met")


def test_they_count_where_they_live(other_ward, group, other_group):
    offender(group, resident_group=other_group)

    assert figure(RULE, other_ward, ARRESTED) == ("1", "missed")


def test_whoever_lives_outside_all_groups_counts_nowhere(ward, group):
    offender(group, resident_group=None)

    assert figure(RULE, ward, ARRESTED) == ("0", "met")


def test_everybody_in_the_incident_counts_arrested_or_not(ward, group):
    incident = IncidentFactory(group=group, happened_on=ARRESTED)
    IncidentPersonFactory(incident=incident)
    IncidentPersonFactory(incident=incident, is_arrested=False)

    assert figure(RULE, ward, ARRESTED) == ("2", "missed")


def test_a_fugitive_counts_as_long_as_wanted_whatever_the_period(ward, group):
    offender(
        group,
        on=date(2020, 5, 1),
        is_arrested=False,
        wanted_from=date(2020, 6, 1),
        wanted_to=date(2026, 5, 1),
    )

    days = (date(2026, 4, 30), date(2026, 5, 1))
    assert figures(RULE, ward, *days) == ["1", "0"]


def test_on_15_12_the_count_starts_anew_and_fugitives_stay(ward, group):
    offender(group)
    offender(group, is_arrested=False, wanted_from=ARRESTED, wanted_to=date(9999, 12, 31))

    assert figures(RULE, ward, date(2026, 12, 14), date(2026, 12, 15)) == ["2", "1"]


def test_whoever_is_both_counts_once(ward, group):
    offender(group, is_arrested=False, wanted_from=ARRESTED, wanted_to=date(9999, 12, 31))

    assert figure(RULE, ward, ARRESTED) == ("1", "missed")


def test_whoever_is_in_two_incidents_counts_once(ward, group):
    person = PersonFactory(group=group)
    first = offender(group, person=person)
    offender(group, on=date(2026, 4, 4), person=person)
    offender(group, on=date(2026, 4, 4))
    offender(group, on=date(2026, 4, 4))

    assert figures(RULE, ward, ARRESTED, date(2026, 4, 4)) == ["1", "3"]
    assert first in blockers(RULE, ward, date(2026, 4, 4))


def test_an_incident_of_last_year_does_not_hide_this_years(ward, group):
    person = PersonFactory(group=group)
    offender(group, on=date(2025, 3, 3), person=person)
    offender(group, person=person)

    assert figure(RULE, ward, ARRESTED) == ("1", "missed")


def test_a_later_incident_does_not_count_yet(ward, group):
    offender(group, on=date(2026, 3, 4))

    assert figure(RULE, ward, ARRESTED) == ("0", "met")


def test_people_outside_the_neighbourhoods_count(ward, other_place):
    offender(other_place)

    assert figure(RULE, ward, ARRESTED) == ("1", "missed")


def test_a_ward_without_groups_has_no_data(ward):
    assert figure(RULE, ward, ARRESTED) == ("0", "no_data")


def test_past_days_keep_past_borders(ward, other_ward, group, other_group):
    GroupFactory(ward=ward)
    offender(group, on=date(2025, 3, 3))
    move_group(group, other_ward, REFORM_DAY)

    assert figures(RULE, ward, date(2025, 6, 30), REFORM_DAY) == ["1", "0"]
    assert figures(RULE, other_ward, date(2025, 6, 30), REFORM_DAY) == ["0", "1"]


def test_what_the_action_writes_is_what_counts(ward, group, other_group, officer):
    record_incident(
        by=officer,
        group=group,
        happened_on=ARRESTED,
        acts=[Act.STORE],
        people=[
            {"name": "Vàng A Páo", "resident_group": group},
            {"name": "Lò Văn Xa", "resident_group": other_group},
        ],
    )

    assert figures(RULE, ward, date(2026, 3, 2), ARRESTED) == ["0", "1"]


def test_small_counts_of_people_are_hidden_and_rows_are_for_the_police():
    assert RULE.view_permission == Permission.VIEW_HOTSPOTS
    assert RULE.counts_people
