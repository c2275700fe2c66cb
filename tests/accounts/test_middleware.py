"""Around every request: its id, the idle clock, and a typed form that outlives its session."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.audit import request_id
from accounts.middleware import RequestIdMiddleware, form_owner
from accounts.models import AuditEvent
from tests.accounts.conftest import PASSWORD
from tests.assertions import told_events
from tests.factories.wards import GroupFactory, PostingFactory, UserFactory
from wards.models import NeighbourhoodGroup

CREATE = "/units/groups/new/"
LOGIN = "/accounts/login/"


class TestRequestId:
    def answered(self):
        seen = []

        def view(_request):
            seen.append(request_id.get())
            return HttpResponse()

        handler = RequestIdMiddleware(view)
        for _ in range(2):
            handler(RequestFactory().get("/"))
        return seen

    def test_each_request_has_its_own_and_none_is_left(self):
        first, second = self.answered()
        assert first != second
        assert {str(uuid.UUID(one)) for one in (first, second)} == {first, second}
        assert request_id.get() == ""

    def test_it_is_taken_back_after_a_crash(self):
        def view(_request):
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            RequestIdMiddleware(view)(RequestFactory().get("/"))
        assert request_id.get() == ""

    def test_the_events_of_one_request_share_it(self, officer_client, ward):
        for name in ("Tổ 8", "Tổ 9"):
            data = {"ward": ward.pk, "kind": "to", "name": name, "from_day": "01/03/2024"}
            officer_client.post(CREATE, data)
        ids = list(told_events().values_list("request_id", flat=True))
        assert len(set(ids)) == 2
        assert "" not in ids


class TestIdleSession:
    """Signed in at noon; the limit is 30 minutes without a request."""

    def open(self, visitor) -> bool:
        return visitor.get(reverse("wards:group-list")).status_code == 200

    def test_it_ends_after_thirty_idle_minutes(self, clock, sign_in, person, visitor):
        sign_in()
        assert self.open(visitor)
        clock.shift(timedelta(minutes=30, seconds=1))
        response = visitor.get(reverse("wards:group-list"))
        assert response.url == f"{LOGIN}?next=/units/groups/"

    def test_just_before_it_goes_on(self, clock, sign_in, person, visitor):
        sign_in()
        assert self.open(visitor)
        clock.shift(timedelta(minutes=29))
        assert self.open(visitor)

    def test_whoever_works_stays_in_all_day(self, clock, sign_in, person, visitor):
        sign_in()
        for _ in range(20):
            clock.shift(timedelta(minutes=25))
            assert self.open(visitor)

    def test_closing_the_browser_ends_it_as_well(self, sign_in, person):
        cookie = sign_in().cookies["sessionid"]
        assert (cookie["max-age"], cookie["expires"]) == ("", "")

    def test_the_cookie_is_kept_from_scripts_and_other_sites(self, sign_in, person):
        cookie = sign_in().cookies["sessionid"]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")

    def test_the_clock_is_written_at_most_once_a_minute(self, clock, sign_in, person, visitor):
        sign_in()
        self.open(visitor)
        before = Session.objects.get().expire_date
        clock.shift(timedelta(seconds=59))
        self.open(visitor)
        assert Session.objects.get().expire_date == before
        clock.shift(timedelta(seconds=2))
        self.open(visitor)
        assert Session.objects.get().expire_date == before + timedelta(seconds=61)

    def test_strangers_get_no_session(self, visitor):
        visitor.get(LOGIN)
        assert not Session.objects.exists()


@pytest.fixture
def new_group(ward, person):
    """What an officer typed, with the marks of the form."""
    return {
        "ward": ward.pk,
        "kind": "to",
        "name": "Tổ 8",
        "from_day": "01/03/2024",
        "head_name": "Lò Thị Mai",
        "owner": form_owner(person.pk),
        "submission": str(uuid.uuid4()),
        "csrfmiddlewaretoken": "x" * 64,
    }


@pytest.fixture
def expired(clock, sign_in, person, visitor):
    """A visitor whose session has just ended."""
    sign_in()
    visitor.get(CREATE)
    clock.shift(timedelta(minutes=31))
    return visitor


class TestKeptForm:
    def given_back(self, visitor, url=CREATE) -> dict:
        """What the form holds when it is opened again."""
        form = visitor.get(url).context["form"]
        return {name: form[name].value() for name in form.fields} if form.is_bound else {}

    def test_the_sender_signs_in_and_goes_on_where_the_session_ended(
        self, expired, sign_in, new_group
    ):
        sent = expired.post(CREATE, new_group)
        assert sent.url == f"{LOGIN}?next={CREATE}"
        assert sign_in(next=CREATE).url == CREATE
        page = expired.get(CREATE)
        assert 'value="Lò Thị Mai"' in page.content.decode()
        assert (
            "Đây là nội dung bạn đã nhập trước khi hết phiên hoặc đăng nhập lại; chưa được lưu."
            in page.content.decode()
        )

    def test_every_field_is_given_back_once(self, expired, sign_in, new_group, ward):
        expired.post(CREATE, new_group)
        sign_in()
        back = self.given_back(expired)
        assert (back["name"], back["head_name"], back["from_day"]) == (
            "Tổ 8",
            "Lò Thị Mai",
            "01/03/2024",
        )
        assert self.given_back(expired) == {}

    def test_it_is_saved_only_when_it_is_sent_again(self, expired, sign_in, new_group):
        expired.post(CREATE, new_group)
        sign_in()
        self.given_back(expired)
        assert not NeighbourhoodGroup.objects.exists()
        assert told_events().count() == 0

    def test_in_the_session_it_is_encrypted(self, expired, new_group):
        expired.post(CREATE, new_group)
        kept = expired.session["kept_form"]
        assert kept.startswith("k1$")
        raw = str(Session.objects.get(pk=expired.session.session_key).get_decoded())
        assert "Lò Thị Mai" not in raw
        assert "Tổ 8" not in raw

    def test_another_form_is_not_filled_with_it(self, expired, sign_in, new_group, ward):
        group = GroupFactory(ward=ward)
        expired.post(CREATE, new_group)
        sign_in()
        assert self.given_back(expired, reverse("wards:group-edit", args=[group.pk])) == {}
        assert self.given_back(expired)["name"] == "Tổ 8"

    def test_somebody_else_who_signs_in_there_does_not_see_it(
        self, expired, sign_in, new_group, ward
    ):
        other = UserFactory(username="canbo2")
        other.set_password(PASSWORD)
        other.save()
        PostingFactory(user=other, ward=ward)
        expired.post(CREATE, new_group)
        sign_in("canbo2")
        assert "Lò Thị Mai" not in expired.get(CREATE).content.decode()

    @pytest.mark.parametrize(
        "owner",
        ["", "giả mạo", signing.dumps({"user": 1}, salt="khác")],
        ids=["none", "forged", "signed for another use"],
    )
    def test_a_form_without_its_owner_s_mark_is_not_given_back(
        self, expired, sign_in, new_group, owner
    ):
        expired.post(CREATE, new_group | {"owner": owner})
        sign_in()
        assert self.given_back(expired) == {}

    @pytest.mark.parametrize(
        "owner",
        ["", "giả mạo", signing.dumps({"user": 1}, salt="khác")],
        ids=["none", "forged", "signed for another use"],
    )
    def test_a_stranger_s_form_makes_no_session(self, visitor, new_group, owner):
        sent = visitor.post(CREATE, new_group | {"owner": owner})
        assert "sessionid" not in sent.cookies
        assert not Session.objects.exists()

    @pytest.mark.parametrize(("hours", "kept"), [(23, True), (25, False)])
    def test_a_mark_lasts_a_day(self, clock, visitor, person, new_group, hours, kept):
        new_group["owner"] = form_owner(person.pk)
        clock.shift(timedelta(hours=hours))
        visitor.post(CREATE, new_group)
        assert Session.objects.exists() is kept

    def test_no_password_and_no_token_is_ever_kept(self, expired, sign_in, new_group):
        secrets = {"password": "m1", "password1": "m2", "oldpassword": "m3", "login": "canbo"}
        expired.post(CREATE, new_group | secrets)
        sign_in()
        data = expired.get(CREATE).context["form"].data
        assert set(data) == {"ward", "kind", "name", "from_day", "head_name"}

    def test_a_form_of_unusual_size_is_not_kept(self, expired, new_group):
        expired.post(CREATE, new_group | {"head_name": "x" * 100_001})
        assert "kept_form" not in expired.session

    def test_a_form_just_below_is(self, expired, new_group):
        expired.post(CREATE, new_group | {"head_name": "x" * 90_000})
        assert "kept_form" in expired.session

    def test_a_value_sealed_with_a_lost_key_is_forgotten(self, expired, sign_in, new_group):
        sign_in()
        session = expired.session
        session["kept_form"] = "k9$AAAA"
        session.save()
        assert self.given_back(expired) == {}

    def test_whoever_is_signed_in_has_nothing_kept(self, officer_client, new_group):
        officer_client.post(CREATE, new_group | {"name": ""})
        assert "kept_form" not in officer_client.session

    def test_a_failed_sign_in_keeps_nothing(self, sign_in, person, visitor):
        sign_in(password="sai rồi")
        assert "kept_form" not in visitor.session


class TestHtmx:
    HX = {"HX-Request": "true"}

    def test_a_part_of_a_page_is_not_replaced_by_the_sign_in_form(self, db):
        response = Client().get("/units/groups/", headers=self.HX)
        assert (response.status_code, response.content) == (204, b"")
        assert response["HX-Redirect"] == f"{LOGIN}?next=/units/groups/"

    def test_a_sent_form_is_kept_for_it_as_well(self, expired, new_group):
        response = expired.post(CREATE, new_group, headers=self.HX)
        assert (response.status_code, response["HX-Redirect"]) == (204, f"{LOGIN}?next={CREATE}")
        assert "kept_form" in expired.session

    def test_without_htmx_it_is_an_ordinary_redirect(self, db):
        response = Client().get("/units/groups/")
        assert (response.status_code, response.has_header("HX-Redirect")) == (302, False)

    def test_a_signed_in_reader_is_redirected_as_usual(self, officer_client):
        response = officer_client.get("/", headers=self.HX)
        assert (response.status_code, response.has_header("HX-Redirect")) == (302, False)


def test_the_mark_of_a_form_is_never_the_same_twice(db):
    assert form_owner(1) != form_owner(1)
    assert signing.loads(form_owner(1), salt="kept_form")["user"] == 1


def test_looking_at_pages_leaves_no_event(officer_client):
    before = AuditEvent.objects.count()
    officer_client.get(reverse("wards:group-list"))
    assert AuditEvent.objects.count() == before
