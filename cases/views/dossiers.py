"""Screens that open, complete and close dossiers."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from cases.actions.dossiers import close_dossier, file_form, open_dossier
from cases.enums import DossierKind
from cases.forms.dossiers import DossierCloseForm, DossierOpenForm, DossierPaperForm
from cases.models import Dossier, Person
from cases.queries.dossiers import missing_papers, open_kinds
from cases.queries.history import status_now
from cases.statuses import DOSSIER_FORMS, PERSON_STATUSES, PersonStatus, StatusRow
from cases.views.base import PersonActionView
from wards.views.base import Words, found_or_404


class DossierOpen(PersonActionView):
    """Opens a dossier of a kind that serves the person's status.

    `?kind=` chooses the kind, if no dossier of that kind is open.
    """

    permission = Permission.EDIT_PEOPLE
    form_class = DossierOpenForm
    action_label = _("Lập hồ sơ")
    success_message = _("Đã lập hồ sơ.")
    error_fields = {"code": "papers", "valid_from": "opened_on"}

    @cached_property
    def status(self) -> StatusRow:
        return PERSON_STATUSES[PersonStatus(status_now(self.person).status)]

    @cached_property
    def kinds(self) -> list[DossierKind]:
        return [kind for kind in DossierKind if kind in self.status.dossiers]

    @cached_property
    def lacking(self) -> list[DossierKind]:
        held = open_kinds(self.person)
        return [kind for kind in self.kinds if kind not in held]

    def needs_form(self) -> bool:
        return bool(self.lacking)

    def get_intro(self) -> Words:
        if self.status.is_final:
            return _("Đã chấm dứt quản lý người này, không lập hồ sơ.")
        if not self.lacking:
            return _("Người này đã có đủ các loại hồ sơ của diện hiện nay, không cần lập thêm.")
        if self.asked in set(self.kinds) - set(self.lacking):
            return _("Hồ sơ loại này đã lập. Chỉ lập thêm nếu cần loại khác.")
        return _("Đánh dấu những biểu mẫu đã có; phần còn thiếu bổ sung sau.")

    @property
    def asked(self) -> str:
        return self.request.GET.get("kind", "")

    def get_form_kwargs(self) -> dict[str, Any]:
        chosen = [kind for kind in self.lacking if kind == self.asked]
        offered = {"offered": chosen or self.lacking, "is_chosen": bool(chosen)}
        return super().get_form_kwargs() | {"kinds": self.kinds} | offered

    def run_action(self, **values: Any) -> None:
        papers = values.pop("papers")
        open_dossier(by=self.request.user, person=self.person, forms=papers, **values)


class DossierActionView(PersonActionView):
    """Base of screens about one dossier, which the URL names."""

    permission = Permission.EDIT_PEOPLE

    @cached_property
    def dossier(self) -> Dossier:
        rows = Dossier.objects.select_related("person").visible_to(
            self.request.user, self.permission
        )
        dossier: Dossier = found_or_404(rows, pk=self.kwargs["pk"])
        return dossier

    @cached_property
    def person(self) -> Person:
        return self.dossier.person

    def get_intro(self) -> Words:
        return str(self.dossier)


class DossierPaper(DossierActionView):
    """Files one missing paper.

    `?code=` chooses the paper if it is still missing: the link may be older than the filing.
    """

    form_class = DossierPaperForm
    action_label = _("Bổ sung biểu mẫu")
    success_message = _("Đã bổ sung biểu mẫu vào hồ sơ.")

    @cached_property
    def missing(self) -> list[str]:
        return missing_papers(self.dossier)

    def needs_form(self) -> bool:
        return bool(self.dossier.is_open and self.missing)

    def get_intro(self) -> Words:
        if not self.dossier.is_open:
            intro = _("Hồ sơ này đã đóng, không bổ sung biểu mẫu.")
        elif not self.missing:
            intro = _("Hồ sơ này đã đủ biểu mẫu.")
        elif self.asked and self.asked not in self.missing:
            intro = _("Biểu mẫu này đã có trong hồ sơ.")
        else:
            return str(self.dossier)
        return f"{self.dossier}. {intro}"

    @property
    def asked(self) -> str:
        """The code that the link chose, or "" if no dossier of this kind has such a paper."""
        code = self.request.GET.get("code", "")
        return code if code in {row.code for row in DOSSIER_FORMS[self.dossier.kind]} else ""

    def get_initial(self) -> dict[str, Any]:
        code = self.asked if self.asked in self.missing else ""
        return super().get_initial() | {"code": code}

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"kind": self.dossier.kind, "missing": self.missing}
        return super().get_form_kwargs() | known

    def run_action(self, **values: Any) -> None:
        file_form(by=self.request.user, dossier=self.dossier, **values)


class DossierClose(DossierActionView):
    form_class = DossierCloseForm
    action_label = _("Đóng hồ sơ")
    success_message = _("Đã đóng hồ sơ.")

    def run_action(self, **values: Any) -> None:
        close_dossier(by=self.request.user, dossier=self.dossier, **values)
