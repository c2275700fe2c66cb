"""Screens that open, complete and close dossiers."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.actions.dossiers import close_dossier, file_form, open_dossier
from cases.enums import DossierKind
from cases.forms.dossiers import DossierCloseForm, DossierOpenForm, DossierPaperForm
from cases.models import Dossier, Person
from cases.queries.people import missing_papers, open_kinds, status_now
from cases.statuses import PERSON_STATUSES, PersonStatus
from cases.views.base import PersonActionView
from wards.views.base import Words, found_or_404


class DossierOpen(PersonActionView):
    """Kinds that serve the person's status; `?kind=` chooses one of them."""

    permission = Permission.EDIT_PEOPLE
    form_class = DossierOpenForm
    deed = _("Lập hồ sơ")
    success_message = _("Đã lập hồ sơ.")
    error_fields = {"code": "papers", "valid_from": "opened_on"}

    @cached_property
    def kinds(self) -> list[DossierKind]:
        serving = PERSON_STATUSES[PersonStatus(status_now(self.person).status)].dossiers
        return [kind for kind in DossierKind if kind in serving]

    @cached_property
    def offered(self) -> list[DossierKind]:
        held = open_kinds(self.person)
        lacking = [kind for kind in self.kinds if kind not in held]
        return [kind for kind in lacking if kind == self.request.GET.get("kind")] or lacking

    @property
    def intro(self) -> Words:  # type: ignore[override]  # tells why there is nothing to choose
        if self.offered:
            return _("Đánh dấu những biểu mẫu đã có; phần còn thiếu bổ sung sau.")
        return _("Người này đã có đủ các loại hồ sơ của diện hiện nay, không cần lập thêm.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kinds": self.kinds, "offered": self.offered}

    def perform(self, **values: Any) -> None:
        papers = values.pop("papers")
        open_dossier(by=self.request.user, person=self.person, forms=papers, **values)


class DossierActionView(PersonActionView):
    """The address names the dossier."""

    permission = Permission.EDIT_PEOPLE

    @cached_property
    def dossier(self) -> Dossier:
        rows = Dossier.objects.select_related("person").visible_to(
            self.request.user, self.permission
        )
        found: Dossier = found_or_404(rows, pk=self.kwargs["pk"])
        return found

    @cached_property
    def person(self) -> Person:
        return self.dossier.person

    @property
    def intro(self) -> Words:  # type: ignore[override]  # names the dossier
        return str(self.dossier)


class DossierPaper(DossierActionView):
    """`?code=` chooses the paper."""

    form_class = DossierPaperForm
    deed = _("Bổ sung biểu mẫu")
    success_message = _("Đã bổ sung biểu mẫu vào hồ sơ.")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"code": self.request.GET.get("code", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "kind": self.dossier.kind,
            "missing": missing_papers(self.dossier),
        }

    def perform(self, **values: Any) -> None:
        file_form(by=self.request.user, dossier=self.dossier, **values)


class DossierClose(DossierActionView):
    form_class = DossierCloseForm
    deed = _("Đóng hồ sơ")
    success_message = _("Đã đóng hồ sơ.")

    def perform(self, **values: Any) -> None:
        close_dossier(by=self.request.user, dossier=self.dossier, **values)
