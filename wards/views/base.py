"""Base of every screen: permission, scope, and forms that call one action and save once."""

import uuid
from collections.abc import Callable, Mapping
from copy import copy
from functools import wraps
from typing import Any, ClassVar, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import QuerySet
from django.forms import BaseForm, ChoiceField, Field, FileField, ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView, ListView
from django.views.generic.base import View
from django_filters.filterset import FilterSet

from accounts.http import OfficerRequest
from accounts.middleware import form_owner, kept_form_data
from accounts.models import Submission
from accounts.permissions import Permission
from foundation.forms import AsksBackForm
from foundation.retries import BusyError, was_broken_off, was_kept_waiting
from foundation.versions import StaleEditError, TakenError, Versioned
from wards.models.scope import can

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
M = TypeVar("M", bound=models.Model)
F = TypeVar("F", bound=BaseForm)
Words = str | Promise
_FILE_LOST = _("Phiên đã hết trước khi tệp được nhận. Chọn lại tệp.")
_GIVEN_BACK = _(
    "Đây là nội dung bạn đã nhập trước khi hết phiên hoặc đăng nhập lại; chưa được lưu. Kiểm tra rồi lưu."
)


def requires(permission: Permission, *others: Permission) -> Callable[[V], V]:
    """Decorator of function views: 404 unless the user holds one of the permissions somewhere."""

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            _refuse_unless_held(request, (permission, *others))
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # architecture tests read it
        return guarded  # type: ignore[return-value]  # a view stays a view of its own type

    return decorate


class RequiresMixin(View):
    """Base of class views: 404 unless the user holds one of their permissions in some place.

    The permissions are `permission` and `or_permissions`.
    """

    request: OfficerRequest
    permission: ClassVar[Permission]
    or_permissions: ClassVar[tuple[Permission, ...]] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _refuse_unless_held(request, (self.permission, *self.or_permissions))
        return super().dispatch(request, *args, **kwargs)


def visible_or_404(
    rows: QuerySet[M], request: HttpRequest, permission: Permission | None = None, **lookup: Any
) -> M:
    """Returns the row if the user may see it with `permission` (default: the model's own).

    Raises Http404 otherwise.
    """
    extra = (permission,) if permission else ()
    scoped: QuerySet[M] = rows.visible_to(request.user, *extra)  # type: ignore[attr-defined]  # every model's queryset is scoped: tests/architecture
    return found_or_404(scoped, **lookup)


def found_or_404(scoped: QuerySet[M], **lookup: Any) -> M:
    """Returns the row of a queryset that is already in the user's scope; raises Http404 if none."""
    row = scoped.filter(**lookup).first()
    if row is None:
        raise Http404
    return row


class ScopedListView(RequiresMixin, ListView[M]):
    """A list of the rows that the user may see; htmx gets the result without the rest of the page.

    Its template extends components/list.html. Subclasses set `queryset` (or `model`), `permission`,
    `template_name`, `title`, and, for a search form, `filterset_class`.
    """

    request: OfficerRequest
    paginate_by = 50
    title: Words
    filterset_class: ClassVar[type[FilterSet] | None] = None
    filterset: FilterSet | None = None

    def scoped(self) -> QuerySet[M]:
        """Returns the rows that the user may see; override it for lists that join scopes."""
        return super().get_queryset().visible_to(self.request.user)  # type: ignore[attr-defined, no-any-return]  # every model's queryset is scoped: tests/architecture

    def get_title(self) -> Words:
        """Returns the heading of the page; override it where the heading names an object."""
        return self.title

    def asked(self) -> QueryDict:
        """Returns the search values of the list."""
        return self.request.GET

    def is_asked(self) -> bool:
        """Returns whether the list is narrowed; if so, an empty list suggests another search."""
        form = self.filterset.form if self.filterset else None
        return form is not None and form.is_valid() and any(form.cleaned_data.values())

    def get_queryset(self) -> QuerySet[M]:
        rows = self.scoped()
        if self.filterset_class is None:
            return rows
        self.filterset = self.filterset_class(self.asked(), queryset=rows, request=self.request)
        return self.filterset.qs  # type: ignore[no-any-return]  # the library has no types

    def paginate_queryset(
        self, queryset: Any, page_size: int
    ) -> tuple[Paginator[M], Page[M], Any, bool]:
        """Returns the nearest existing page for a page number that does not exist."""
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole = not wants_fragment(self.request)
        return super().get_context_data(**kwargs) | {
            "title": self.get_title(),
            "filter": self.filterset,
            "is_asked": self.is_asked(),
            "base_template": "base.html" if whole else "components/fragment.html",
        }

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Adds a Vary header: page and fragment share one URL, and a cache must not mix them up."""
        response = super().render_to_response(context, **options)
        patch_vary_headers(response, ["HX-Request"])
        return response


class ScopedDetailView(RequiresMixin, DetailView[M]):
    """Shows one object; answers 404 outside the user's scope."""

    request: OfficerRequest

    def get_queryset(self) -> QuerySet[M]:
        return super().get_queryset().visible_to(self.request.user)  # type: ignore[attr-defined, no-any-return]  # every model's queryset is scoped: tests/architecture


class GivesBackMixin(FormView[F]):
    """Fills the form with what its author typed before the session ended.

    A form that asks for a file is not filled: the file was not received and must be chosen again.
    """

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        typed = kept_form_data(self.request) if self.request.method == "GET" else None
        if typed is None:
            return kwargs
        if _asks_for_a_file(self.get_form_class()):
            messages.warning(self.request, _FILE_LOST)
            return kwargs
        messages.info(self.request, _GIVEN_BACK)
        return kwargs | {"data": typed}


class ActionFormView(RequiresMixin, GivesBackMixin[BaseForm]):
    """A form that calls one action. Sent twice, it saves once; refused, it loses no input.

    Subclasses set `permission`, `form_class`, `title` and write `submit`; a page with more than the
    form sets its own `template_name`. What takes seconds and writes nothing belongs in `prepare`.
    """

    request: OfficerRequest
    template_name = "components/form.html"
    title: Words
    #: The label of the button; override it where the button does more than save.
    submit_label: Words = _("Lưu")
    success_message: Words = _("Đã lưu.")
    #: For values that the action and the form name differently: {"action's key": "form's field"}.
    error_fields: ClassVar[Mapping[str, str]] = {}
    stale: StaleEditError | None = None
    #: Whether the database broke the first try off because of another transaction.
    is_second_try = False

    def get_title(self) -> Words:
        """Returns the heading of the page; override it where the heading names an object."""
        return self.title

    def prepare(self, form: BaseForm) -> None:
        """Does the long work of `submit` before the transaction begins, in which others may have to wait.

        What it finds may be out of date when `submit` uses it: the action checks that.
        """

    def submit(self, form: BaseForm) -> str:
        """Calls ONE action with the cleaned data; returns the URL of the next page."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent_before = Submission.objects.filter(pk=self.submission_key()).first()
        if sent_before is not None:
            return self._go_where_it_went(sent_before)
        fresh = copy(self)  # without the rows that the first try reads
        try:
            return self.answer()
        except DatabaseError as error:
            if not was_broken_off(error):
                raise
        fresh.is_second_try = True
        return fresh.answer()

    def answer(self) -> HttpResponse:
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return self._act_once(form)
        except StaleEditError as error:
            self.stale = error
            _take_version(form, error.current)
            form.add_error(None, error.messages)
        except ValidationError as error:
            self.show_errors(form, error)
        except DatabaseError as error:  # caught outside the transaction, which is rolled back
            self.show_errors(form, self._told(error))
        return self.form_invalid(form)

    def _told(self, error: DatabaseError) -> ValidationError:
        """Returns the error in words for people; raises it again if it is not about other people."""
        if isinstance(error, IntegrityError) and TakenError.is_told_by(error):
            return TakenError()
        if was_kept_waiting(error) or (self.is_second_try and was_broken_off(error)):
            return BusyError()
        raise error

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def show_errors(self, form: BaseForm, error: ValidationError) -> None:
        """Puts each message beside its field, or on top when the form has no such field."""
        by_name = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
        for key, errors in by_name.items():
            name = self.error_fields.get(key, key)
            if isinstance(form, AsksBackForm):
                form.ask_back(name)
            form.add_error(name if name in form.fields else None, errors)

    def submission_key(self) -> uuid.UUID:
        """Returns the key in the sent form, or a new key for a new form."""
        try:
            return uuid.UUID(self.request.POST["submission"])
        except (KeyError, ValueError):
            return uuid.uuid4()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {
            "title": self.get_title(),
            "submit_label": self.submit_label,
            "submission_key": self.submission_key(),
            "form_owner": form_owner(self.request.user.pk),
        }
        if self.stale is not None:
            rows = _both_values(context["form"], self.stale.current)
            context |= {"stale_current": self.stale.current, "stale_rows": rows}
        return context

    def _act_once(self, form: BaseForm) -> HttpResponse:
        """Claims the key, acts and records in one transaction; a concurrent twin waits for the key."""
        user_id = self.request.user.pk
        self.prepare(form)
        with transaction.atomic():
            claim, is_first = Submission.objects.get_or_create(
                key=self.submission_key(), defaults={"user_id": user_id, "result_url": ""}
            )
            if not is_first:
                return self._go_where_it_went(claim)
            claim.result_url = self.submit(form)
            claim.save(update_fields=["result_url"])
        messages.success(self.request, str(self.success_message))
        return redirect(claim.result_url)

    def _go_where_it_went(self, claim: Submission) -> HttpResponse:
        if claim.user_id != self.request.user.pk:
            raise Http404
        return redirect(claim.result_url)


class VersionedEditMixin(ActionFormView):
    """A form that changes one row, if nobody else has saved it since; its form is a VersionedForm."""

    def get_row(self) -> Versioned:
        """Returns the row that the form changes."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"row": self.get_row()}

    def edit(self, *, expected_version: int, changes: dict[str, Any]) -> str:
        """Calls ONE action with what was typed; returns the URL of the next page."""
        raise NotImplementedError

    def submit(self, form: BaseForm) -> str:
        changes = dict(form.cleaned_data)
        return self.edit(expected_version=changes.pop("version"), changes=changes)


def wants_fragment(request: HttpRequest) -> bool:
    """Returns whether htmx asks for a part of the page (a boosted link asks for the whole page)."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted


def _refuse_unless_held(request: HttpRequest, permissions: tuple[Permission, ...]) -> None:
    if not any(can(request.user, permission) for permission in permissions):
        raise Http404


def _asks_for_a_file(form_class: type[BaseForm]) -> bool:
    fields: dict[str, Field] = getattr(form_class, "base_fields", {})
    return any(isinstance(field, FileField) for field in fields.values())


def _take_version(form: BaseForm, current: models.Model) -> None:
    """Puts the row's present version into the form: who saves again, knows what they overwrite."""
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict: posted
    data[form.add_prefix("version")] = str(getattr(current, "version", ""))
    form.data = data


def _both_values(form: BaseForm, current: models.Model) -> list[tuple[str, Any, Any]]:
    """Returns (label, value now, value typed) of each field that differs."""
    rows = []
    for name, typed in form.cleaned_data.items():
        now = getattr(current, name, typed)
        if name != "version" and now != typed:
            field = form.fields[name]
            rows.append((str(form[name].label), _in_words(field, now), _in_words(field, typed)))
    return rows


def _in_words(field: Field, value: Any) -> Any:
    """Returns a choice as its label, a boolean as yes or no, and any other value unchanged."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        labels: Any = field.choices
        return dict(labels).get(value, value)
    return value
