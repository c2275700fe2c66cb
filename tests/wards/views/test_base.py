"""What every screen is built on, shown on the screens of groups."""

import threading
import uuid
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections
from django.forms import BooleanField, CharField, Form
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import Submission
from accounts.permissions import Permission
from foundation.versions import StaleEditError
from tests.assertions import assert_refused, told_events
from tests.factories.wards import GroupFactory
from wards.models import NeighbourhoodGroup, Ward
from wards.views.base import (
    ActionFormView,
    RequiresMixin,
    found_or_404,
    requires,
    visible_or_404,
    wants_fragment,
)


@pytest.fixture
def new_group(ward):
    return {
        "ward": ward.pk,
        "kind": "to",
        "name": "Tổ 8",
        "from_day": "01/03/2024",
        "submission": str(uuid.uuid4()),
    }


@pytest.fixture
def edit(group):
    return {"kind": "to", "name": "Tổ 1", "head_name": "Bà Hai", "version": 1}


def request_of(user, **headers):
    request = RequestFactory().get("/", headers=headers)
    request.user = user
    return request


def create_url():
    return reverse("wards:group-create")


def edit_url(group):
    return reverse("wards:group-edit", args=[group.pk])


class TestRequires:
    def test_a_function_is_guarded_and_says_by_what(self, officer, committee):
        @requires(Permission.EDIT_HOUSEHOLDS)
        def page(_request):
            return HttpResponse("trang")

        assert page.permission == Permission.EDIT_HOUSEHOLDS
        assert page(request_of(officer)).content.decode() == "trang"
        with pytest.raises(Http404):
            page(request_of(committee))

    def test_one_of_several_permissions_is_enough(self, officer, administrator, committee):
        @requires(Permission.EDIT_HOUSEHOLDS, Permission.MANAGE_UNITS)
        def page(_request):
            return HttpResponse()

        assert page(request_of(officer)).status_code == 200
        assert page(request_of(administrator)).status_code == 200
        with pytest.raises(Http404):
            page(request_of(committee))

    def test_a_class_is_guarded_and_says_by_what(self, officer, nobody):
        class Page(RequiresMixin):
            permission = Permission.VIEW_PEOPLE

            def get(self, _request):
                return HttpResponse("trang")

        view = Page.as_view()
        assert view.view_class.permission == Permission.VIEW_PEOPLE
        assert view(request_of(officer)).content.decode() == "trang"
        with pytest.raises(Http404):
            view(request_of(nobody))


class TestScopedRows:
    def test_the_own_row_is_found(self, officer, ward):
        assert visible_or_404(Ward.objects.all(), request_of(officer), pk=ward.pk) == ward

    def test_a_foreign_row_and_a_missing_row_are_alike(self, officer, other_ward):
        for pk in (other_ward.pk, 999_999):
            with pytest.raises(Http404):
                visible_or_404(Ward.objects.all(), request_of(officer), pk=pk)

    def test_a_named_permission_narrows_the_scope(self, committee, group):
        groups = NeighbourhoodGroup.objects.all()
        assert visible_or_404(groups, request_of(committee), pk=group.pk) == group
        with pytest.raises(Http404):
            visible_or_404(groups, request_of(committee), Permission.EDIT_HOUSEHOLDS, pk=group.pk)

    def test_a_scoped_queryset_is_asked_directly(self, ward):
        with pytest.raises(Http404):
            found_or_404(Ward.objects.none(), pk=ward.pk)


class TestFragments:
    def test_a_plain_request_wants_the_page(self, officer):
        assert not wants_fragment(request_of(officer))

    def test_htmx_gets_the_fragment_alone(self, officer_client, group):
        url = reverse("wards:group-list")
        page = officer_client.get(url)
        part = officer_client.get(url, headers={"HX-Request": "true"})
        assert "<html" in page.content.decode()
        assert "<html" not in part.content.decode()
        assert "Tổ 1" in part.content.decode()

    def test_a_boosted_link_gets_the_page(self, officer_client, group):
        headers = {"HX-Request": "true", "HX-Boosted": "true"}
        page = officer_client.get(reverse("wards:group-list"), headers=headers)
        assert "<html" in page.content.decode()


class TestSavedOnce:
    def test_a_new_form_carries_a_key(self, officer_client):
        first, second = (officer_client.get(create_url()) for _ in range(2))
        keys = {page.context["submission_key"] for page in (first, second)}
        assert len(keys) == 2
        assert str(first.context["submission_key"]) in first.content.decode()

    def test_a_form_sent_twice_saves_once(self, officer_client, new_group):
        first = officer_client.post(create_url(), new_group)
        second = officer_client.post(create_url(), new_group)
        assert (first.status_code, first.url) == (second.status_code, second.url)
        assert NeighbourhoodGroup.objects.filter(name="Tổ 8").count() == 1
        assert told_events().count() == 1

    def test_the_second_sending_goes_there_even_if_it_would_be_invalid_now(
        self, officer_client, new_group
    ):
        officer_client.post(create_url(), new_group)
        again = officer_client.post(create_url(), new_group | {"name": ""})
        assert again.url == reverse("wards:group-list")

    def test_the_result_is_recorded_for_its_sender(self, officer_client, officer, new_group):
        officer_client.post(create_url(), new_group)
        sent = Submission.objects.get(pk=new_group["submission"])
        assert (sent.user_id, sent.result_url) == (officer.pk, reverse("wards:group-list"))

    def test_anothers_key_leads_nowhere(self, officer_client, new_group, client_of, chief):
        officer_client.post(create_url(), new_group)
        assert client_of(chief).post(create_url(), new_group).status_code == 404

    def test_a_refused_form_keeps_its_key_and_can_be_sent_again(
        self, officer_client, new_group, ward
    ):
        GroupFactory(ward=ward, name="Tổ 8")
        refused = officer_client.post(create_url(), new_group)
        assert str(refused.context["submission_key"]) == new_group["submission"]
        assert Submission.objects.count() == 0
        assert officer_client.post(create_url(), new_group | {"name": "Tổ 9"}).status_code == 302

    @pytest.mark.parametrize("key", [None, "", "không phải khóa"])
    def test_a_form_without_a_proper_key_is_saved_all_the_same(
        self, officer_client, new_group, key
    ):
        data = {k: v for k, v in new_group.items() if k != "submission"}
        sent = officer_client.post(
            create_url(), data if key is None else data | {"submission": key}
        )
        assert sent.status_code == 302

    @pytest.mark.skipif(
        connection.vendor == "sqlite", reason="an in-memory database has one connection"
    )
    @pytest.mark.django_db(transaction=True)
    def test_two_at_the_same_moment_save_once(self, officer, client_of, new_group):
        """SQLite queues the writers; PostgreSQL lets the second wait for the first one's key."""
        clients = [client_of(officer) for _ in range(2)]
        barrier, seen = threading.Barrier(2), []

        def send(client):
            barrier.wait(timeout=10)
            try:
                seen.append(client.post(create_url(), new_group).url)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=send, args=[client]) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert seen == [reverse("wards:group-list")] * 2
        assert NeighbourhoodGroup.objects.filter(name="Tổ 8").count() == 1


class TestRefusals:
    def test_an_actions_refusal_stands_beside_its_field(self, officer_client, new_group, ward):
        GroupFactory(ward=ward, name="Tổ 8")
        response = officer_client.post(create_url(), new_group)
        assert_refused(response, name="phường Nam Cường đã có Tổ 8.")

    def test_nothing_typed_is_lost(self, officer_client, new_group, ward):
        GroupFactory(ward=ward, name="Tổ 8")
        data = new_group | {"head_name": "Lò Thị Mai"}
        response = officer_client.post(create_url(), data)
        assert 'value="Lò Thị Mai"' in response.content.decode()
        assert 'value="Tổ 8"' in response.content.decode()

    def test_a_forms_own_refusal_has_the_same_status(self, officer_client, new_group):
        response = officer_client.post(create_url(), new_group | {"from_day": "31/02/2024"})
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["from_day"]
        assert 'value="31/02/2024"' in response.content.decode()

    def test_an_error_without_a_field_stands_on_top(self):
        form = _bound_form()
        ActionFormView().show_errors(form, ValidationError("Chưa được."))
        ActionFormView().show_errors(form, ValidationError({"other": ["Chưa có."]}))
        assert form.errors == {"__all__": ["Chưa được.", "Chưa có."]}

    def test_an_action_may_name_a_value_otherwise_than_the_form(self):
        class View(ActionFormView):
            error_fields = {"on_day": "name"}

        form = _bound_form()
        View().show_errors(form, ValidationError({"on_day": ["Quá sớm.", "Quá xa."]}))
        assert form.errors == {"name": ["Quá sớm.", "Quá xa."]}

    def test_a_refused_action_leaves_nothing_behind(self, officer_client, new_group):
        data = new_group | {"from_day": "01/01/2019"}
        assert_refused(
            officer_client.post(create_url(), data),
            from_day="phường Nam Cường không có hiệu lực vào ngày này; chọn ngày khác.",
        )
        assert NeighbourhoodGroup.objects.count() == 0
        assert (told_events().count(), Submission.objects.count()) == (0, 0)

    def test_another_broken_rule_of_the_database_is_not_blamed_on_others(self):
        class View(ActionFormView):
            def _act_once(self, form):
                raise IntegrityError("CHECK constraint failed: ward_ends_after_start")

        with pytest.raises(IntegrityError):
            View().form_valid(_bound_form())

    def test_an_action_that_is_not_written_says_so(self):
        with pytest.raises(NotImplementedError):
            ActionFormView().submit(_bound_form())


class TestStaleEdits:
    @pytest.fixture
    def stale(self, group, edit, officer_client):
        """The row was saved by somebody else after this officer opened it."""
        NeighbourhoodGroup.objects.filter(pk=group.pk).update(head_name="Ông Ba", version=2)
        return officer_client.post(edit_url(group), edit)

    def test_both_values_are_shown(self, stale):
        assert stale.status_code == 422
        assert stale.context["stale_rows"] == [("Tổ trưởng, trưởng thôn", "Ông Ba", "Bà Hai")]
        assert stale.context["stale_current"].head_name == "Ông Ba"
        assert "Ông Ba" in stale.content.decode()
        assert 'value="Bà Hai"' in stale.content.decode()

    def test_the_message_says_what_to_do(self, stale):
        assert stale.context["form"].non_field_errors() == [
            "Bản ghi đã được người khác sửa sau khi bạn mở. Đối chiếu hai bản rồi lưu lại."
        ]

    def test_nothing_was_written(self, stale, group):
        group.refresh_from_db()
        assert (group.head_name, group.version) == ("Ông Ba", 2)

    def test_saving_again_is_a_decision_and_goes_through(self, stale, group, edit, officer_client):
        assert stale.context["form"]["version"].value() == "2"
        again = officer_client.post(edit_url(group), edit | {"version": 2})
        group.refresh_from_db()
        assert (again.status_code, group.head_name, group.version) == (302, "Bà Hai", 3)

    def test_a_choice_is_shown_by_its_label(self, group, edit, officer_client):
        NeighbourhoodGroup.objects.filter(pk=group.pk).update(kind="thon", version=2)
        response = officer_client.post(edit_url(group), edit | {"head_name": group.head_name})
        assert response.context["stale_rows"] == [("Loại", "thôn", "tổ dân phố")]

    def test_a_stale_edit_is_a_validation_error(self, group):
        assert isinstance(StaleEditError(group), ValidationError)


def _bound_form() -> Form:
    class TwoFields(Form):
        name = CharField()
        is_open = BooleanField(required=False)

    form = TwoFields({"name": "a"})
    assert form.is_valid()
    return form


class TestEndedSession:
    """A form sent after the session ended waits for its author."""

    @pytest.fixture
    def sent_too_late(self, officer_client, new_group):
        page = officer_client.get(create_url())
        officer_client.logout()
        typed = new_group | {"owner": page.context["form_owner"], "head_name": "Lò Thị Mai"}
        assert officer_client.post(create_url(), typed).status_code == 302
        assert NeighbourhoodGroup.objects.count() == 0
        return officer_client

    def back(self, client, user, there=None):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client.get(there or create_url())

    def sent_after_the_end(self, client, there, **typed):
        owner = client.get(there).context["form_owner"]
        client.logout()
        client.post(there, typed | {"owner": owner})

    def test_the_author_finds_what_was_typed(self, sent_too_late, officer):
        page = self.back(sent_too_late, officer)
        form = page.context["form"]
        assert (form["name"].value(), form["head_name"].value()) == ("Tổ 8", "Lò Thị Mai")
        assert (
            "Đây là nội dung bạn đã nhập trước khi hết phiên hoặc đăng nhập lại; chưa được lưu."
            in page.content.decode()
        )

    def test_a_file_was_not_received_and_is_not_asked_for_as_if_forgotten(
        self, officer_client, officer
    ):
        upload = reverse("exchange:import-upload", args=["people"])
        self.sent_after_the_end(officer_client, upload, file=BytesIO(b"rows"))
        page = self.back(officer_client, officer, upload)
        assert [str(told) for told in page.context["messages"]] == [
            "Phiên đã hết trước khi tệp được nhận. Chọn lại tệp."
        ]
        assert not page.context["form"].is_bound

    def test_the_reason_of_an_export_is_given_back_too(self, officer_client, officer):
        export = reverse("exchange:export-create", args=["people"])
        self.sent_after_the_end(officer_client, export, reason="rà soát quý IV")
        page = self.back(officer_client, officer, export)
        assert page.context["form"]["reason"].value() == "rà soát quý IV"

    def test_it_is_given_back_once(self, sent_too_late, officer):
        self.back(sent_too_late, officer)
        assert sent_too_late.get(create_url()).context["form"]["name"].value() is None

    def test_a_colleague_at_the_same_machine_does_not_get_it(self, sent_too_late, chief):
        page = self.back(sent_too_late, chief)
        assert page.context["form"]["name"].value() is None
        assert "Lò Thị Mai" not in page.content.decode()
