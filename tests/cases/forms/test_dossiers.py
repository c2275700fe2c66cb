"""Opening, completing and closing dossiers."""

import pytest

from cases.enums import DossierKind
from cases.forms.dossiers import DossierCloseForm, DossierOpenForm, DossierPaperForm

M, T = DossierKind.MANAGEMENT, DossierKind.TREATMENT


def opening(kinds=(M, T), offered=None, **typed):
    data = {"kind": "management", "opened_on": "01/03/2026"} | typed
    return DossierOpenForm(data, kinds=list(kinds), offered=list(offered or kinds))


def test_papers_are_ticked_for_the_kind_chosen():
    form = opening(papers=["management/03", "management/05"])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["papers"] == ["03", "05"]


def test_papers_of_another_kind_are_refused_in_words():
    form = opening(papers=["management/03", "treatment/intake"])
    assert form.errors == {"papers": ["Biểu mẫu đã chọn không thuộc loại hồ sơ này."]}


def test_a_paper_that_does_not_exist_is_refused():
    assert list(opening(papers=["management/99"]).errors) == ["papers"]


def test_no_paper_and_no_number_are_fine():
    form = opening()
    assert form.is_valid()
    assert (form.cleaned_data["papers"], form.cleaned_data["number"]) == ([], "")


def test_a_kind_that_does_not_serve_the_status_is_refused():
    assert list(opening(kind="post_rehab").errors) == ["kind"]


def test_a_kind_already_open_is_left_to_the_action():
    form = opening(offered=[T])
    assert form.is_valid()
    assert "hồ sơ quản lý" not in str(form["kind"])


def test_one_kind_shows_its_papers_plainly():
    html = str(opening(offered=[T])["papers"])
    assert "Biên bản tiếp nhận" in html
    assert "Mẫu 07" not in html
    assert "fw-bold" not in html


def test_several_kinds_show_their_papers_in_groups():
    html = str(opening()["papers"])
    assert html.count("fw-bold") == 2
    assert html.count('type="checkbox"') == 9


def test_every_tick_has_its_label():
    html = str(opening(offered=[T])["papers"])
    assert html.count('for="id_papers_') == html.count('type="checkbox"') == 4


def test_only_missing_papers_are_offered_but_any_is_left_to_the_action():
    form = DossierPaperForm(
        {"code": "05", "filed_on": "01/03/2026"}, kind="post_rehab", missing=["decision"]
    )
    assert form.is_valid()
    assert [value for value, _label in form.fields["code"].widget.choices] == ["", "decision"]


@pytest.mark.parametrize("code", ["", "03"])
def test_a_paper_of_no_such_dossier_is_refused(code):
    form = DossierPaperForm(
        {"code": code, "filed_on": "01/03/2026"}, kind="post_rehab", missing=["decision"]
    )
    assert list(form.errors) == ["code"]


def test_closing_needs_day_and_reason():
    assert sorted(DossierCloseForm({"reason": " "}).errors) == ["closed_on", "reason"]
