"""One error shape, scope and pages for every route."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.utils.translation import override
from rest_framework import exceptions
from rest_framework.exceptions import ErrorDetail
from rest_framework.routers import SimpleRouter
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from accounts.permissions import Permission
from foundation.versions import StaleEditError
from wards.api import base
from wards.api.base import (
    HoldsPermission,
    ScopedViewSet,
    needed_permissions,
    one_error_shape,
    resource,
)
from wards.api.pages import Pages
from wards.models import Ward


def answer(error):
    response = one_error_shape(error, {"view": APIView()})
    return response.status_code, response.data["errors"]


def only(error):
    """The single error of the answer as (status, field, message, code)."""
    status, (told,) = answer(error)
    return status, told["field"], told["message"], told["code"]


class TestShape:
    def test_an_actions_refusal_names_the_field(self):
        error = ValidationError({"name": ["Trùng tên."]})
        assert only(error) == (400, "name", "Trùng tên.", "invalid")

    def test_an_actions_refusal_of_the_whole_names_none(self):
        assert only(ValidationError("Chưa được.", code="order")) == (
            400,
            None,
            "Chưa được.",
            "order",
        )

    def test_several_refusals_are_several_errors(self):
        error = ValidationError({"name": ["Trùng tên."], "__all__": ["Chưa được."]})
        assert answer(error)[1] == [
            {"field": "name", "message": "Trùng tên.", "code": "invalid"},
            {"field": None, "message": "Chưa được.", "code": "invalid"},
        ]

    def test_parameters_stand_in_the_message(self):
        error = ValidationError("Không quá %(n)s.", params={"n": 3})
        assert only(error)[2] == "Không quá 3."

    @pytest.mark.django_db
    def test_a_stale_edit_is_a_conflict(self, group):
        status, field, message, code = only(StaleEditError(group))
        assert (status, field, code) == (409, None, "stale")
        assert message.startswith("Bản ghi đã được người khác sửa")

    def test_another_broken_rule_of_the_database_is_not_blamed_on_others(self):
        broken = IntegrityError("CHECK constraint failed: dossier_ends_not_before_start")
        assert one_error_shape(broken, {"view": APIView()}) is None

    @pytest.mark.parametrize("error", [Http404(), Http404("ward 7"), exceptions.NotFound()])
    def test_a_missing_thing_says_nothing_more(self, error):
        assert only(error) == (404, None, "Không tìm thấy.", "not_found")

    @pytest.mark.parametrize(
        ("error", "status", "message"),
        [
            (exceptions.ParseError(), 400, "Dữ liệu gửi lên không đọc được"),
            (exceptions.NotAuthenticated(), 401, "Chưa đăng nhập"),
            (exceptions.AuthenticationFailed(), 401, "Khóa truy cập không đúng"),
            (exceptions.PermissionDenied("CSRF Failed"), 403, "Yêu cầu bị từ chối."),
            (exceptions.MethodNotAllowed("PUT"), 405, "Phương thức “PUT” không được chấp nhận."),
            (exceptions.NotAcceptable(), 406, "Chỉ trả lời bằng JSON."),
            (exceptions.UnsupportedMediaType("text/plain"), 415, "Chỉ nhận JSON."),
            (exceptions.Throttled(wait=7), 429, "thử lại sau 7 giây"),
        ],
    )
    def test_drfs_refusals_are_told_in_vietnamese(self, error, status, message):
        found = only(error)
        assert (found[0], found[1]) == (status, None)
        assert message in found[2]

    def test_our_own_words_are_kept(self):
        error = exceptions.ValidationError({"name": ["Ghi tên đầy đủ."]})
        assert only(error)[2] == "Ghi tên đầy đủ."

    def test_an_english_reader_gets_drfs_english(self):
        with override("en"):
            error = exceptions.ValidationError(
                {"name": [ErrorDetail("Required.", code="required")]}
            )
            assert only(error)[2] == "Required."

    def test_nested_fields_are_named_by_their_path(self):
        error = exceptions.ValidationError(
            {
                "people": [{}, {"name": ["Thiếu."], "non_field_errors": ["Trùng."]}],
                "non_field_errors": ["Cả phiếu."],
            }
        )
        assert [(e["field"], e["message"]) for e in answer(error)[1]] == [
            ("people.1.name", "Thiếu."),
            ("people.1", "Trùng."),
            (None, "Cả phiếu."),
        ]

    def test_an_unforeseen_error_is_not_dressed_up(self):
        assert one_error_shape(RuntimeError("bug"), {"view": APIView()}) is None


class TestPermission:
    class View(ScopedViewSet[Ward]):
        queryset = Ward.objects.all()
        view_permission = Permission.VIEW_FIGURES
        write_permission = Permission.MANAGE_UNITS

        def get(self):
            """Exists, so GET is allowed here."""

        def post(self):
            """Exists, so POST is allowed here."""

    def asked(self, method, user):
        request = getattr(APIRequestFactory(), method)("/")
        request.user = user
        return request

    def test_reading_and_writing_need_their_own_permission(self, officer):
        view = self.View()
        assert needed_permissions(self.asked("get", officer), view) == (Permission.VIEW_FIGURES,)
        assert needed_permissions(self.asked("post", officer), view) == (Permission.MANAGE_UNITS,)

    def test_a_question_sent_by_post_only_reads(self, officer):
        view = self.View(only_reads=True)
        assert needed_permissions(self.asked("post", officer), view) == (Permission.VIEW_FIGURES,)

    def test_who_may_read_may_not_write(self, officer):
        guard, view = HoldsPermission(), self.View()
        assert guard.has_permission(self.asked("get", officer), view)
        with pytest.raises(Http404):
            guard.has_permission(self.asked("post", officer), view)

    def test_who_may_write_may_not_read(self, administrator):
        guard, view = HoldsPermission(), self.View()
        assert guard.has_permission(self.asked("post", administrator), view)
        with pytest.raises(Http404):
            guard.has_permission(self.asked("get", administrator), view)

    def test_a_method_that_is_not_there_is_answered_as_such(self, officer):
        assert HoldsPermission().has_permission(self.asked("delete", officer), self.View())

    def test_a_route_without_a_write_permission_is_read_only(self, administrator):
        class ReadOnly(self.View):
            write_permission = None

        with pytest.raises(Http404):
            HoldsPermission().has_permission(self.asked("post", administrator), ReadOnly())

    def test_rows_to_write_are_those_where_one_may_write(self, ward, other_ward, administrator):
        view = self.View()
        view.request = self.asked("post", administrator)
        assert set(view.get_queryset()) == {ward, other_ward}
        view.request = self.asked("get", administrator)
        assert list(view.get_queryset()) == []

    def test_the_description_needs_no_rows(self, ward):
        view = self.View()
        view.swagger_fake_view = True
        assert list(view.get_queryset()) == []


def test_pages_have_fifty_rows_and_two_hundred_at_most():
    assert (Pages.page_size, Pages.max_page_size) == (50, 200)


def test_a_resource_is_served_under_its_name(monkeypatch):
    monkeypatch.setattr(base, "resources", SimpleRouter())

    @resource("towns")
    class TownViewSet(ScopedViewSet):
        queryset = Ward.objects.all()

    assert base.resources.registry == [("towns", TownViewSet, "town")]
