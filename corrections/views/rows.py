"""Screens that put one row right, or take it out."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corrections.actions.corrections import correct_row, remove_row
from corrections.forms import ReasonForm, row_form
from corrections.previews import Effect, preview_change, preview_removal
from corrections.registry import Correctable, correctable_or_404
from corrections.views.base import PreviewedView
from wards.views.base import found_or_404


class RowView(PreviewedView):
    """A correction of one row of a ledger in the user's places."""

    @cached_property
    def correctable(self) -> Correctable:
        return correctable_or_404(self.kwargs["kind"])

    @cached_property
    def row(self) -> Any:
        return found_or_404(self.correctable.rows_for(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def subject(self) -> Any:
        return self.correctable.subject(self.row)

    def return_url(self) -> str:
        return self.correctable.page_of(self.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "subject": self.subject,
            "cancel_url": self.correctable.page_of(self.subject),
        }


class RowChangeView(RowView):
    """Gives a row the values that it should have had."""

    confirm_label = gettext_lazy("Xác nhận sửa")
    intro = gettext_lazy(
        "Sửa điều đã ghi sai. Việc mới xảy ra (chuyển đi, chuyển diện, kiểm tra lần sau …) "
        "ghi ở mục của nó, không sửa ở đây."
    )

    def get_title(self) -> str:
        return _("Sửa sai sót: %(label)s") % {"label": self.correctable.label}

    def get_form_class(self) -> type[BaseForm]:
        """Raises Http404 for a row that can only be taken out."""
        if not self.correctable.fields:
            raise Http404
        return row_form(self.correctable)

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"user": self.request.user, "correctable": self.correctable, "instance": self.row}
        return super().get_form_kwargs() | own

    def preview(self, form: Any) -> Effect:
        return preview_change(
            by=self.request.user, correctable=self.correctable, row=self.row, values=form.values()
        )

    def carry_out(self, form: Any, seen: str) -> None:
        correct_row(
            by=self.request.user,
            correctable=self.correctable,
            row=self.row,
            values=form.values(),
            reason=form.cleaned_data["reason"],
            seen=seen,
        )


class RowRemove(RowView):
    """Takes a row out that should never have been entered."""

    form_class = ReasonForm
    confirm_label = gettext_lazy("Xác nhận hủy")
    intro = gettext_lazy(
        "Chỉ hủy bản ghi chưa từng đúng. Bản ghi được giữ nguyên trong sổ đính chính và có thể khôi phục."
    )

    def get_title(self) -> str:
        return _("Hủy bản ghi nhập nhầm: %(label)s") % {"label": self.correctable.label}

    def return_url(self) -> str:
        """Returns to the file, or to its list when the file itself was taken out."""
        if self.subject == self.row:
            return self.correctable.list_of(self.subject)
        return super().return_url()

    def preview(self, form: Any) -> Effect:
        return preview_removal(by=self.request.user, correctable=self.correctable, row=self.row)

    def carry_out(self, form: Any, seen: str) -> None:
        remove_row(
            by=self.request.user,
            correctable=self.correctable,
            row=self.row,
            reason=form.cleaned_data["reason"],
            seen=seen,
        )
