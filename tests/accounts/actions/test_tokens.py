"""Keys for the API: shown once, kept as a hash, revocable, a few per person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from knox.models import AuthToken

from accounts.actions.tokens import MOST_TOKENS, create_token, revoke_token
from accounts.enums import AuditAction
from accounts.models import Submission
from tests.assertions import assert_audited, assert_nothing_audited
from tests.factories.wards import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def names_of(user) -> list[str]:
    return list(AuthToken.objects.filter(user=user).values_list("token_key", flat=True))


class TestCreating:
    def test_the_key_is_not_in_the_database(self, user):
        key = create_token(by=user)
        row = AuthToken.objects.get(user=user)
        stored = {str(getattr(row, field.attname)) for field in row._meta.concrete_fields}
        assert key not in stored
        assert key.startswith(row.token_key)

    def test_the_log_names_the_key_by_its_first_letters_only(self, user):
        key = create_token(by=user)
        event = assert_audited(AuditAction.TOKEN_CREATED, by=user, target=user)
        assert event.after == {"token": key[: len(event.after["token"])]}
        assert len(event.after["token"]) < len(key) / 2

    def test_a_key_runs_out_after_a_year(self, user):
        create_token(by=user)
        expiry = AuthToken.objects.get(user=user).expiry
        assert timedelta(days=364) < expiry - timezone.now() <= timedelta(days=365)

    def test_there_are_a_few_keys_at_most(self, user):
        for _ in range(MOST_TOKENS):
            create_token(by=user)
        with pytest.raises(ValidationError) as refused:
            create_token(by=user)
        assert refused.value.messages == ["Đã có 5 khóa; thu hồi một khóa cũ trước."]
        assert len(names_of(user)) == MOST_TOKENS

    def test_keys_of_others_do_not_count(self, user):
        for _ in range(MOST_TOKENS):
            create_token(by=UserFactory())
        assert create_token(by=user)

    def test_a_form_sent_twice_makes_one_key(self, user):
        form = uuid4()
        create_token(by=user, submission=form)
        with pytest.raises(ValidationError) as refused:
            create_token(by=user, submission=form)
        assert refused.value.messages[0].startswith("Khóa đã được tạo ở lần bấm trước.")
        assert len(names_of(user)) == 1

    def test_two_forms_make_two_keys(self, user):
        create_token(by=user, submission=uuid4())
        create_token(by=user, submission=uuid4())
        assert len(names_of(user)) == 2

    def test_a_refused_form_may_be_sent_again(self, user):
        form = uuid4()
        for _ in range(MOST_TOKENS):
            create_token(by=user)
        with pytest.raises(ValidationError):
            create_token(by=user, submission=form)
        assert not Submission.objects.filter(pk=form).exists()
        revoke_token(by=user, token_key=names_of(user)[0])
        assert create_token(by=user, submission=form)


class TestRevoking:
    def test_the_key_is_gone_and_the_log_says_so(self, user):
        AuthToken.objects.create(user)
        (name,) = names_of(user)
        assert revoke_token(by=user, token_key=name) is True
        assert names_of(user) == []
        event = assert_audited(AuditAction.TOKEN_REVOKED, by=user, target=user)
        assert event.before == {"token": name}

    def test_only_the_named_key(self, user):
        AuthToken.objects.create(user)
        AuthToken.objects.create(user)
        first, second = names_of(user)
        revoke_token(by=user, token_key=first)
        assert names_of(user) == [second]

    def test_a_key_of_somebody_else_stays(self, user):
        other = UserFactory()
        AuthToken.objects.create(other)
        assert revoke_token(by=user, token_key=names_of(other)[0]) is False
        assert len(names_of(other)) == 1
        assert_nothing_audited()

    def test_a_key_that_does_not_exist(self, user):
        assert revoke_token(by=user, token_key="nothing") is False
        assert_nothing_audited()
