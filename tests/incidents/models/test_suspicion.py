"""Suspicions: open until a decision, reviewed on time."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from foundation.dated import OPEN
from incidents.models import Suspicion
from tests.cases.ledger import refused_by_database
from tests.factories.incidents import SuspicionFactory, SuspicionReviewFactory

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 9, 1)


@pytest.fixture
def suspicion(group):
    return SuspicionFactory(group=group, valid_from=DAY)


def test_closing_names_the_outcome(group):
    with refused_by_database("suspicion_closed_with_outcome"):
        SuspicionFactory(group=group, valid_from=DAY, valid_to=LATER, outcome="")


def test_an_open_one_has_no_outcome(group):
    with refused_by_database("suspicion_closed_with_outcome"):
        SuspicionFactory(group=group, valid_to=OPEN, outcome="unfounded")


def test_it_is_not_closed_before_it_was_opened(group):
    before = date(2024, 2, 1)
    with refused_by_database("suspicion_ends_not_before_start"):
        SuspicionFactory(group=group, valid_from=DAY, valid_to=before, outcome="stopped")


def test_a_group_may_hold_several(suspicion, group):
    SuspicionFactory(group=group, valid_from=DAY)
    assert Suspicion.objects.in_force(DAY).filter(group=group).count() == 2


def test_the_opening_is_the_first_review(suspicion):
    review = suspicion.reviews.get()
    assert (review.reviewed_on, review.next_review_on) == (DAY, date(2024, 3, 31))


def test_it_is_reviewed_once_a_day(suspicion):
    with refused_by_database():
        SuspicionReviewFactory(suspicion=suspicion, reviewed_on=DAY)


@pytest.mark.parametrize("next_day", [LATER, DAY])
def test_the_next_review_lies_later(suspicion, next_day):
    with refused_by_database("review_next_is_later"):
        SuspicionReviewFactory(suspicion=suspicion, reviewed_on=LATER, next_review_on=next_day)


def test_reviews_are_read_in_their_order(suspicion):
    last = SuspicionReviewFactory(suspicion=suspicion, reviewed_on=LATER)
    middle = SuspicionReviewFactory(suspicion=suspicion, reviewed_on=date(2024, 5, 1))
    assert list(suspicion.reviews.all())[1:] == [middle, last]


def test_who_reviewed_cannot_be_deleted(suspicion):
    with pytest.raises(ProtectedError):
        suspicion.reviews.get().by.delete()


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "cloud"), ("source_grade", "E"), ("subject", ""), ("reason", "")],
)
def test_a_suspicion_says_what_whom_and_how_sure(group, field, value):
    with pytest.raises(ValidationError) as error:
        SuspicionFactory.build(group=group, **{field: value}).clean_fields()
    assert list(error.value.error_dict) == [field]


def test_rows_are_named_without_the_subject(suspicion, group):
    assert str(suspicion) == f"cá nhân · {group}"
    assert str(suspicion.reviews.get()) == f"{suspicion.pk} 2024-03-01"
