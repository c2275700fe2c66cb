"""What the criteria count: on the first day and the last, here and there, away and at home."""

from datetime import date, timedelta

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
from foundation.dated import OPEN
from incidents.queries.figures import (
    incidents_between,
    open_suspicions,
    resident_offenders,
    verified_hotspots,
)
from incidents.statuses import HotspotState
from tests.factories.cases import (
    AbsenceFactory,
    DossierFactory,
    PersonFactory,
    ResidenceFactory,
    StatusPeriodFactory,
    TreatmentFactory,
)
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

P, H = PersonStatus, HotspotState
DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
BEFORE, LAST = DAY - timedelta(days=1), LATER - timedelta(days=1)
#: The days around an interval [DAY, LATER) and whether it holds.
AROUND = [(BEFORE, False), (DAY, True), (LAST, True), (LATER, False)]
around = pytest.mark.parametrize(("day", "holds"), AROUND)


def places(rows) -> list[tuple]:
    """(row, group that it counts in), sorted by row."""
    return sorted(rows.values_list("pk", "group_ref"))


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
