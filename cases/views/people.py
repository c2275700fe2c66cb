"""Screens of people: the list, one person, a new person, a correction, the full identity number."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.permissions import Permission
from cases.actions.people import (
    edit_person,
    read_person,
    register_person,
    reveal_identity,
)
from cases.filters import FOLDED_AWAY, SEARCHED, PersonFilter
from cases.forms.people import NewPersonForm, PersonForm, RevealForm
from cases.models import Person
from cases.models.person import EDITABLE
from cases.queries.choices import groups_to_choose, officers_to_choose
from cases.queries.people_list import lines_of, with_standing
from cases.queries.person_file import person_file, with_check_rule
from cases.queries.rights import people_to_list, sees_files
from cases.validators import ID_LENGTHS, typed_id_number
from cases.views.base import PersonActionView
from corrections.queries.ledger import corrections_of
from wards.models.scope import can
from wards.views.base import (
    ActionFormView,
    ScopedDetailView,
    ScopedListView,
    VersionedEditMixin,
    Words,
)


class PersonList(ScopedListView[Person]):
    """Lists the people in the user's places; a clinic sees those with substitution treatment."""

    permission = Permission.VIEW_PEOPLE
    or_permissions = (Permission.VIEW_TREATED_PEOPLE,)
    template_name = "cases/person_list.html"
    filterset_class = PersonFilter

    def get_title(self) -> Words:
        return _("Hồ sơ người") if sees_files(self.request.user) else _("Người điều trị")

    def scoped(self) -> QuerySet[Person]:
        return with_standing(people_to_list(self.request.user), timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "lines": list(lines_of(context["object_list"])),
            "whole": sees_files(self.request.user),
            "may_create": can(self.request.user, Permission.EDIT_PEOPLE),
            "is_narrowed": any(self.asked().get(name) for name in FOLDED_AWAY),
        }

    def is_asked(self) -> bool:
        return any(self.asked().get(name) for name in SEARCHED)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Removes an identity number from the URL, because `PersonFind` asks for it by POST."""
        if not typed_id_number(request.GET.get("q", "")):
            return super().get(request, *args, **kwargs)
        messages.info(request, _("Để tìm theo số định danh, gõ số vào ô tìm rồi bấm “Tìm”."))
        return redirect(_list_of(request.GET, leave_out="q"))


class PersonFind(PersonList):
    """Searches by POST: an identity number opens the file, other text leads to the list.

    A mistyped number gets its error on this page, because a redirect would put it into a URL.
    """

    def asked(self) -> QueryDict:
        return self.request.POST

    def found_by(self, number: str) -> Person | None:
        """Returns the person with this identity number, else with a dossier of this number."""
        user = self.request.user
        person = Person.objects.all().visible_to(user).with_id_number(number).first()
        if person is None and sees_files(user):
            return people_to_list(user).filter(dossiers__number=number).first()
        return person

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirects to the list, because a return from the sign-in page brings no search text."""
        return redirect("cases:person-list")

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        number = typed_id_number(self.asked().get("q", ""))
        if not number:
            return redirect(_list_of(self.asked()))
        person = self.found_by(number)
        if person is not None:
            return redirect(person)
        if len(number) not in ID_LENGTHS:
            self.object_list = self.get_queryset().none()
            return self.render_to_response(self.get_context_data(is_refused=True), status=422)
        messages.warning(request, _("Không có hồ sơ nào mang số này trong địa bàn của bạn."))
        return redirect(_list_of(self.asked(), leave_out="q"))


def _list_of(asked: QueryDict, leave_out: str = "") -> str:
    filters = {name: asked[name] for name in SEARCHED if asked.get(name) and name != leave_out}
    return reverse("cases:person-list", query=filters)


class PersonDetail(ScopedDetailView[Person]):
    """Shows the page of one person and records in the access log that it was read."""

    permission = Permission.VIEW_PEOPLE
    or_permissions = (Permission.VIEW_TREATED_PEOPLE,)
    template_name = "cases/person_detail.html"

    def get_queryset(self) -> QuerySet[Person]:
        seen = Person.objects.select_related("officer").visible_to(self.request.user)
        return with_check_rule(seen, timezone.localdate())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        read_person(by=self.request.user, person=self.object)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        file = person_file(self.request.user, self.object, today)
        rights = {permission.value: True for permission in file.rights}
        return super().get_context_data(**kwargs) | {
            "title": str(self.object),
            "file": file,
            "here": rights,
            "corrections": corrections_of(self.object).visible_to(self.request.user),
            "today": today,
        }


class PersonCreate(ActionFormView):
    permission = Permission.EDIT_PEOPLE
    template_name = "cases/person_edit.html"
    form_class = NewPersonForm
    title = _("Lập hồ sơ người mới")
    success_message = _("Đã lập hồ sơ.")

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        return super().get_form_kwargs() | {
            "groups": groups_to_choose(user, Permission.EDIT_PEOPLE),
            "officers": officers_to_choose(user),
            "people": Person.objects.all().visible_to(user),
        }

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"officer": self.request.user}

    def submit(self, form: BaseForm) -> str:
        values = form.cleaned_data
        person = {name: values.pop(name) for name in EDITABLE}
        new = register_person(by=self.request.user, person=person, **values)
        return new.get_absolute_url()


class PersonEdit(VersionedEditMixin, PersonActionView):
    permission = Permission.EDIT_PEOPLE
    template_name = "cases/person_edit.html"
    form_class = PersonForm
    action_label = _("Sửa thông tin")
    error_fields = {"id_number": "new_id_number"}

    def get_row(self) -> Person:
        return self.person

    def get_form_kwargs(self) -> dict[str, Any]:
        officers = officers_to_choose(self.request.user, self.person)
        return super().get_form_kwargs() | {"officers": officers}

    def edit(self, *, expected_version: int, changes: dict[str, Any]) -> str:
        if new_number := changes.pop("new_id_number"):
            changes["id_number"] = new_number
        edit_person(
            by=self.request.user,
            person=self.person,
            expected_version=expected_version,
            changes=changes,
        )
        return self.person.get_absolute_url()


@method_decorator(never_cache, name="dispatch")
class IdentityReveal(PersonActionView):
    """Shows the full identity number once, in the answer to a given reason, and nowhere else."""

    permission = Permission.REVEAL_IDENTITY
    form_class = RevealForm
    action_label = _("Xem số định danh đầy đủ")
    submit_label = _("Hiện số đầy đủ")
    intro = _("Mỗi lần xem đều được ghi vào nhật ký truy cập cùng tên người xem và lý do.")
    success_message = _("Đã ghi lần xem này vào nhật ký truy cập.")
    number: str | None = None

    def run_action(self, **values: Any) -> None:
        self.number = reveal_identity(by=self.request.user, person=self.person, **values)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Shows the number in the first answer; the same form sent again leads to the person."""
        answer = super().form_valid(form)
        if self.number is None:
            return answer
        context = {"title": self.get_title(), "person": self.person, "number": self.number}
        return render(self.request, "cases/identity_shown.html", context)
