"""The ledger of corrections: its list, one correction, and its restoration."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from corrections.actions.corrections import read_correction, read_corrections, restore
from corrections.filters import CorrectionFilter
from corrections.forms import ReasonForm
from corrections.models import Correction
from corrections.previews import Effect, preview_restoration
from corrections.queries.shown import shown_changes, subject_of
from corrections.registry import correctable_or_404
from corrections.views.base import PreviewedView
from wards.views.base import ScopedDetailView, ScopedListView, visible_or_404


class CorrectionList(ScopedListView[Correction]):
    """Lists the corrections of the user's places, newest first, and records that they were read."""

    permission = Permission.CORRECT_OWN
    template_name = "corrections/correction_list.html"
    title = _("Sổ đính chính")
    filterset_class = CorrectionFilter
    queryset = Correction.objects.select_related("by", "restored_by")

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        read_corrections(by=self.request.user, corrections=context["object_list"])
        return super().render_to_response(context, **options)


class CorrectionDetail(ScopedDetailView[Correction]):
    """Shows one correction with its rows before and after, and records that it was read."""

    permission = Permission.CORRECT_OWN
    template_name = "corrections/correction_detail.html"
    queryset = Correction.objects.select_related("by", "restores", "restored_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        read_correction(by=self.request.user, correction=self.object)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subject = subject_of(self.object, self.request.user)
        kind = correctable_or_404(self.object.row_kind)
        return super().get_context_data(**kwargs) | {
            "title": str(self.object),
            "shown": shown_changes(self.object.changes),
            "subject_url": kind.page_of(subject) if subject else "",
        }


class Restore(PreviewedView):
    """Brings the rows of a correction back as they were."""

    form_class = ReasonForm
    title = _("Khôi phục bản ghi trước đính chính")
    confirm_label = _("Xác nhận khôi phục")
    success_message = _("Đã khôi phục. Số liệu các ngày liên quan được tính lại.")

    @cached_property
    def correction(self) -> Correction:
        return visible_or_404(Correction.objects.all(), self.request, pk=self.kwargs["pk"])

    def return_url(self) -> str:
        return self.correction.get_absolute_url()

    def preview(self, form: Any) -> Effect:
        return preview_restoration(by=self.request.user, correction=self.correction)

    def carry_out(self, form: Any, seen: str) -> None:
        restore(
            by=self.request.user,
            correction=self.correction,
            reason=form.cleaned_data["reason"],
            seen=seen,
        )
