"""The base of every form about one person."""

from typing import Any

from django.forms import BaseForm
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.models import Person
from wards.views.base import ActionFormView, Words, visible_or_404


class PersonActionView(ActionFormView):
    """Runs one action on one person, then returns to the person's page.

    Subclasses write `run_action`.
    """

    template_name = "cases/person_act.html"
    #: What is done, e.g. "Ghi lần kiểm tra cư trú"; the title adds the person's name.
    action_label: Words
    intro: Words = ""
    #: False when there is nothing to fill in; `intro` says why.
    has_form = True

    @cached_property
    def person(self) -> Person:
        return visible_or_404(
            Person.objects.all(), self.request, self.permission, pk=self.kwargs["pk"]
        )

    def get_title(self) -> str:
        return _("%(action_label)s: %(person)s") % {
            "action_label": self.action_label,
            "person": self.person,
        }

    def get_intro(self) -> Words:
        return self.intro

    def needs_form(self) -> bool:
        return self.has_form

    def run_action(self, **values: Any) -> None:
        """Calls ONE action with the form's values."""
        raise NotImplementedError

    def submit(self, form: BaseForm) -> str:
        self.run_action(**form.cleaned_data)
        return self.person.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "action_label": self.action_label,
            "person": self.person,
            "cancel_url": self.person.get_absolute_url(),
            "intro": self.get_intro(),
            "has_form": self.needs_form() or self.request.method == "POST",
        }
