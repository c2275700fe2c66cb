"""What the criteria count of hotspots, suspicions, incidents and offenders: on which days, and where."""

from datetime import date, timedelta

import pytest

from foundation.dated import OPEN
from incidents.queries.figures import (
    incidents_between,
    open_suspicions,
    resident_offenders,
    verified_hotspots,
)
from incidents.statuses import HotspotState
from tests.around import BEFORE, DAY, LAST, LATER, around, places
from tests.factories.incidents import (
    HotspotFactory,
    HotspotPeriodFactory,
    IncidentActFactory,
    IncidentFactory,
    IncidentPersonFactory,
    SuspicionFactory,
    SuspicionReviewFactory,
)
from tests.factories.wards import LONG_AGO

pytestmark = pytest.mark.django_db

H = HotspotState


# --- hotspots ------------------------------------------------------------------------------------


@around
def test_a_hotspot_counts_from_verified_to_the_day_before_cleared(group, day, holds):
    hotspot = HotspotFactory(group=group, found_on=LATER, state=H.CLEARED)
    HotspotPeriodFactory(hotspot=hotspot, state=H.VERIFIED, valid_from=DAY, valid_to=LATER)
    assert places(verified_hotspots(day)) == ([(hotspot.pk, group.pk)] if holds else [])


@pytest.mark.parametrize("state", H)
def test_a_hotspot_counts_only_when_verified(group, state):
    HotspotFactory(group=group, found_on=DAY, state=state)
    assert verified_hotspots(DAY).exists() is (state == H.VERIFIED)


@pytest.mark.parametrize(
    ("kinds", "count"), [((), 2), (["complex"], 1), (["complex", "retail"], 2), (["gathering"], 0)]
)
def test_hotspots_of_some_kinds(group, kinds, count):
    for kind in ("complex", "retail"):
        HotspotFactory(group=group, kind=kind, found_on=DAY, state=H.VERIFIED)
    assert verified_hotspots(DAY, kinds).count() == count


def test_a_hotspot_says_since_when_it_is_verified(group):
    HotspotFactory(group=group, found_on=LONG_AGO, state=H.VERIFIED, state_from=DAY)
    assert verified_hotspots(LATER).get().since == DAY


def test_a_hotspot_verified_twice_is_one_row(group):
    hotspot = HotspotFactory(group=group, found_on=LATER, state=H.VERIFIED)
    HotspotPeriodFactory(hotspot=hotspot, state=H.VERIFIED, valid_from=LONG_AGO, valid_to=DAY)
    assert places(verified_hotspots(LATER)) == [(hotspot.pk, group.pk)]


# --- suspicions ----------------------------------------------------------------------------------


@around
def test_a_suspicion_counts_until_it_is_closed(group, day, holds):
    suspicion = SuspicionFactory(group=group, valid_from=DAY, valid_to=LATER, outcome="stopped")
    assert places(open_suspicions(day)) == ([(suspicion.pk, group.pk)] if holds else [])


@pytest.mark.parametrize(
    ("day", "lapsed"),
    [
        (DAY, False),
        (date(2024, 3, 31), False),  # the last day of the term
        (date(2024, 4, 1), True),
        (LATER, True),
    ],
)
def test_a_suspicion_lapses_the_day_after_its_review_was_due(group, day, lapsed):
    SuspicionFactory(group=group, valid_from=DAY)
    assert open_suspicions(day).get().is_lapsed is lapsed


def test_a_lapsed_suspicion_still_counts(group):
    suspicion = SuspicionFactory(group=group, valid_from=DAY)
    assert list(open_suspicions(date(2026, 1, 1))) == [suspicion]


@pytest.mark.parametrize(
    ("day", "lapsed"),
    [
        (date(2024, 5, 31), True),  # lapsed, not yet reviewed
        (date(2024, 6, 1), False),
        (date(2024, 7, 1), False),
        (date(2024, 7, 2), True),
    ],
)
def test_a_review_after_the_lapse_renews_from_its_day(group, day, lapsed):
    suspicion = SuspicionFactory(group=group, valid_from=DAY)
    SuspicionReviewFactory(suspicion=suspicion, reviewed_on=date(2024, 6, 1))
    assert open_suspicions(day).get().is_lapsed is lapsed


def test_a_suspicion_of_many_reviews_is_one_row_since_its_opening(group):
    suspicion = SuspicionFactory(group=group, valid_from=DAY)
    for month in (4, 5, 6):
        SuspicionReviewFactory(suspicion=suspicion, reviewed_on=date(2024, month, 1))
    row = open_suspicions(date(2024, 6, 2)).get()
    assert (row, row.since, row.is_lapsed) == (suspicion, DAY, False)


def test_another_s_review_renews_nothing(group):
    lapsed = SuspicionFactory(group=group, valid_from=DAY)
    SuspicionFactory(group=group, valid_from=LAST)
    assert list(open_suspicions(LATER).filter(is_lapsed=True)) == [lapsed]


# --- incidents and those who live here -----------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "inside"), [(BEFORE, False), (DAY, True), (LAST, True), (LATER, True)]
)
def test_both_ends_of_a_period_are_in_it(group, day, inside):
    incident = IncidentFactory(group=group, happened_on=day)
    found = incidents_between(DAY, LATER)
    assert places(found) == ([(incident.pk, group.pk)] if inside else [])


def test_the_day_after_the_period_is_not(group):
    IncidentFactory(group=group, happened_on=LATER + timedelta(days=1))
    assert list(incidents_between(DAY, LATER)) == []


def test_an_incident_of_many_acts_is_one_row(group):
    incident = IncidentFactory(group=group, happened_on=DAY)
    for act in ("use", "trade"):
        IncidentActFactory(incident=incident, act=act)
    assert list(incidents_between(DAY, DAY)) == [incident]


def test_an_offender_counts_where_they_live_not_where_it_happened(group, other_group):
    incident = IncidentFactory(group=group, happened_on=DAY)
    row = IncidentPersonFactory(incident=incident, resident_group=other_group)
    assert places(resident_offenders(DAY, LATER)) == [(row.pk, other_group.pk)]


def test_an_offender_from_elsewhere_does_not_count(group):
    incident = IncidentFactory(group=group, happened_on=DAY)
    IncidentPersonFactory(incident=incident, resident_group=None)
    assert list(resident_offenders(DAY, LATER)) == []


def test_who_was_not_arrested_counts_too(group):
    incident = IncidentFactory(group=group, happened_on=DAY)
    row = IncidentPersonFactory(incident=incident, is_arrested=False)
    assert list(resident_offenders(DAY, DAY)) == [row]


@pytest.mark.parametrize(
    ("last", "wanted"), [(BEFORE, False), (DAY, True), (LAST, True), (LATER, False)]
)
def test_a_fugitive_of_years_ago_counts_while_wanted_on_the_last_day(group, last, wanted):
    incident = IncidentFactory(group=group, happened_on=date(2021, 1, 1))
    row = IncidentPersonFactory(
        incident=incident, is_arrested=False, wanted_from=DAY, wanted_to=LATER
    )
    found = resident_offenders(last - timedelta(days=30), last)
    assert list(found) == ([row] if wanted else [])


def test_a_fugitive_wanted_without_end(group):
    incident = IncidentFactory(group=group, happened_on=date(2021, 1, 1))
    IncidentPersonFactory(incident=incident, wanted_from=DAY, wanted_to=OPEN)
    assert resident_offenders(LATER, date(2026, 11, 1)).get().since == date(2021, 1, 1)


def test_who_offended_and_is_wanted_is_one_row(group):
    incident = IncidentFactory(group=group, happened_on=DAY)
    row = IncidentPersonFactory(incident=incident, wanted_from=DAY, wanted_to=OPEN)
    assert list(resident_offenders(DAY, LATER)) == [row]
