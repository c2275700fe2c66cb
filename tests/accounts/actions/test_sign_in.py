"""Signing in and out leaves a trace."""

import pytest

from accounts.actions.sign_in import (
    record_failure,
    record_new_password,
    record_sign_in,
    record_sign_out,
)
from accounts.enums import AuditAction
from accounts.models import AuditEvent
from tests.assertions import assert_audited
from tests.factories.wards import UserFactory


@pytest.mark.parametrize(
    ("act", "action"),
    [
        (record_sign_in, AuditAction.SIGNED_IN),
        (record_sign_out, AuditAction.SIGNED_OUT),
        (record_new_password, AuditAction.PASSWORD_CHANGED),
    ],
)
def test_who_came_and_went_is_told(db, act, action):
    user = UserFactory()
    act(by=user)
    assert_audited(action, by=user, target=user)


@pytest.mark.parametrize("typed", ["canbo", "CANBO", "CanBo"])
def test_a_failure_names_the_account_that_was_tried(db, typed):
    user = UserFactory(username="canbo")
    record_failure(username=typed)
    event = assert_audited(AuditAction.SIGN_IN_FAILED, by=None, target=user)
    assert event.actor_name == "hệ thống"


def test_a_password_typed_as_a_name_is_not_kept(db):
    record_failure(username="mật khẩu của tôi")
    event = assert_audited(AuditAction.SIGN_IN_FAILED, by=None)
    assert (event.object_type, event.object_id) == ("", "")
    assert "mật khẩu của tôi" not in str(vars(event))


def test_every_try_is_an_event_of_its_own(db):
    for _ in range(3):
        record_failure(username="ai đó")
    assert AuditEvent.objects.filter(action=AuditAction.SIGN_IN_FAILED).count() == 3
