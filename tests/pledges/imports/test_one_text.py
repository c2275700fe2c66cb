"""Texts of a list of households: one text for what looks the same, old fonts refused."""

import pytest

from pledges.models import Household, Pledge
from tests.cases.imports.conftest import told
from tests.workbooks import book, household_row, only_household


@pytest.fixture
def preview(resource):
    return lambda *rows: resource.preview(resource.format.read(book(*rows)))


@pytest.mark.parametrize(
    "code", ["K-1", "\u202aK-1\u202c", "K\u20111", " K-1\u00a0", "'K-1", "\uff2b-1"]
)
def test_a_household_is_known_by_the_code_that_is_seen(preview, known, code):
    (draft,) = preview(only_household(code=code, group="Tổ 1", members=5)).changed
    assert (draft.existing, draft.changes) == (known, {"members": 5})


@pytest.mark.parametrize(
    "head", ["H\u2019Mẫu Niê", "H\u02bcMẫu Niê", "\u2067H'Mẫu\u00a0 Niê\u2069"]
)
def test_a_head_is_stored_and_found_as_seen(save, head):
    save(household_row(head=head))
    household = Household.objects.get()
    assert (household.head_name, household.search_key) == ("H'Mẫu Niê", "hmau nie")


@pytest.mark.parametrize("signer", ["Lê Thị Hòa", "LÊ THỊ HOÀ", "Lê Thị Hoa\u0300"])
def test_the_head_signs_however_the_name_is_written(save, signer):
    save(household_row(head="Lê Thị Hoà", signed="15/03/2025", campaign="Đợt 2025", signer=signer))
    assert Pledge.objects.get().relation == "head"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("TrÇn ThÞ Lan", "Trần Thị Lan"), ("Nguyeãn Vaên An", "Nguyễn Văn An"), ("Tæ 8", "Tổ 8")],
)
@pytest.mark.parametrize(
    ("column", "header"),
    [
        ("head", "Chủ hộ"),
        ("address", "Địa chỉ"),
        ("group", "Tổ, thôn"),
        ("witness", "Người chứng kiến"),
    ],
)
def test_text_of_an_old_font_is_refused(preview, column, header, typed, meant):
    ((column_told, sentence),) = told(preview(household_row(**{column: typed})))
    assert column_told == header
    assert meant in sentence
