"""One status a day, each with the decision behind it and the reason of its end."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.models import StatusPeriod
from cases.statuses import PersonStatus
from foundation.dated import OPEN
from tests.cases.ledger import refused_by_database
from tests.factories.cases import PersonFactory, StatusPeriodFactory

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)
NEED_DECISION = (PersonStatus.ILLEGAL_USE, PersonStatus.ADDICT, PersonStatus.POST_REHAB)
NEED_NONE = (PersonStatus.SUSPECTED_USE, PersonStatus.ENDED)


@pytest.fixture
def person(group):
    """Without any status yet."""
    return PersonFactory(group=group, status=None)


def test_a_person_has_one_open_status(person):
    StatusPeriodFactory(person=person, valid_from=DAY)
    with refused_by_database():
        StatusPeriodFactory(person=person, valid_from=LATER)


def test_statuses_do_not_overlap_by_a_day(person):
    StatusPeriodFactory(person=person, valid_from=DAY, valid_to=LATER)
    with refused_by_database("cases_statusperiod_no_overlap"):
        StatusPeriodFactory(person=person, valid_from=date(2024, 8, 31))


def test_one_status_follows_another_on_the_day(person):
    StatusPeriodFactory(person=person, valid_from=DAY, valid_to=LATER)
    after = StatusPeriodFactory(person=person, status="post_rehab", valid_from=LATER)
    assert StatusPeriod.objects.in_force(LATER).get() == after


def test_lengthening_a_status_over_the_next_is_refused(person):
    before = StatusPeriodFactory(person=person, valid_from=DAY, valid_to=LATER)
    StatusPeriodFactory(person=person, status="post_rehab", valid_from=LATER)
    before.valid_to = date(2024, 9, 2)
    with refused_by_database("cases_statusperiod_no_overlap"):
        before.save()


def test_a_status_does_not_end_before_its_start(person):
    with refused_by_database("status_ends_not_before_start"):
        StatusPeriodFactory(person=person, valid_from=DAY, valid_to=date(2024, 2, 1))


@pytest.mark.parametrize("status", NEED_DECISION)
@pytest.mark.parametrize(
    "missing", [{"decision_number": ""}, {"decision_date": None}], ids=["number", "date"]
)
def test_a_status_under_a_decision_names_it(person, status, missing):
    with refused_by_database("status_has_its_decision"):
        StatusPeriodFactory(person=person, status=status, **missing)


@pytest.mark.parametrize("status", NEED_NONE)
def test_the_others_stand_without_a_decision(person, status):
    period = StatusPeriodFactory(person=person, status=status)
    assert (period.decision_number, period.decision_date) == ("", None)


def test_a_missing_decision_is_told_in_words(person):
    period = StatusPeriodFactory.build(person=person, decision_number="")
    with pytest.raises(ValidationError) as error:
        period.validate_constraints()
    assert error.value.messages == ["Diện này phải có số và ngày quyết định."]


def test_an_open_status_has_no_reason_of_its_end(person):
    with refused_by_database("status_end_says_why"):
        StatusPeriodFactory(person=person, valid_to=OPEN, end_reason="completed")


def test_an_ended_status_says_why(person):
    with refused_by_database("status_end_says_why"):
        StatusPeriodFactory(person=person, valid_from=DAY, valid_to=LATER, end_reason="")


@pytest.mark.parametrize("term_end", [DAY, date(2024, 2, 29)])
def test_a_term_ends_after_the_start(person, term_end):
    with refused_by_database("status_term_after_start"):
        StatusPeriodFactory(person=person, valid_from=DAY, term_end=term_end)


def test_a_term_of_one_day_stands(person):
    period = StatusPeriodFactory(person=person, valid_from=DAY, term_end=date(2024, 3, 2))
    assert period.term_end == date(2024, 3, 2)


def test_a_course_is_read_in_its_order(person):
    after = StatusPeriodFactory(person=person, status="post_rehab", valid_from=LATER)
    before = StatusPeriodFactory(person=person, valid_from=DAY, valid_to=LATER)
    assert list(person.statuses.all()) == [before, after]


def test_a_period_is_named_without_the_person_s_name(person):
    period = StatusPeriodFactory(person=person)
    assert str(period) == f"{person.pk} · người nghiện"
    assert person.full_name not in str(period)
