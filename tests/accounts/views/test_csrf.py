"""A form sent with a token of before the last sign-in: never executed, and not lost either."""

import uuid

import pytest
from django.test import Client

from accounts.middleware import form_owner
from tests.accounts.conftest import PASSWORD
from tests.assertions import told_events
from tests.factories.wards import UserFactory
from wards.models import NeighbourhoodGroup

CREATE = "/units/groups/new/"
LOGIN = "/accounts/login/"
TOO_OLD = "Biểu mẫu đã hết hạn"


@pytest.fixture
def strict(person):
    """A browser that is signed in, and whose tokens are checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(CREATE)
    return client


@pytest.fixture
def typed(ward, person):
    return {
        "ward": ward.pk,
        "kind": "to",
        "name": "Tổ 8",
        "from_day": "01/03/2024",
        "owner": form_owner(person.pk),
        "submission": str(uuid.uuid4()),
        "csrfmiddlewaretoken": "x" * 64,
    }


def test_it_is_shown_again_as_it_was_typed(strict, typed):
    sent = strict.post(CREATE, typed)
    assert (sent.status_code, sent.url) == (302, CREATE)
    page = strict.get(CREATE)
    assert page.context["form"]["name"].value() == "Tổ 8"
    assert "chưa được lưu. Kiểm tra rồi lưu." in page.content.decode()


def test_it_is_never_executed(strict, typed):
    strict.post(CREATE, typed)
    strict.get(CREATE)
    assert not NeighbourhoodGroup.objects.exists()
    assert told_events().count() == 0


def test_sent_again_with_the_token_of_the_page_it_is_saved(strict, typed):
    strict.post(CREATE, typed)
    token = str(strict.get(CREATE).context["csrf_token"])
    strict.post(CREATE, typed | {"csrfmiddlewaretoken": token})
    assert NeighbourhoodGroup.objects.get().name == "Tổ 8"


@pytest.mark.parametrize("mark", ["", "giả mạo", "other"])
def test_a_form_that_is_not_the_sender_s_own_is_refused(strict, typed, mark):
    owner = form_owner(UserFactory().pk) if mark == "other" else mark
    sent = strict.post(CREATE, typed | {"owner": owner})
    assert (sent.status_code, TOO_OLD in sent.content.decode()) == (403, True)
    assert not strict.get(CREATE).context["form"].is_bound


def test_a_form_too_big_to_be_kept_is_not_said_to_be(strict, typed):
    sent = strict.post(CREATE, typed | {"head_name": "x" * 100_001})
    assert (sent.status_code, TOO_OLD in sent.content.decode()) == (403, True)


def test_whoever_is_signed_out_meanwhile_signs_in_first(strict, typed, person):
    del strict.cookies["sessionid"]
    sent = strict.post(CREATE, typed)
    assert (sent.status_code, sent.url) == (302, f"{LOGIN}?next={CREATE}")
    token = str(strict.get(LOGIN).context["csrf_token"])
    entry = {"login": "canbo", "password": PASSWORD, "csrfmiddlewaretoken": token}
    strict.post(LOGIN, entry)
    assert strict.get(CREATE).context["form"]["name"].value() == "Tổ 8"
