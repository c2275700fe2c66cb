"""Who serves where."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.permissions import Permission, Role
from tests.assertions import assert_audited
from tests.factories.wards import LONG_AGO, REFORM_DAY, PostingFactory, UserFactory, WardFactory
from wards.actions.postings import end_posting, post_user
from wards.enums import AuditAction
from wards.models import Posting
from wards.models.scope import can

DAY = date(2024, 1, 1)


def post(administrator, nobody, **place):
    return post_user(by=administrator, user=nobody, role=Role.OFFICER, from_day=DAY, **place)


def test_a_posting_opens_the_ward(administrator, nobody, ward, other_ward):
    assert not can(nobody, Permission.VIEW_PEOPLE, ward_id=ward.pk)
    post(administrator, nobody, ward=ward)
    assert can(nobody, Permission.VIEW_PEOPLE, ward_id=ward.pk)
    assert not can(nobody, Permission.VIEW_PEOPLE, ward_id=other_ward.pk)


def test_a_posting_is_audited_under_its_ward(administrator, nobody, ward):
    posting = post(administrator, nobody, ward=ward)
    event = assert_audited(AuditAction.POSTED, by=administrator, target=posting)
    assert (event.unit_id, event.after["role"]) == (ward.pk, "officer")


def test_a_posting_in_a_group_is_audited_under_the_groups_ward(administrator, nobody, group, ward):
    post(administrator, nobody, group=group)
    assert assert_audited(AuditAction.POSTED, by=administrator).unit_id == ward.pk


def test_a_posting_is_in_exactly_one_place(administrator, nobody, ward, group):
    for places in ({}, {"ward": ward, "group": group}):
        with pytest.raises(ValidationError, match="đúng một nơi"):
            post(administrator, nobody, **places)
    assert Posting.objects.filter(user=nobody).count() == 0


def test_the_same_post_is_not_given_twice(administrator, nobody, ward):
    post(administrator, nobody, ward=ward)
    with pytest.raises(ValidationError, match="đã giữ vai trò đó"):
        post(administrator, nobody, ward=ward)


def test_another_role_in_the_same_ward_is_given(administrator, nobody, ward):
    post(administrator, nobody, ward=ward)
    post_user(by=administrator, user=nobody, role=Role.CHIEF, from_day=DAY, ward=ward)
    assert can(nobody, Permission.VIEW_AUDIT, ward_id=ward.pk)


def test_an_unknown_role_is_refused(administrator, nobody, ward):
    with pytest.raises(ValidationError) as error:
        post_user(by=administrator, user=nobody, role="king", from_day=DAY, ward=ward)
    assert list(error.value.error_dict) == ["role"]


def test_nobody_is_posted_to_a_ward_that_has_ended(administrator, nobody):
    ended = WardFactory(valid_to=REFORM_DAY)
    with pytest.raises(ValidationError) as error:
        post_user(by=administrator, user=nobody, role=Role.OFFICER, from_day=REFORM_DAY, ward=ended)
    assert list(error.value.error_dict) == ["ward"]


def test_ending_a_posting_closes_the_ward(administrator, ward):
    user = UserFactory()
    posting = PostingFactory(user=user, ward=ward)
    assert can(user, Permission.VIEW_PEOPLE)
    end_posting(by=administrator, posting=posting, on_day=DAY)
    assert not can(user, Permission.VIEW_PEOPLE)
    event = assert_audited(AuditAction.POSTING_ENDED, by=administrator, target=posting)
    assert (event.before, event.after) == ({"valid_to": "9999-12-31"}, {"valid_to": "2024-01-01"})


def test_a_posting_does_not_end_before_it_began(administrator, ward):
    posting = PostingFactory(ward=ward)
    with pytest.raises(ValidationError) as error:
        end_posting(by=administrator, posting=posting, on_day=LONG_AGO)
    assert list(error.value.error_dict) == ["on_day"]


def test_a_posting_that_is_over_is_not_prolonged(administrator, ward):
    posting = PostingFactory(ward=ward, valid_to=DAY)
    with pytest.raises(ValidationError):
        end_posting(by=administrator, posting=posting, on_day=date(2025, 1, 1))
