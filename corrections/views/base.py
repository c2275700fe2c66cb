"""The base of the three forms of a correction: filled in, previewed, confirmed."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from corrections.actions.corrections import SeenError
from corrections.previews import Effect
from corrections.queries.shown import ShownRow, shown_changes
from wards.views.base import ActionFormView, Words


class PreviewedView(ActionFormView):
    """A form that first shows what it would change; the same values sent again, confirmed, are saved.

    Subclasses write `preview` and `carry_out`.
    """

    permission = Permission.CORRECT_OWN
    template_name = "corrections/correct.html"
    success_message = _("Đã đính chính. Số liệu các ngày liên quan được tính lại.")
    confirm_label: ClassVar[Words]
    intro: ClassVar[Words] = ""
    effect: Effect | None = None

    def preview(self, form: Any) -> Effect:
        """Returns what would change; raises ValidationError as the action does."""
        raise NotImplementedError

    def carry_out(self, form: Any, seen: str) -> None:
        """Calls ONE action."""
        raise NotImplementedError

    def return_url(self) -> str:
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Shows the preview until the shown one is confirmed."""
        if form.cleaned_data["seen"]:
            answer = super().form_valid(form)
            if not form.has_error("__all__", code=SeenError().code):
                return answer
        return self.show_preview(form)

    def show_preview(self, form: BaseForm) -> HttpResponse:
        try:
            self.effect = self.preview(form)
        except ValidationError as error:
            self.show_errors(form, error)
            return self.form_invalid(form)
        form.data = form.data.copy()  # type: ignore[attr-defined]  # of a sent form: a QueryDict
        form.data["seen"] = self.effect.plan.digest  # type: ignore[index]  # the copy is mutable
        return self.render_to_response(self.get_context_data(form=form))

    def submit(self, form: BaseForm) -> str:
        self.carry_out(form, form.cleaned_data["seen"])
        return self.return_url()

    def shown(self) -> list[ShownRow]:
        return shown_changes(self.effect.plan.changes) if self.effect else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "intro": self.intro,
            "effect": self.effect,
            "shown": self.shown(),
            "submit_label": self.confirm_label if self.effect else _("Xem trước"),
            "cancel_url": self.return_url(),
            "cancel_label": _("Quay lại"),  # "Hủy" takes a record out here
        }
