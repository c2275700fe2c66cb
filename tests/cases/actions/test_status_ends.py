"""What a move of status ends: dossiers and courses that the next status does not have."""

from datetime import date

import pytest

from accounts.models import AuditEvent
from cases.enums import AuditAction, DossierKind, TreatmentForm
from cases.models import Dossier
from cases.statuses import PERSON_STATUSES, PersonStatus
from foundation.dated import OPEN
from tests.cases.ledger import refused
from tests.factories.cases import DossierFactory, TreatmentFactory

pytestmark = pytest.mark.django_db

P = PersonStatus
DAY = date(2024, 3, 1)
ALLOWED = [(now, to) for now in P for to in PERSON_STATUSES[now].moves]


# --- dossiers ------------------------------------------------------------------------------------


def opened(person, kind, day=date(2023, 5, 1), **fields) -> Dossier:
    return DossierFactory(person=person, kind=kind, valid_from=day, **fields)


def open_kinds(person) -> set[str]:
    return set(person.dossiers.filter(valid_to=OPEN).values_list("kind", flat=True))


@pytest.mark.parametrize(("now", "to"), ALLOWED)
def test_a_move_closes_the_dossiers_that_serve_the_next_status_no_more(move, in_status, now, to):
    person = in_status(now)
    for kind in DossierKind:
        opened(person, kind)
    move(person, to)
    closed = PERSON_STATUSES[now].dossiers - PERSON_STATUSES[to].dossiers
    assert open_kinds(person) == set(DossierKind) - closed


def test_a_closed_dossier_says_when_and_why(move, in_status):
    person = in_status(P.ADDICT)
    dossier = opened(person, "treatment")
    move(person, P.POST_REHAB)
    dossier.refresh_from_db()
    assert (dossier.valid_to, dossier.close_reason) == (DAY, "quản lý sau cai")


def test_a_dossier_closed_before_keeps_its_day_and_reason(move, in_status):
    person = in_status(P.ADDICT)
    dossier = opened(person, "treatment", valid_to=date(2023, 9, 1), close_reason="Lập nhầm")
    move(person, P.POST_REHAB)
    dossier.refresh_from_db()
    assert (dossier.valid_to, dossier.close_reason) == (date(2023, 9, 1), "Lập nhầm")


def test_another_s_dossier_stays_open(move, in_status):
    other = opened(in_status(P.ADDICT), "treatment")
    move(in_status(P.ADDICT), P.POST_REHAB)
    other.refresh_from_db()
    assert other.is_open


def test_a_move_on_the_day_of_a_dossier_closes_it_that_day(move, in_status):
    person = in_status(P.ADDICT)
    dossier = opened(person, "management", DAY)
    move(person, P.ENDED)
    dossier.refresh_from_db()
    assert (dossier.valid_from, dossier.valid_to) == (DAY, DAY)


def test_a_move_before_a_dossier_it_would_close_is_refused(move, in_status):
    person = in_status(P.ADDICT)
    opened(person, "management", date(2024, 6, 1), number="HS-9")
    with refused(
        on_day="Hồ sơ HS-9 lập ngày 01/06/2024, sau ngày chuyển diện; "
        "chọn ngày chuyển không trước ngày đó."
    ):
        move(person, P.ENDED)
    assert person.statuses.get().is_open
    assert open_kinds(person) == {"management"}


def test_a_later_dossier_that_serves_the_next_status_too_is_no_obstacle(move, in_status):
    person = in_status(P.SUSPECTED_USE)
    opened(person, "management", date(2024, 6, 1))
    move(person, P.ILLEGAL_USE)
    assert open_kinds(person) == {"management"}


def test_a_later_dossier_that_was_closed_is_no_obstacle(move, in_status):
    person = in_status(P.ADDICT)
    opened(person, "management", date(2024, 6, 1), valid_to=date(2024, 6, 2))
    assert move(person, P.POST_REHAB).status == P.POST_REHAB


# --- courses of treatment ------------------------------------------------------------------------


def running(person, form="community", **fields):
    return TreatmentFactory(person=person, form=form, **({"valid_from": date(2023, 5, 1)} | fields))


@pytest.mark.parametrize(("now", "to"), ALLOWED)
@pytest.mark.parametrize("form", TreatmentForm)
def test_a_move_ends_the_courses_that_the_next_status_does_not_allow(
    move, in_status, now, to, form
):
    course = running(in_status(now), form)
    move(course.person, to, rehab_end_reason="dropped", substitution_end_reason="dropped")
    course.refresh_from_db()
    assert course.is_open is (to == P.ADDICT)
    assert course.valid_to == (OPEN if to == P.ADDICT else DAY)


def test_both_courses_that_run_end_and_each_is_told(move, in_status, officer, ward):
    person = in_status(P.ADDICT)
    rehab, substitution = running(person), running(person, "substitution")
    move(person, P.ENDED, end_reason="moved")
    events = AuditEvent.objects.filter(action=AuditAction.TREATMENT_ENDED, actor_id=officer.pk)
    assert {event.object_id for event in events} == {str(rehab.pk), str(substitution.pk)}
    for event in events:
        assert (event.unit_id, event.before) == (ward.pk, {"valid_to": "9999-12-31"})
        assert event.after == {"valid_to": "2024-03-01", "end_reason": "moved"}


def test_a_course_ended_before_keeps_its_day_and_reason(move, in_status):
    course = running(in_status(P.ADDICT), valid_to=date(2023, 9, 1), end_reason="dropped")
    move(course.person, P.POST_REHAB)
    course.refresh_from_db()
    assert (course.valid_to, course.end_reason) == (date(2023, 9, 1), "dropped")


def test_another_s_course_goes_on(move, in_status):
    course = running(in_status(P.ADDICT))
    move(in_status(P.ADDICT), P.ENDED)
    course.refresh_from_db()
    assert course.is_open


def test_a_move_on_the_first_day_of_a_course_ends_it_that_day(move, in_status):
    course = running(in_status(P.ADDICT), valid_from=DAY)
    move(course.person, P.ENDED, rehab_end_reason="dropped")
    course.refresh_from_db()
    assert (course.valid_from, course.valid_to) == (DAY, DAY)


def test_a_move_before_a_course_it_would_end_is_refused(move, in_status):
    course = running(in_status(P.ADDICT), valid_from=date(2024, 6, 1))
    with refused(
        on_day="Lần cai nghiện tự nguyện tại cộng đồng bắt đầu ngày 01/06/2024, sau ngày chuyển diện; "
        "chọn ngày chuyển không trước ngày đó."
    ):
        move(course.person, P.POST_REHAB)
    course.refresh_from_db()
    assert (course.is_open, course.person.statuses.get().is_open) == (True, True)
