"""Screens of regular work: residence checks, tests, moves within the ward, absence and return."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.actions.residences import record_absence, record_return, set_residence
from cases.actions.visits import record_test, record_visit
from cases.forms.contacts import AbsenceForm, DrugTestForm, ResidenceForm, ReturnForm, VisitForm
from cases.queries.choices import groups_to_choose
from cases.views.base import PersonActionView


class VisitCreate(PersonActionView):
    permission = Permission.EDIT_PEOPLE
    form_class = VisitForm
    action_label = _("Ghi lần kiểm tra cư trú")

    def run_action(self, **values: Any) -> None:
        record_visit(by=self.request.user, person=self.person, **values)


class DrugTestCreate(PersonActionView):
    permission = Permission.EDIT_PEOPLE
    form_class = DrugTestForm
    action_label = _("Ghi kết quả xét nghiệm")

    def run_action(self, **values: Any) -> None:
        record_test(by=self.request.user, person=self.person, **values)


class ResidenceSet(PersonActionView):
    permission = Permission.EDIT_PEOPLE
    form_class = ResidenceForm
    action_label = _("Chuyển nơi cư trú")

    def get_form_kwargs(self) -> dict[str, Any]:
        groups = groups_to_choose(self.request.user, Permission.EDIT_PEOPLE)
        return super().get_form_kwargs() | {"groups": groups}

    def run_action(self, **values: Any) -> None:
        set_residence(by=self.request.user, person=self.person, **values)


class AbsenceCreate(PersonActionView):
    permission = Permission.EDIT_PEOPLE
    form_class = AbsenceForm
    action_label = _("Ghi vắng mặt")

    def run_action(self, **values: Any) -> None:
        record_absence(by=self.request.user, person=self.person, **values)


class AbsenceEnd(PersonActionView):
    permission = Permission.EDIT_PEOPLE
    form_class = ReturnForm
    action_label = _("Ghi trở về")

    def run_action(self, **values: Any) -> None:
        record_return(by=self.request.user, person=self.person, **values)
