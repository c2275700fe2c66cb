"""Forms that open, complete and close dossiers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import DossierKind
from cases.forms.base import set_choices
from cases.statuses import DOSSIER_FORMS
from foundation.forms import LineField, TodayField


class DossierOpenForm(forms.Form):
    """A new dossier of a kind that serves the person's status; papers already in it are ticked.

    A kind is preselected only if the URL chose it.
    """

    kind = forms.ChoiceField(label=_("Loại hồ sơ"))
    opened_on = TodayField(label=_("Ngày lập"))
    number = LineField(
        label=_("Số hồ sơ"),
        max_length=60,
        required=False,
        help_text=_("Để trống: hệ thống cấp số SDTP-mã đơn vị-năm-thứ tự."),
    )
    papers = forms.MultipleChoiceField(
        label=_("Biểu mẫu đã có"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        kinds: list[DossierKind],
        offered: list[DossierKind],
        is_chosen: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        empty = [] if is_chosen else [("", _("Chọn loại hồ sơ"))]
        set_choices(self, "kind", _labelled(kinds), offered=[*empty, *_labelled(offered)])
        set_choices(self, "papers", _papers(kinds), offered=_papers(offered))

    def clean_papers(self) -> list[str]:
        """Turns "management/03" into "03"; refuses papers that are not of the chosen kind."""
        ticked = [value.split("/") for value in self.cleaned_data["papers"]]
        if any(kind != self.cleaned_data.get("kind") for kind, _code in ticked):
            raise forms.ValidationError(_("Biểu mẫu đã chọn không thuộc loại hồ sơ này."))
        return [code for _kind, code in ticked]


class DossierPaperForm(forms.Form):
    """One missing paper to put into a dossier."""

    code = forms.ChoiceField(label=_("Biểu mẫu"))
    filed_on = TodayField(label=_("Ngày đưa vào hồ sơ"))

    def __init__(self, *args: Any, kind: str, missing: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.code, row.label) for row in DOSSIER_FORMS[kind]]
        lacking = set(missing)
        offered = [("", _("Chọn biểu mẫu")), *(row for row in rows if row[0] in lacking)]
        set_choices(self, "code", rows, offered=offered)


class DossierCloseForm(forms.Form):
    """The day from which a dossier no longer counts, and the reason."""

    closed_on = TodayField(label=_("Đóng từ ngày"))
    reason = LineField(
        label=_("Lý do đóng"),
        max_length=200,
        help_text=_("Ví dụ: chuyển hồ sơ theo quyết định số 15/QĐ-UBND."),
    )


def _labelled(kinds: list[DossierKind]) -> list[Any]:
    return [(kind.value, kind.label) for kind in kinds]


def _papers(kinds: list[DossierKind]) -> list[Any]:
    """Returns a plain list for one kind; for several kinds, groups named by the kind."""
    by_kind = [
        (kind.label, [(f"{kind}/{row.code}", row.label) for row in DOSSIER_FORMS[kind]])
        for kind in kinds
    ]
    return by_kind[0][1] if len(by_kind) == 1 else by_kind
