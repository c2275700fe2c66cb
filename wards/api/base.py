"""Base of every API route: permission, scope, and errors in one shape.

Errors are `{"errors": [{"field": "birth_date" | null, "message": "…", "code": "…"}]}`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView, exception_handler
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from accounts.permissions import Permission
from foundation.retries import BusyError
from foundation.versions import StaleEditError, TakenError
from wards.api.fields import refuse_unknown
from wards.api.once import HEADER, answered_once
from wards.models.scope import can

M = TypeVar("M", bound=models.Model)
F = TypeVar("F", bound=Callable[..., Any])
V = TypeVar("V", bound="type[ScopedViewSet[Any]]")
Words = str | Promise
Error = dict[str, str | None]

#: What is served under "api/v1/"; each resource adds itself where it is written.
resources = SimpleRouter()


class ErrorSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(allow_null=True)
    message = serializers.CharField()
    code = serializers.CharField()


class LabelledOutput(serializers.Serializer[Any]):
    """A shape that names its row in words under `label`, an attribute that DRF uses for fields only."""

    label = serializers.CharField()  # type: ignore[assignment]  # DRF's own attribute, see above


class ErrorsSerializer(serializers.Serializer[Any]):
    errors = ErrorSerializer(many=True)  # type: ignore[assignment]  # the shape's name; Serializer.errors is not used


class ErrorAwareSchema(AutoSchema):
    """Adds the one error shape to every operation; leaves our docstrings out of the description."""

    def get_description(self) -> str:  # type: ignore[override]  # the library's own signature
        return ""

    def get_override_parameters(self) -> list[Any]:
        """Adds the header of writes to their own parameters."""
        if self.method in SAFE_METHODS or self.view.only_reads:  # type: ignore[attr-defined]  # a ScopedViewSet
            return []
        words = _("Gửi lại cùng khóa thì nhận lại câu trả lời đầu tiên, không ghi hai lần.")
        return [OpenApiParameter(HEADER, str, OpenApiParameter.HEADER, description=str(words))]

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        errors = self._get_response_for_code(ErrorsSerializer, "4XX")
        return bodies | {"4XX": errors}


def api_operation(summary: Words, **described: Any) -> Callable[[F], F]:
    """Describes an operation: a summary, and its input and output where they cannot be guessed."""
    return extend_schema(summary=summary, **described)


def resource(prefix: str) -> Callable[[V], V]:
    """Class decorator: serves the view set under `api/v1/<prefix>/`.

    The class gives its addresses their names: PersonViewSet has person-list and person-detail.
    """

    def register(view_set: V) -> V:
        name = view_set.__name__.removesuffix("ViewSet").lower()
        resources.register(prefix, view_set, basename=name)
        return view_set

    return register


class Call(Request):
    """A request as view sets see it: HoldsPermission has refused users who are not signed in."""

    user: User


class HoldsPermission(BasePermission):
    """404 unless the user holds the view's permission somewhere; the queryset limits the rows."""

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
    """Returns the permissions of which any one opens the route."""
    if view.only_reads or request.method in SAFE_METHODS:  # type: ignore[attr-defined]  # a ScopedViewSet
        return (view.view_permission, *view.or_permissions)  # type: ignore[attr-defined]  # a ScopedViewSet
    needed: Permission | None = view.write_permission  # type: ignore[attr-defined]  # a ScopedViewSet
    return (needed,) if needed else ()


class ScopedViewSet(GenericViewSet[M]):
    """Serves rows through `visible_to`; writing needs `write_permission` in the place of the row.

    Combine it with DRF's mixins; for writes override `perform_create` / `perform_update` with ONE
    action.
    """

    request: Call
    schema = ErrorAwareSchema()
    permission_classes = [HoldsPermission]
    lookup_value_regex = "[^/]+"  # the API itself answers 404 for an id like "0.5"
    view_permission: ClassVar[Permission]
    #: Holders of one of these may read as well; the queryset decides which rows they see.
    or_permissions: ClassVar[tuple[Permission, ...]] = ()
    write_permission: ClassVar[Permission | None] = None
    #: True for a query sent by POST because its values must not appear in a URL.
    only_reads: ClassVar[bool] = False
    #: The query parameters of operations that read them with `read_query`, by the operation's name.
    asks: ClassVar[Mapping[str, type[serializers.Serializer[Any]]]] = {}
    #: The operations whose answer has pages.
    paged: ClassVar[Collection[str]] = ("list",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuses unknown query parameters of every operation, after the reader's rights are checked.

        A misspelt filter would otherwise be answered with all rows, or with those of another day. DRF
        takes the handler after this; that of a write answers a call sent again as the first time.
        """
        super().initial(request, *args, **kwargs)
        if self.action:
            refuse_unknown(request.query_params, self.parameters())
        if self.action and not (self.only_reads or request.method in SAFE_METHODS):
            name = (request.method or "").lower()
            setattr(self, name, answered_once(getattr(self, name)))

    def parameters(self) -> list[str]:
        """Returns the names of the query parameters that the operation reads."""
        names = list(self.asks[self.action]().fields) if self.action in self.asks else []
        filters = getattr(self, "filterset_class", None) if self.action == "list" else None
        if filters is not None:
            names += filters(request=self.request).filters
        return names + (["page", "page_size"] if self.action in self.paged else [])

    def get_queryset(self) -> QuerySet[M]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        if self.only_reads or self.request.method in SAFE_METHODS:
            return rows.visible_to(self.request.user)  # type: ignore[attr-defined, no-any-return]  # every model's queryset is scoped: tests/architecture
        return rows.visible_to(self.request.user, self.write_permission)  # type: ignore[attr-defined, no-any-return]  # every model's queryset is scoped: tests/architecture


def one_error_shape(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Gives every error of the API the same shape; this is DRF's exception handler."""
    if isinstance(exc, IntegrityError) and TakenError.is_told_by(exc):
        exc = TakenError()  # the action's transaction is rolled back already
    if isinstance(exc, StaleEditError | TakenError | BusyError):
        exc = Conflict(exc.messages[0], code=exc.code)
    elif isinstance(exc, DjangoValidationError):
        exc = exceptions.ValidationError(_details(exc))
    elif isinstance(exc, Http404):
        exc = exceptions.NotFound()  # without the text of Http404, which says what was sought
    elif isinstance(exc, exceptions.ParseError | exceptions.PermissionDenied):
        exc = type(exc)()  # the reason that DRF gives for these two exists in English only
    response = exception_handler(exc, context)
    if response is not None:
        detail = exc.detail if isinstance(exc, exceptions.APIException) else response.data["detail"]
        response.data = {"errors": list(_flat(detail))}
    return response


class Conflict(exceptions.APIException):
    """409: somebody saved the row after it was read, or at once a row that may exist only once."""

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
    """Yields DRF's nested details as a plain list; "people.0.name" names a field inside a list."""
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
