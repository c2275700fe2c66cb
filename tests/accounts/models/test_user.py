"""People who sign in, and the key of a sent form."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Submission, User
from tests.factories.wards import UserFactory


def test_a_user_is_called_by_the_full_name():
    user = User(username="canbo", full_name="Lê Văn Cán Bộ")
    names = (str(user), user.get_full_name(), user.get_short_name())
    assert names == ("Lê Văn Cán Bộ",) * 3


def test_without_one_by_the_name_of_the_account():
    assert str(User(username="canbo")) == "canbo"


def test_a_name_is_one_field():
    fields = {field.name for field in User._meta.get_fields()}
    assert fields & {"first_name", "last_name"} == set()
    assert "full_name" in fields


def test_a_full_name_is_required():
    with pytest.raises(ValidationError) as error:
        User(username="canbo", password="x").clean_fields()
    assert list(error.value.error_dict) == ["full_name"]
    assert User.REQUIRED_FIELDS == ["full_name"]


def test_two_accounts_never_share_a_name(db):
    UserFactory(username="canbo")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username="canbo")


class TestSubmission:
    def test_a_key_is_used_once(self, db):
        key = uuid.uuid4()
        Submission.objects.create(key=key, user_id=1, result_url="/")
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.create(key=key, user_id=2, result_url="/")

    def test_it_is_called_by_its_key(self):
        key = uuid.uuid4()
        assert str(Submission(key=key)) == str(key)

    def test_each_gets_a_key_of_its_own(self):
        assert Submission().key != Submission().key
