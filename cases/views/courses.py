"""Screens that move a status and start or end a treatment."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.actions.statuses import move_status
from cases.actions.treatments import end_treatment, start_treatment
from cases.forms.courses import StatusMoveForm, TreatmentEndForm, TreatmentStartForm
from cases.models import Person, Treatment
from cases.queries.choices import forms_of_treatment
from cases.queries.history import status_now
from cases.views.base import PersonActionView
from wards.views.base import Words, found_or_404


class StatusMove(PersonActionView):
    permission = Permission.MOVE_STATUS
    form_class = StatusMoveForm
    action_label = _("Chuyển diện quản lý")
    success_message = _("Đã chuyển diện quản lý.")

    @cached_property
    def current(self) -> Any:
        return status_now(self.person)

    def get_intro(self) -> Words:
        words = {
            "status": self.current.get_status_display(),
            "day": f"{self.current.valid_from:%d/%m/%Y}",
        }
        return _("Đang ở diện “%(status)s” từ ngày %(day)s.") % words

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"current": self.current.status}

    def run_action(self, **values: Any) -> None:
        move_status(by=self.request.user, person=self.person, **values)


class TreatmentStart(PersonActionView):
    permission = Permission.RECORD_TREATMENT
    form_class = TreatmentStartForm
    action_label = _("Bắt đầu cai nghiện, điều trị")
    intro = _("Thời hạn được tính theo luật có hiệu lực vào ngày bắt đầu.")

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = forms_of_treatment(self.request.user, self.person)
        return super().get_form_kwargs() | {"offered": offered}

    def run_action(self, **values: Any) -> None:
        start_treatment(by=self.request.user, person=self.person, **values)


class TreatmentEnd(PersonActionView):
    """Ends the treatment that the URL names."""

    permission = Permission.RECORD_TREATMENT
    form_class = TreatmentEndForm
    action_label = _("Kết thúc cai nghiện, điều trị")
    error_fields = {"end_reason": "reason", "valid_to": "ended_on"}

    @cached_property
    def treatment(self) -> Treatment:
        rows = Treatment.objects.select_related("person").visible_to(
            self.request.user, self.permission
        )
        treatment: Treatment = found_or_404(rows, pk=self.kwargs["pk"])
        return treatment

    @cached_property
    def person(self) -> Person:
        return self.treatment.person

    def get_intro(self) -> Words:
        words = {
            "form": self.treatment.get_form_display(),
            "day": f"{self.treatment.valid_from:%d/%m/%Y}",
        }
        return _("%(form)s, từ ngày %(day)s.") % words

    def run_action(self, **values: Any) -> None:
        end_treatment(by=self.request.user, treatment=self.treatment, **values)
