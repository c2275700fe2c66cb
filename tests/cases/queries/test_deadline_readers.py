"""What is due in the case ledger: for whom, what each may do about it, and nothing for anybody else."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import Role
from cases.statuses import PersonStatus
from law.queries.deadlines import deadlines_for
from tests.cases.queries.conftest import CHECK, EVERYTHING, TODAY, due, everything_due, labels
from tests.factories.cases import PersonFactory, ResidenceFactory, VisitFactory
from tests.factories.incidents import HotspotFactory, SuspicionFactory
from tests.factories.wards import PostingFactory, posted

P = PersonStatus
SEES_FILES = {Role.OFFICER, Role.CHIEF, Role.CHAIR_OFFICE}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]


# --- what may be done about it -------------------------------------------------------------------


def offered(user, person) -> dict[str, tuple[str, str]]:
    """label -> (words, where to), of the lines about people."""
    return {
        one.label: (one.action_label, one.action_url)
        for one in deadlines_for(user, TODAY)
        if one.subject_url == person.get_absolute_url()
    }


@pytest.fixture
def ending(checked):
    """After rehabilitation: the check and the end of the term are both due."""
    person = checked(date(2026, 2, 10), status=P.POST_REHAB)
    person.statuses.update(term_end=TODAY)
    return person


def forms(person) -> dict[str, tuple[str, str]]:
    return {
        CHECK: ("Ghi nhận", reverse("cases:visit-create", args=[person.pk])),
        "Hết thời hạn: quản lý sau cai": (
            "Trình quyết định",
            reverse("cases:status-move", args=[person.pk]),
        ),
    }


def pages(person) -> dict[str, tuple[str, str]]:
    return {label: ("Xem hồ sơ", person.get_absolute_url()) for label in forms(person)}


def test_the_police_are_led_to_the_forms_and_the_chairmans_office_to_the_person(user_as, ending):
    led = {role: offered(user_as(role), ending) for role in SEES_FILES}
    assert led == {
        Role.OFFICER: forms(ending),
        Role.CHIEF: forms(ending),
        Role.CHAIR_OFFICE: pages(ending),
    }


def test_an_officer_of_another_ward_may_not_act_where_only_reading_is_allowed(
    outsider, ward, ending
):
    PostingFactory(user=outsider, role=Role.CHAIR_OFFICE, ward=ward)
    assert offered(outsider, ending) == pages(ending)


def test_whoever_holds_both_posts_acts_only_where_the_police_post_is(
    outsider, ward, ending, other_group
):
    PostingFactory(user=outsider, role=Role.CHAIR_OFFICE, ward=ward)
    own = PersonFactory(group=other_group, status=P.POST_REHAB, full_name="Vàng A Páo")
    own.statuses.update(term_end=TODAY)
    assert offered(outsider, own) == forms(own)


def test_whatever_is_offered_can_be_opened(user_as, group, client_of):
    everything_due(group)
    users = {role: user_as(role) for role in SEES_FILES}
    urls = {
        (role, one.action_url)
        for role, user in users.items()
        for one in deadlines_for(user, TODAY)
        if one.action_url
    }
    clients = {role: client_of(user) for role, user in users.items()}
    opened = {(role, url): clients[role].get(url).status_code for role, url in urls}
    assert opened == dict.fromkeys(urls, 200)
    assert {role for role, _url in urls} == SEES_FILES


def test_reviews_and_rechecks_have_no_screen_to_offer(officer, group):
    SuspicionFactory(group=group, valid_from=date(2026, 1, 1))
    HotspotFactory(group=group, recheck_on=TODAY)
    told = [(one.action_label, one.action_url) for one in deadlines_for(officer, TODAY)]
    assert told == [("", ""), ("", "")]


@pytest.mark.parametrize("count", [1, 30])
def test_the_reader_costs_no_more_than_the_officer(
    chair_office, group, count, django_assert_num_queries
):
    for _ in range(count):
        everything_due(group)
    with django_assert_num_queries(5):  # no hotspots and suspicions
        assert len(due(chair_office)) == count * 3


# --- for whom ------------------------------------------------------------------------------------


def test_next_door_nothing_of_it_is_told(outsider, group):
    everything_due(group)
    assert due(outsider) == []


def test_each_role_is_told_what_it_may_see(ward, group):
    everything_due(group)
    assert {role: len(due(posted(role, ward=ward))) for role in Role} == {
        Role.OFFICER: 5,
        Role.CHIEF: 5,
        Role.CHAIR_OFFICE: 3,
        Role.GROUP_HEAD: 0,
        Role.CLINIC: 0,
        Role.COMMITTEE: 0,
        Role.VERIFIER: 0,
        Role.AUDITOR: 0,
        Role.ADMIN: 0,
    }


def test_a_clinic_is_not_told_of_checks_and_terms_of_its_patients(clinic, group):
    person = PersonFactory(group=group, treated=True, status=P.POST_REHAB)
    person.statuses.update(term_end=TODAY)
    assert due(clinic) == []


def test_who_serves_nowhere_is_told_nothing(nobody, group):
    everything_due(group)
    assert due(nobody) == []


def test_after_a_move_the_new_ward_is_told(officer, outsider, checked, other_group):
    person = checked(date(2026, 2, 10))
    person.residences.update(valid_to=date(2026, 3, 1))
    ResidenceFactory(person=person, group=other_group, valid_from=date(2026, 3, 1))
    assert (due(officer), labels(outsider)) == ([], [CHECK])


def test_the_place_is_the_present_one(outsider, checked, other_group):
    person = checked(date(2026, 2, 10))
    person.residences.update(valid_to=date(2026, 3, 1))
    ResidenceFactory(person=person, group=other_group, valid_from=date(2026, 3, 1))
    (one,) = deadlines_for(outsider, TODAY)
    assert one.place == other_group.name


def test_a_person_of_many_stays_and_visits_is_listed_once(officer, checked, group):
    person = checked(date(2026, 1, 10))
    VisitFactory(person=person, visited_on=date(2026, 2, 10))
    ResidenceFactory(person=person, group=group)
    assert due(officer) == [(CHECK, "Lò A Tùng", date(2026, 3, 10))]


@pytest.mark.parametrize("count", [1, 30])
def test_eight_statements_however_much_is_due(officer, group, count, django_assert_num_queries):
    for _ in range(count):
        everything_due(group)
    with django_assert_num_queries(8):
        assert len(due(officer)) == count * len(EVERYTHING)
