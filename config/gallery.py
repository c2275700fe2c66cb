"""Shows developers each component of the screens in each of its states; only under DEBUG."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.messages.constants import DEFAULT_LEVELS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from criteria.enums import SIGNS, Verdict
from foundation.dated import OPEN
from foundation.forms import EMPTY, DayField, LineField, LinesField

#: State of the sample list -> (its number of rows, the page that is shown).
LIST_STATES = {"empty": (0, 1), "one-page": (3, 1), "first-page": (120, 1), "middle-page": (120, 2)}


class SampleForm(forms.Form):
    """A sample form with one field of each kind."""

    name = LineField(label=gettext_lazy("Họ và tên"), max_length=120)
    day = DayField(label=gettext_lazy("Ngày"), help_text=gettext_lazy("Ví dụ 05/02/2026."))
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=[EMPTY, ("a", "A"), ("b", "B")], required=False
    )
    note = LinesField(label=gettext_lazy("Ghi chú"), required=False)
    is_certain = forms.BooleanField(label=gettext_lazy("Đã kiểm tra"), required=False)


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Shows states, messages, forms and pages; each state of the list has a page of its own."""
    _refuse_outside_debug()
    context = {
        "title": _("Thành phần giao diện"),
        "badges": [(kind, kind) for kind in SIGNS],
        "verdicts": list(Verdict),
        "sample_messages": _sample_messages(),
        "asked": {"day": timezone.localdate(), "criteria_set": None},
        "periods": _sample_periods(),
        "forms": _sample_forms(),
        "page_obj": Paginator(range(120), 50).page(2),
        "list_states": LIST_STATES,
    }
    return render(request, "gallery/components.html", context)


@require_GET
def gallery_list(request: HttpRequest, state: str) -> HttpResponse:
    """Shows the list component with made-up rows as a whole page; 404 for an unknown state."""
    _refuse_outside_debug()
    if state not in LIST_STATES:
        raise Http404
    count, number = LIST_STATES[state]
    rows = [_("Dòng %(number)s") % {"number": row} for row in range(1, count + 1)]
    page = Paginator(rows, 50).page(number)
    context = {
        "title": _("Danh sách mẫu"),
        "base_template": "base.html",
        "filter": {"form": SampleForm()},
        "paginator": page.paginator,
        "page_obj": page,
        "object_list": page.object_list,
    }
    return render(request, "gallery/list.html", context)


def _refuse_outside_debug() -> None:
    if not settings.DEBUG:
        raise Http404


def _sample_periods() -> list[dict[str, date]]:
    """Returns a closed period, an open one, and one that began and ended on one day."""
    today = timezone.localdate()
    ends = (today + timedelta(days=30), OPEN, today)
    return [{"valid_from": today, "valid_to": end} for end in ends]


def _sample_messages() -> list[Message]:
    return [Message(level, name) for name, level in DEFAULT_LEVELS.items() if name != "DEBUG"]


def _sample_forms() -> list[dict[str, Any]]:
    """Returns the form untouched, with errors, and after an edit by somebody else."""
    stale = [(_("Ghi chú"), _("Bản của người khác"), _("Bản vừa nhập"))]
    refused = SampleForm({"day": "31/02/2026"}, auto_id="refused_%s")
    return [
        {"heading": _("Chưa nhập"), "form": SampleForm(), "stale_rows": []},
        {"heading": _("Có lỗi"), "form": refused, "stale_rows": []},
        {
            "heading": _("Người khác vừa sửa"),
            "form": SampleForm(auto_id="stale_%s"),
            "stale_rows": stale,
        },
    ]
