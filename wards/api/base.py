"""What every API route is built on: scope, pages, and errors in one shape.

Errors are `{"errors": [{"field": "birth_date" | null, "message": "…", "code": "…"}]}`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from accounts.permissions import Permission
from foundation.versions import StaleEditError, TakenError
from wards.models.scope import can

M = TypeVar("M", bound=models.Model)
F = TypeVar("F", bound=Callable[..., Any])
Words = str | Promise
Error = dict[str, str | None]


class ErrorSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(allow_null=True)
    message = serializers.CharField()
    code = serializers.CharField()


class ErrorsSerializer(serializers.Serializer[Any]):
    errors = ErrorSerializer(many=True)  # type: ignore[assignment]  # the shape's name; Serializer.errors is not used


class ErrorAwareSchema(AutoSchema):
    """Adds the one error shape to every operation; readers get its summary, not our docstrings."""

    def get_description(self) -> str:  # type: ignore[override]  # the library's own signature
        return ""

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        errors = self._get_response_for_code(ErrorsSerializer, "4XX")  # type: ignore[no-untyped-call]  # the library has no types
        return bodies | {"4XX": errors}


def api_operation(summary: Words, **described: Any) -> Callable[[F], F]:
    """An operation in the words of the description, with what is sent and answered when it cannot be guessed."""
    return extend_schema(summary=summary, **described)


class Call(Request):
    """A request as view sets see it: HoldsPermission has refused strangers."""

    user: User


class HoldsPermission(BasePermission):
    """404 unless the user holds the view's permission somewhere; what is visible is the queryset's work."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated:
            return False
        needed = needed_permissions(request, view)
        if hasattr(view, (request.method or "").lower()) and not any(
            can(request.user, permission) for permission in needed
        ):
            raise Http404
        return True


def needed_permissions(request: Request, view: APIView) -> tuple[Permission, ...]:
    """Any one of them opens the route."""
    if view.only_reads or request.method in SAFE_METHODS:  # type: ignore[attr-defined]  # a ScopedViewSet
        return (view.view_permission, *view.or_permissions)  # type: ignore[attr-defined]  # a ScopedViewSet
    needed: Permission | None = view.write_permission  # type: ignore[attr-defined]  # a ScopedViewSet
    return (needed,) if needed else ()


class ScopedViewSet(GenericViewSet[M]):
    """Rows go through `visible_to`; writing needs `write_permission` where the row lies.

    Combine with DRF's mixins; for writes override `perform_create` / `perform_update` with ONE action.
    """

    request: Call
    schema = ErrorAwareSchema()
    permission_classes = [HoldsPermission]
    lookup_value_regex = "[^/]+"  # "0.5" is answered by the API as an id that does not exist
    view_permission: ClassVar[Permission]
    #: Reading is open to holders of one of these as well; the queryset decides what they see.
    or_permissions: ClassVar[tuple[Permission, ...]] = ()
    write_permission: ClassVar[Permission | None] = None
    #: A question sent by POST, because what it asks with must not stand in an address.
    only_reads: ClassVar[bool] = False

    def get_queryset(self) -> QuerySet[M]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        if self.only_reads or self.request.method in SAFE_METHODS:
            return rows.visible_to(self.request.user)  # type: ignore[attr-defined, no-any-return]  # every model's queryset is scoped: tests/architecture
        return rows.visible_to(self.request.user, self.write_permission)  # type: ignore[attr-defined, no-any-return]  # every model's queryset is scoped: tests/architecture


def one_error_shape(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: whatever was refused, the answer has one shape."""
    if isinstance(exc, IntegrityError) and TakenError.is_told_by(exc):
        exc = TakenError()  # the action's transaction is undone already
    if isinstance(exc, StaleEditError | TakenError):
        exc = Conflict(exc.messages[0], code=exc.code)
    elif isinstance(exc, DjangoValidationError):
        exc = exceptions.ValidationError(_details(exc))
    elif isinstance(exc, Http404):
        exc = exceptions.NotFound()  # not what was sought
    elif isinstance(exc, exceptions.ParseError | exceptions.PermissionDenied):
        exc = type(exc)()  # the reason that DRF gives for these two exists in English only
    response = exception_handler(exc, context)
    if response is not None:
        detail = exc.detail if isinstance(exc, exceptions.APIException) else response.data["detail"]
        response.data = {"errors": list(_flat(detail))}
    return response


class Conflict(exceptions.APIException):
    """Somebody saved the row after it was read, or what may exist once at the same moment."""

    status_code = status.HTTP_409_CONFLICT


def _details(error: DjangoValidationError) -> Any:
    if not hasattr(error, "error_dict"):
        return _worded(error.error_list)
    return {name: _worded(errors) for name, errors in error.error_dict.items()}


def _worded(errors: list[DjangoValidationError]) -> list[exceptions.ErrorDetail]:
    return [
        exceptions.ErrorDetail(message, code=error.code or "invalid")
        for error in errors
        for message in error.messages
    ]


def _flat(detail: Any, field: str | None = None) -> Iterator[Error]:
    """Nested details of DRF as a plain list; "people.0.name" names a field inside a list."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _flat(inner, _path(field, str(name)))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            is_nested = isinstance(inner, Mapping | list)
            yield from _flat(inner, _path(field, str(index)) if is_nested else field)
    else:
        code = getattr(detail, "code", None) or "invalid"
        yield {"field": field, "message": str(detail), "code": code}


def _path(field: str | None, name: str) -> str | None:
    if name in {"non_field_errors", "__all__"}:
        return field
    return f"{field}.{name}" if field else name
